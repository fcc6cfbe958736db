/** One native compose form: its fields, its autosave, its buttons. Where it stands is `compose-places.ts`. */
import type { NativeDraft, Party, ShownMessage } from "../wire.ts";
import { account, aliases, findIn, generation, make, onPress, settings, sync } from "./page.ts";
import { enteredAddresses, recipientsRow } from "./recipients.ts";

export type Kind = "new" | "reply" | "reply-all" | "forward";

export interface Form {
  /** `.M9` */
  readonly element: HTMLElement;
  readonly kind: Kind;
  readonly title: string;
  send(): void;
  /** Removed from the page, and nothing of it is kept. */
  readonly onGone: (listener: () => void) => void;
}

function hidden(name: string, value: string): HTMLElement {
  return make("input", { type: "hidden", name, value });
}

function subjectFor(kind: Kind, answered: ShownMessage | null): string {
  if (answered === null) return "";
  return `${kind === "forward" ? "Fwd" : "Re"}: ${answered.subject.replace(/^(?:re|fwd):\s*/i, "")}`;
}

function quoteOf(answered: ShownMessage): HTMLElement {
  const lines = answered.text.split("\n").flatMap((line) => [line, make("br")]);
  const quote = make("blockquote.gmail_quote", {}, ...lines);
  const attribution = make(
    "div.gmail_attr",
    {},
    `On ${answered.date}, ${answered.from.name} <${answered.from.address}> wrote:`,
    make("br"),
  );
  return make("div.gmail_quote", {}, attribution, quote);
}

/** Whom Gmail writes to of itself. */
function recipientsOf(kind: Kind, answered: ShownMessage | null): Readonly<Record<"to" | "cc", readonly Party[]>> {
  if (answered === null || kind === "new" || kind === "forward") return { to: [], cc: [] };
  if (kind === "reply") return { to: [answered.from], cc: [] };
  const own = [account, ...aliases].map(({ address }) => address);
  const isElse = ({ address }: Party) => !own.includes(address);
  return { to: [answered.from, ...answered.to.filter(isElse)], cc: answered.cc.filter(isElse) };
}

function fromMenu(from: HTMLElement): HTMLElement {
  const own = [account, ...aliases];
  const items = own.map(({ name, address }) => {
    const choice = make("div", { role: "menuitem", value: address }, `${name} <${address}>`);
    choice.addEventListener("click", () => from.setAttribute("value", address));
    return make("div.SK.AX", {}, choice);
  });
  return make("div.J-M.jQjAxd.J-M-awS", { role: "menu", style: "display: none" }, ...items);
}

function toolButton(classes: string, label: string, text = "", more: Record<string, string> = {}): HTMLElement {
  return make(`div.${classes}`, { role: "button", "aria-label": label, tabindex: "1", ...more }, text);
}

function toolbar(): HTMLElement {
  const send = make(
    "td.gU.Up",
    {},
    make(
      "div.J-J5-Ji.btA",
      {},
      make(
        "div.dC",
        {},
        toolButton("T-I.J-J5-Ji.aoO.v7.T-I-atl.L3", "Send ‪(Ctrl-Enter)‬", "Send"),
        toolButton("T-I.J-J5-Ji.Uo.v7.T-I-atl.L3", "Send & archive", "⇩"),
        toolButton("T-I.J-J5-Ji.hG.T-I-atl.L3", "More send options", "▾", { "aria-haspopup": "true" }),
      ),
    ),
  );
  const format = make(
    "td.gU.az5",
    {},
    make("div.oc.gU", {}, toolButton("J-Z-I.J-J5-Ji", "Formatting options", "A"), make("div.dv")),
  );
  const attach = make("td.gU.a0z", {}, toolButton("a1.aaA.aMZ", "Attach files", "📎"));
  const rest = make("td.gU.aY5.oX");
  const discard = make("td.gU", {}, toolButton("oh.J-Z-I.J-J5-Ji.T-I-ax7", "Discard draft ‪(Ctrl-Shift-D)‬", "🗑"));
  return make(
    "table.IZ",
    { role: "group" },
    make("tbody", {}, make("tr.btC", {}, send, format, attach, rest, discard)),
  );
}

class NativeForm implements Form {
  readonly element: HTMLElement;
  readonly kind: Kind;
  readonly title: string;
  readonly #answered: ShownMessage | null;
  readonly #editor: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #gone: (() => void)[] = [];
  #ended = false;

