/** A thread: expanded, collapsed and super-collapsed messages, in the structure of the generation that is shown. */
import type { Party, ShownMessage } from "../wire.ts";
import { inlineCompose } from "./compose-places.ts";
import { findIn, generation, index, make, markup, settings, sync } from "./page.ts";

const BODY = generation === "2020-06" ? "aXjCH" : "aiL";
const COLLAPSED = generation === "2020-06" ? "ky" : "kv";
/** From this many messages on, those in the middle collapse into a notice. */
const SUPER_COLLAPSES_AT = 6;

type State = "expanded" | "collapsed" | "super-collapsed";

function party({ name, address }: Party, classes: string): HTMLElement {
  return make(
    `span.${classes}`,
    { email: address, name: name || address, "data-hovercard-id": address },
    name || address,
  );
}

/** `data-legacy-message-id` is missing on what was just sent. */
function identified(spec: string, message: ShownMessage, ...children: (Node | null)[]): HTMLElement {
  const legacy: Record<string, string> = message.id === null ? {} : { "data-legacy-message-id": message.id };
  return make(spec, { "data-message-id": `#${message.permId}`, ...legacy }, ...children);
}

/** Reply, reply to all, forward, by the numbers of Gmail's own menu. */
const MENU = { "94": "reply", "24": "reply-all", "25": "forward" } as const;

function openMenu(message: ShownMessage, inline: HTMLElement): void {
  const menu = make("ul.aqdrmf-Kf", { role: "menu" });
  for (const [number, kind] of Object.entries(MENU)) {
    const entry = make("li", { role: "menuitem", "data-action-type": number, tabindex: "0" }, kind);
    entry.addEventListener("click", () => {
      menu.remove();
      inlineCompose(inline, message, kind);
    });
    menu.append(entry);
  }
  document.body.append(menu);
}

function head(message: ShownMessage, inline: HTMLElement): HTMLElement {
  const sender = make(
    "td.gF.gK",
    {},
    make(
      "table.cf.ix",
      {},
      make(
        "tbody",
        {},
        make("tr", {}, make("td.c2", {}, make("h3.iw", {}, make("span.qu", {}, party(message.from, "gD"))))),
      ),
    ),
  );
  const date = make("td.gH.bAk", {}, make("div.gK", {}, make("span.g3", { title: message.date }, message.date)));
  const menu = make(
    "td.gH.acX.bAm",
    {},
    make("div.T-I.J-J5-Ji.T-I-Js-IF.aaq.T-I-ax7.L3", { role: "button", "aria-label": "Reply", tabindex: "0" }),
    make("div.T-I.J-J5-Ji.T-I-Js-Gs.aap.T-I-awG.T-I-ax7.L3", {
      role: "button",
      "aria-haspopup": "true",
      "aria-label": "More",
      tabindex: "0",
    }),
  );
  const [replyButton, more] = menu.children;
  replyButton?.addEventListener("click", () => inlineCompose(inline, message, "reply"));
  more?.addEventListener("click", () => openMenu(message, inline));
  const to = [...message.to, ...message.cc].map((one) => party(one, "g2"));
  const addressees = make(
    "tr.acZ.xD",
    {},
    make("td", { colspan: "3" }, make("div.iw.ajw", {}, make("span.hb", {}, "to ", ...to))),
  );
  return make(
    "div.gE.iv.gt",
    {},
    make("table.cf.gJ", {}, make("tbody", {}, make("tr.acZ", {}, sender, date, menu), addressees)),
  );
}

function bodyOf(message: ShownMessage): HTMLElement {
  const body = make(`div.a3s.${BODY}`, { id: `:b${message.permId.slice(-6)}` });
  if (message.html !== null) markup(body, message.html);
  else
    for (const line of message.text === "" ? [] : message.text.split("\n"))
      body.append(line, document.createElement("br"));
  if (message.clipped && message.id !== null) {
    const link = make("a", { href: `?ui=2&view=lg&th=${message.id}`, target: "_blank" }, "View entire message");
    body.append(make("br"), make("div.iX", {}, "...", make("br"), make("br"), "[Message clipped] ", link));
  }
  return make("div.ii.gt", { id: `:a${message.permId.slice(-6)}` }, body);
}

function attachmentsOf(message: ShownMessage): HTMLElement | null {
  if (message.attachments.length === 0) return null;
  const chips = message.attachments.map(({ filename, type, size }, number) => {
    const address = `https://mail.google.com/mail/u/${index}/?ui=2&view=att&th=${message.id ?? ""}&attid=0.${number + 1}`;
    return make(
      "span.aZo.N5jrZb",
      { download_url: `${type}:${filename}:${address}` },
      make("a.aQy.e", { href: address, tabindex: "0", role: "link" }, make("span.aV3.zzV0ie", {}, filename)),
      make("div.aQw", {}, make("span.SaH2Ve", {}, `${Math.ceil(size / 1024)} KB`)),
    );
  });
  const count = chips.length === 1 ? "One attachment" : `${chips.length} attachments`;
  return make("div.hq.gt", {}, make("div.hp", {}, make("span.aVW", {}, count)), make("div.aQH", {}, ...chips));
}

