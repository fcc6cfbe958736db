/** Roundcube's compose page: its fields, its native draft, and the way out for what Waxwing sealed. */
import { SmimeError } from "../../smime/errors.ts";
import type { DraftFields, OpenDraft, SealedMessage, TransportStep } from "../adapter.ts";
import { type AnsweredMessage, findAnswered, markAnswered } from "./answered-message.ts";
import type { ComposeEnvironment, Environment } from "./environment.ts";
import { senderOf } from "./header-field.ts";
import { type Identity, identityFor, readIdentities } from "./identities.ts";
import { askPage, type Silence, silencePage } from "./page-world.ts";
import { find, findAll, valueOf } from "./selectors.ts";
import { change, type Server } from "./server.ts";
import { type Route, transport } from "./transport.ts";
import { writtenText } from "../written-text.ts";

/** Null where this page is no compose page that Waxwing knows its way about. */
export function openDraft(page: Document, environment: Environment, server: Server): OpenDraft | null {
  const { compose, action } = environment;
  const form = find(page, "composePage");
  if (compose === null || action !== "compose" || form === null) return null;
  return new ComposePage({ page, environment, compose, server, form });
}

interface Surroundings {
  readonly page: Document;
  readonly environment: Environment;
  readonly compose: ComposeEnvironment;
  readonly server: Server;
  readonly form: HTMLElement;
}

/**
 * Elastic has no row of buttons in a narrow window, as it is at 400 % zoom: its own are in the toolbar then, where there is
 * no room for ours. They stand below the text, whenever that is so.
 */
function besideButtons(row: HTMLElement, element: HTMLElement): void {
  const put = (): void => {
    if (row.getClientRects().length === 0) row.after(element);
    else row.append(element);
  };
  put();
  const observer = new ResizeObserver(() => {
    if (!element.isConnected || !row.isConnected) observer.disconnect();
    else if (row.getClientRects().length > 0 !== row.contains(element)) put();
  });
  observer.observe(row);
}

class ComposePage implements OpenDraft {
  readonly form: HTMLElement;
  readonly leastHeight = null;
  readonly aside: readonly HTMLElement[];
  readonly #surroundings: Surroundings;
  #answered: AnsweredMessage | null = null;
  #silence: Silence | null = null;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.form = surroundings.form;
    this.aside = findAll(surroundings.page, "composeAside").filter((element) => !this.form.contains(element));
  }

  placeControls(element: HTMLElement): HTMLElement | null {
    const place = find(this.#surroundings.page, "controls");
    if (place !== null) besideButtons(place, element);
    return place;
  }

  attachments(): readonly string[] {
    const forwarded = this.#forwardedFiles();
    return findAll(this.#surroundings.page, "nativeAttachments")
      .filter(({ id }) => !forwarded.has(id))
      .map((row) => (find(row, "attachmentName")?.textContent ?? "").trim());
  }

  /**
   * What the form began with is of the message it forwards, and comes along from there. Not where the page was loaded
   * again, which may have come with files that were attached before; nor where the message itself was to be attached: then
   * the form begins without its text.
   */
  #forwardedFiles(): ReadonlySet<string> {
    const { page, compose } = this.#surroundings;
    const editor = find(page, "composeText");
    const quotes = editor instanceof HTMLTextAreaElement && editor.defaultValue.trim() !== "";
    return compose.mode === "forward" && quotes && isFirstLoad(page) ? compose.fileIds : new Set();
  }

  silence(): () => void {
    const silence = silencePage(this.#surroundings.page);
    this.#silence = silence;
    return () => {
      silence.end();
      this.#silence = null;
    };
  }

  async fields(signal: AbortSignal): Promise<DraftFields> {
    const { page, server, compose, environment } = this.#surroundings;
    const identities = identitiesOn(page);
    const from = identityFor("", identities);
    if (from === null) throw new SmimeError("webmail/changed", { missing: "sender addresses" });
    this.#answered = await findAnswered(server, compose, environment.mailbox, signal);
    return {
      from: from.mailbox,
      identities: identities.map(({ mailbox }) => mailbox),
      to: valueOf(page, "to"),
      cc: valueOf(page, "cc"),
      bcc: valueOf(page, "bcc"),
      subject: valueOf(page, "composeSubject"),
      text: textOn(page),
      answered: this.#answered?.raw ?? null,
      forwards: compose.mode === "forward",
      limit: compose.maxFileSize,
      mayHaveBeenSaved: this.#draftUid() !== "" || this.#silence?.wasSaved === true,
      delivery: { kind: "webmail" },
    };
  }

  async transport(message: SealedMessage, onStep: (step: TransportStep) => void, signal: AbortSignal): Promise<void> {
    const { server } = this.#surroundings;
    const { route, filed } = this.#routeOf(message);
    await transport(server, { ...message, filed }, route, onStep, signal);
  }

  async markAnswered(): Promise<void> {
    if (this.#answered !== null) await markAnswered(this.#surroundings.server, this.#answered);
  }

  async discard(): Promise<void> {
    const { server, compose } = this.#surroundings;
    const uid = this.#draftUid();
    if (uid === "") return;
    const outcome = await change(server, "delete", { _uid: uid, _mbox: compose.draftsMailbox });
    if (outcome.kind === "refused") throw new SmimeError("webmail/changed", { missing: "draft" });
  }

  leave(): void {
    const { page, server, environment } = this.#surroundings;
    askPage(page, "release");
    const view = page.defaultView;
    if (view === null) return;
    if (environment.ownWindow) view.close();
    // Also where the browser keeps the window open.
    const mailbox = new URLSearchParams({ _task: "mail", _mbox: environment.mailbox || "INBOX" });
    view.location.href = `${server.base}?${mailbox}`;
  }

  /** Roundcube writes it into the form whenever it has saved. */
  #draftUid(): string {
    const { page, compose } = this.#surroundings;
    return valueOf(page, "draftUid") || compose.draftUid;
  }

  /** Where a person chose "don't save", the drafts folder holds the copy only until it was sent. */
  #routeOf(message: SealedMessage): { route: Route; filed: boolean } {
    const { page, compose } = this.#surroundings;
    const identity = identityFor(senderOf(message.raw), identitiesOn(page));
    if (identity === null) throw new SmimeError("webmail/changed", { missing: "sender addresses" });
    const sent = valueOf(page, "sentMailbox");
    const route = { mailbox: sent || compose.draftsMailbox, identity: identity.id, maxFileSize: compose.maxFileSize };
    return { route, filed: message.filed && sent !== "" };
  }
}

function isFirstLoad({ defaultView }: Document): boolean {
  const entries = defaultView?.performance.getEntriesByType("navigation") ?? [];
  return entries.some((entry) => "type" in entry && entry.type === "navigate");
}

function identitiesOn(page: Document): readonly Identity[] {
  const field = find(page, "from");
  return field instanceof HTMLSelectElement ? readIdentities([...field.options]) : [];
}

function textOn(page: Document): string {
  const editor = find(page, "composeRichText");
  const rich = valueOf(page, "isRichText") === "1" && editor instanceof HTMLIFrameElement;
  const written = rich ? editor.contentDocument?.body : null;
  return written ? writtenText(written) : valueOf(page, "composeText");
}