  constructor(kind: Kind, answered: ShownMessage | null) {
    this.kind = kind;
    this.#answered = answered;
    this.title = subjectFor(kind, answered) || "New Message";
    this.#editor = make("div.Am.Al.editable.LW-avf", {
      g_editable: "true",
      contenteditable: "true",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": "Message Body",
      tabindex: "1",
    });
    if (answered !== null) this.#editor.append(make("div", {}, make("br")), quoteOf(answered));
    this.element = this.#draw();
    this.element.addEventListener("input", () => this.#changed());
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.send();
    });
    this.#wire();
  }

  onGone = (listener: () => void): void => void this.#gone.push(listener);

  #draw(): HTMLElement {
    const answered = this.#answered;
    const thread = answered === null ? "" : answered.threadId;
    const from = aliases.length > 0 ? hidden("from", account.address) : null;
    const { to, cc } = recipientsOf(this.kind, answered);
    const subject = make("input.aoT", {
      name: "subjectbox",
      placeholder: "Subject",
      value: subjectFor(this.kind, answered),
      "aria-label": "Subject",
    });
    const inline = answered !== null;
    const fields = make(
      "form.bAs",
      { method: "POST", enctype: "multipart/form-data" },
      hidden("composeid", `${Math.floor(Math.random() * 1e9)}`),
      hidden("draft", "undefined"),
      hidden("rm", answered?.id ?? ""),
      hidden("rt", generation === "2026-03" && thread !== "" ? `thread-f:${BigInt(`0x${thread}`)}` : thread),
      hidden("uet", ""),
      hidden("subject", subjectFor(this.kind, answered)),
      from,
      from === null ? null : fromMenu(from),
      make("div.bze", {}, recipientsRow("to", to), recipientsRow("cc", cc), recipientsRow("bcc", [])),
      make("div.aoD.az6", inline ? { style: "display: none" } : {}, subject),
    );
    const state = make(
      "div.HQ",
      {},
      make("div.Un.J-JN-M-I", { role: "button" }, make(`img.${this.kind === "forward" ? "mI" : "mL"}`)),
    );
    const body = make("td.Ap", {}, make("div.aO7", {}, make("div.Ar.Au", {}, this.#editor)));
    const lower = make("div.aDg", {}, make("div.aDj", {}, make("div.aDh", {}, toolbar())));
    const table = make(
      "table.aoP.aoC",
      { role: "presentation" },
      make("tbody", {}, make("tr", {}, body), make("tr", {}, make("td", {}, make("div.dL-holder"), lower))),
    );
    return make(
      "div.M9",
      {},
      make("div.aoI", { role: "region", "aria-label": this.title }, inline ? state : null, fields, table),
    );
  }

  #wire(): void {
    const press = (selector: string, act: () => void): void => {
      const button = findIn(this.element, selector);
      if (button !== null) onPress(button, act);
    };
    press(".aoO", () => this.send());
    press(".Uo", () => this.send());
    press(".hG", () => this.#offerSchedule());
    press(".oh", () => void this.#discard());
    press(".aMZ", () => this.#attach());
  }

  #attach(): void {
    const size = make("div.vJ", {}, "(4K)");
    const name = make("div.vI", {}, "plan.txt");
    findIn(this.element, ".dL-holder")?.append(make("div.dL", {}, make("a.dO", { href: "?view=att" }, name, size)));
  }

  #offerSchedule(): void {
    const item = make("div.J-N", { role: "menuitem", selector: "scheduledSend" }, "Schedule send");
    const menu = make("div.J-M.agd.J-M-ayU", { role: "menu" }, item);
    item.addEventListener("click", () => {
      menu.remove();
      void sync("s", this.#contents("schedule"));
    });
    document.body.append(menu);
  }

  #contents(kind: NativeDraft["kind"]): NativeDraft {
    const value = (name: string) => this.element.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value ?? "";
    const draft = value("draft");
    return {
      kind,
      draft: draft === "undefined" ? "" : draft,
      from: value("from") || account.address,
      to: enteredAddresses(this.element, "to"),
      cc: enteredAddresses(this.element, "cc"),
      bcc: enteredAddresses(this.element, "bcc"),
      subject: value("subjectbox"),
      body: this.#editor.innerText,
      thread: this.#answered?.threadId ?? null,
    };
  }

  #changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), settings.autosave);
  }

  async #save(): Promise<void> {
    if (this.#ended) return;
    const { draft } = await sync<{ draft: string }>("s", this.#contents("draft"));
    const field = this.element.querySelector<HTMLInputElement>("input[name=draft]");
    if (field !== null) field.value = draft;
  }

  send(): void {
    if (this.#ended) return;
    window.gmailReplica.sent.push(this.#editor.innerText);
    void sync("s", this.#contents("send"));
    this.#end();
  }

  async #discard(): Promise<void> {
    const contents = this.#contents("discard");
    this.#end();
    await sync("s", contents);
  }

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    for (const listener of this.#gone) listener();
  }
}

export function nativeForm(kind: Kind, answered: ShownMessage | null): Form {
  return new NativeForm(kind, answered);
}