function expanded(message: ShownMessage): HTMLElement {
  const inline = make("div.ip.adB");
  const actions = make(
    "div.amn",
    {},
    make("span.ams.bkH", { role: "link", tabindex: "0" }, "Reply"),
    make("span.ams.bkG", { role: "link", tabindex: "0" }, "Forward"),
  );
  // Gmail offers it where there is somebody else to answer.
  const all = make("span.ams.bkI", { role: "link", tabindex: "0" }, "Reply all");
  if (message.to.length + message.cc.length > 1) actions.firstElementChild?.after(all);
  all.addEventListener("click", () => inlineCompose(inline, message, "reply-all"));
  const reply = findIn(actions, ".bkH");
  const forward = findIn(actions, ".bkG");
  reply?.addEventListener("click", () => inlineCompose(inline, message, "reply"));
  forward?.addEventListener("click", () => inlineCompose(inline, message, "forward"));
  const content = make(
    "div.gs",
    {},
    head(message, inline),
    make("div.qQVYZb"),
    bodyOf(message),
    attachmentsOf(message),
    make("div.hi"),
  );
  return make("div.gA", {}, identified("div.adn.ads", message, content), inline, actions);
}

function collapsed(message: ShownMessage): HTMLElement {
  const sender = make(
    "td.gF",
    {},
    make("span.gD", { email: message.from.address, name: message.from.name }, message.from.name),
  );
  const date = make("td.gH", {}, make("span.g3", { title: message.date }, message.date));
  const snippet = make("div.iA.g6", {}, message.text.slice(0, 60));
  return make(
    "div.G3.G2",
    {},
    identified(
      "div.adf.ads",
      message,
      make("table.cf.gz", {}, make("tbody", {}, make("tr", {}, sender, date))),
      snippet,
    ),
  );
}

function item(message: ShownMessage, state: State): HTMLElement {
  const element = make("div", { role: "listitem", "aria-expanded": String(state === "expanded") });
  let now = state;
  const draw = (): void => {
    const renamed = make(`div.${now === "expanded" ? "h7" : now === "collapsed" ? COLLAPSED : "kQ"}`);
    element.className = renamed.className;
    element.setAttribute("aria-expanded", String(now === "expanded"));
    element.replaceChildren(now === "expanded" ? expanded(message) : collapsed(message));
  };
  element.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const inHead = target?.closest("table.gJ, .q8gJ, table.gz, .iA") ?? null;
    if (inHead === null || target?.closest("[role=button], a") !== null) return;
    now = now === "expanded" ? "collapsed" : "expanded";
    draw();
  });
  draw();
  if (message.id === null) void awaitId(message, element);
  return element;
}

/** Gmail writes the attribute when its server answers; nothing else changes on the page. */
async function awaitId(message: ShownMessage, element: HTMLElement): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (!element.isConnected) return;
    const thread = await sync<readonly ShownMessage[]>("fd", { thread: message.threadId });
    const id = thread.find(({ permId }) => permId === message.permId)?.id ?? null;
    if (id === null) continue;
    element.querySelector("[data-message-id]")?.setAttribute("data-legacy-message-id", id);
    return;
  }
}

function stateAt(position: number, messages: readonly ShownMessage[]): State {
  const last = messages.length - 1;
  if (position === last) return "expanded";
  const middle = messages.length >= SUPER_COLLAPSES_AT && position > 0 && position < last - 1;
  return middle ? "super-collapsed" : "collapsed";
}

export function conversation(messages: readonly ShownMessage[], expandAll: boolean): HTMLElement {
  const [first] = messages;
  const states = messages.map((_, position) => (expandAll ? "expanded" : stateAt(position, messages)));
  const items = messages.map((message, position) => item(message, states[position] ?? "collapsed"));
  const hidden = states.filter((state) => state === "super-collapsed").length;
  const notice = make("div.adv", { role: "button" }, make("span.adx", {}, make("span", {}, String(hidden))));
  if (hidden > 0) items[0]?.append(notice);
  notice.addEventListener("click", () => {
    notice.remove();
    for (const one of items) if (one.classList.contains("kQ")) one.classList.replace("kQ", COLLAPSED);
  });
  const thread = first?.threadId ?? "";
  const title = make(
    "h2.hP",
    {
      "data-legacy-thread-id": thread,
      "data-thread-perm-id": settings.conversationView ? `thread-f:${BigInt(`0x${thread || "0"}`)}` : "undefined",
    },
    first?.subject ?? "",
  );
  const inner = [
    make("div.nH", {}, make("div.ha", {}, title)),
    make("div.nH.aHU", {}, make("div.nH", { role: "list" }, ...items)),
  ];
  if (generation === "2026-03") return make("div.g.id", {}, make("div.a98.iY", {}, ...inner));
  const cell = make("td.Bu", {}, make("div.nH.if", {}, ...inner));
  return make("div.g.id", {}, make("table.Bs.nH.iY", { role: "presentation" }, make("tr", {}, cell)));
}

/** A thread that a person left stays in the page for a while, hidden. */
export function leaveBehind(thread: HTMLElement): void {
  thread.style.display = "none";
}
