/** A native compose form of Gmail's: in a pop-up, over the full screen, below a message, or in a window of its own. */
import { SmimeError } from "../../smime/errors.ts";
import type { DraftFields, OpenDraft } from "../adapter.ts";
import { writtenText } from "../written-text.ts";
import { accountOf } from "./account.ts";
import { answeringIn, identitiesIn, recipientsIn, senderIn, subjectIn, wasSaved } from "./compose-fields.ts";
import type { Present } from "./lifetimes.ts";
import { press, stillNativeForm } from "./native-stillness.ts";
import { fetchRawMessage, type Originals } from "./raw-message.ts";
import { find, findAll, SELECTORS } from "./selectors.ts";

/** Milliseconds Gmail gets to take a discarded form away. */
const DISCARDING = 4_000;
const LEAST_HEIGHT = "480px";
/** Below a message, where Gmail's own form has no height of its own: what of a window of 720 pixels Gmail leaves free. */
const INLINE_HEIGHT = "max(480px, min(640px, 80vh))";

export type OnOpened = (draft: OpenDraft, lifetime: AbortSignal) => void;

/** A form that Gmail moves to the full screen takes its dialog along, and stays the same one. */
export function openDrafts(page: Document, originals: Originals, onOpened: OnOpened): readonly Present[] {
  return findAll(page, "compose").flatMap((element) => {
    if (find(element, "editor") === null || find(element, "toolbar") === null) return [];
    const dialog = element.closest<HTMLElement>(SELECTORS.composeDialog.join(", "));
    const begin = (lifetime: AbortSignal): void =>
      onOpened(new ComposeForm(page, element, dialog, originals), lifetime);
    return [{ element, identity: [dialog], begin }];
  });
}

class ComposeForm implements OpenDraft {
  /** The pop-up with its title bar: its buttons close, move and minimize what must stay. */
  readonly form: HTMLElement;
  readonly leastHeight: string | null;
  readonly aside: readonly HTMLElement[] = [];
  readonly transport = null;
  readonly #page: Document;
  readonly #element: HTMLElement;
  readonly #inline: boolean;
  readonly #originals: Originals;
  #stillness: (() => void) | null = null;

  constructor(page: Document, element: HTMLElement, dialog: HTMLElement | null, originals: Originals) {
    this.#page = page;
    this.#element = element;
    this.#inline = dialog === null;
    this.#originals = originals;
    this.form = dialog ?? element;
    this.leastHeight = this.#inline ? INLINE_HEIGHT : LEAST_HEIGHT;
  }

  placeControls(element: HTMLElement): HTMLElement | null {
    const toolbar = this.#element.isConnected ? find(this.#element, "toolbar") : null;
    // Gmail's own buttons fill theirs.
    element.dataset["fit"] = "row";
    toolbar?.prepend(element);
    return toolbar;
  }

  attachments(): readonly string[] {
    return findAll(this.#element, "nativeAttachment").map((name) => (name.textContent ?? "").trim());
  }

  silence(): () => void {
    this.#stillness ??= stillNativeForm(this.#page, this.form, this.#inline);
    return () => this.#release();
  }

  #release(): void {
    this.#stillness?.();
    this.#stillness = null;
  }

  async fields(signal: AbortSignal): Promise<DraftFields> {
    const form = this.#element;
    const account = accountOf(this.#page);
    const identities = identitiesIn(form, account);
    const from = senderIn(form, identities, account);
    const editor = find(form, "editor");
    if (from === null) throw new SmimeError("webmail/changed", { missing: "sender addresses" });
    if (editor === null) throw new SmimeError("webmail/changed", { missing: "editor" });
    const text = writtenText(editor);
    const answering = answeringIn(form);
    return {
      from,
      identities,
      to: recipientsIn(form, "to"),
      cc: recipientsIn(form, "cc"),
      bcc: recipientsIn(form, "bcc"),
      subject: subjectIn(form),
      text,
      answered: answering === null ? null : await fetchRawMessage(this.#originals, answering.message, signal),
      forwards: answering?.forwards ?? false,
      limit: null,
      // Gmail saves within seconds of the last key, and says so only afterwards.
      mayHaveBeenSaved: wasSaved(form) || (answering === null && text !== ""),
      delivery: { kind: "gmail-api", thread: answering?.thread ?? null },
    };
  }

  /** Gmail's API files the answer in its conversation; Gmail shows that by itself. */
  async markAnswered(): Promise<void> {}

  async discard(): Promise<void> {
    this.#release();
    const button = find(this.#element, "discard");
    if (button === null) throw new SmimeError("webmail/changed", { missing: "discard button" });
    press(button);
    if (!(await isGone(this.#element))) throw new SmimeError("webmail/changed", { missing: "draft" });
  }

  /** A window that holds nothing but the form has nothing left to show. */
  leave(): void {
    if (this.#page.body.matches(".xE.xp")) this.#page.defaultView?.close();
  }
}

async function isGone(element: HTMLElement): Promise<boolean> {
  const end = Date.now() + DISCARDING;
  while (element.isConnected && element.checkVisibility()) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
