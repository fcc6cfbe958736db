/** The replica's page: frame, list, conversation, compose forms, routes by the fragment, and its habit of redrawing. */
import type { Row, ShownMessage } from "../wire.ts";
import { inlineCompose, popupCompose, sendLast } from "./compose-places.ts";
import { conversation, leaveBehind } from "./conversation.ts";
import { listView } from "./list.ts";
import { account, findIn, make, settings, sync } from "./page.ts";

const parameters = new URLSearchParams(location.search);
const standalone = parameters.get("view") === "btop" ? parameters.get("show") : null;
const main = make("div.nH", { role: "main" });
let messages: readonly ShownMessage[] = [];
let thread: HTMLElement | null = null;

function show(place: HTMLElement): void {
  if (thread !== null) leaveBehind(thread);
  thread = conversation(messages, parameters.has("expand"));
  place.append(thread);
}

async function showThread(id: string, place: HTMLElement): Promise<void> {
  messages = await sync<readonly ShownMessage[]>("fd", { thread: id });
  show(place);
}

function opened(row: Row): void {
  location.hash = `#inbox/${settings.conversationView ? row.threadId : row.messageId}`;
}

async function showList(): Promise<void> {
  if (thread !== null) leaveBehind(thread);
  findIn(main, ".ae4")?.remove();
  const rows = await listView(location.hash.startsWith("#sent") ? "SENT" : "INBOX", opened);
  main.prepend(rows);
}

async function route(): Promise<void> {
  const [, id] = /^#\w+\/([0-9a-f]{16})$/.exec(location.hash) ?? [];
  const rows = findIn(main, ".ae4");
  if (settings.previewPane) {
    const pane = findIn(main, ".ao9") ?? make("div.ao9");
    if (!pane.isConnected) main.append(make("div.aia", {}, pane));
    if (rows === null) await showList();
    if (id !== undefined) await showThread(id, pane);
    return;
  }
  rows?.remove();
  if (id === undefined) return showList();
  await showThread(id, main);
}

/** Where a person already is, the link asks the server anew. */
function folderLink(name: string, fragment: string): HTMLElement {
  const link = make("a.J-Ke.n0", { href: fragment, target: "_top" }, name);
  link.addEventListener("click", () => {
    if (location.hash === fragment) void showList();
  });
  return make("div.aim", {}, make("div.TO", {}, link));
}

function frame(): void {
  const compose = make("div.T-I.T-I-KE.L3", { role: "button", tabindex: "0", gh: "cm" }, "Compose");
  compose.addEventListener("click", () => void popupCompose());
  const badge = make(
    "a.gb_A.gb_Za",
    {
      "aria-label": `Google Account: ${account.name}  \n(${account.address})`,
      href: "https://accounts.google.com/SignOutOptions",
      role: "button",
    },
    account.name.slice(0, 1),
  );
  const logo = make("span.gb_logo", {}, "Gmail ", make("small", {}, "a replica, on this machine only"));
  document.body.append(
    make(
      "div.nH.w-asV",
      {},
      make("header.gb_Fa", { role: "banner" }, logo, badge),
      make(
        "div.nH.bkL",
        {},
        make(
          "div.aeN",
          { role: "navigation" },
          make("div.aic", {}, make("div.z0", {}, compose)),
          make("div.TK", {}, folderLink("Inbox", "#inbox"), folderLink("Sent", "#sent")),
        ),
        make("div.nH.bkK", {}, main),
      ),
    ),
  );
}

function hotKeys(): void {
  document.addEventListener("keydown", (event) => {
    const typing =
      event.target instanceof HTMLElement &&
      (event.target.isContentEditable || /^(?:INPUT|TEXTAREA)$/.test(event.target.tagName));
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return void (event.defaultPrevented || sendLast());
    const last = messages.at(-1);
    const place = findIn(main, ".ip.adB");
    if (typing || last === undefined || place === null) return;
    if (event.key === "r" || event.key === "a") inlineCompose(place, last, "reply");
    if (event.key === "f") inlineCompose(place, last, "forward");
  });
}

window.gmailReplica = {
  sent: [],
  rerender: () => {
    const place = thread?.parentElement;
    if (thread === null || place === null || place === undefined) return;
    thread.remove();
    thread = conversation(messages, parameters.has("expand"));
    place.append(thread);
  },
};

if (standalone === "compose") {
  const form = popupCompose();
  form.onGone(() => window.close());
} else if (standalone === "thread") {
  document.body.append(main);
  void showThread(parameters.get("th") ?? "", main);
} else {
  frame();
  window.addEventListener("hashchange", () => void route());
  void route();
}
hotKeys();
