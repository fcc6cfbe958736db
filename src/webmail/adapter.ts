/** All that the rest of Waxwing knows of a webmail. An adapter reads the page and speaks its server's own requests. */
import type { Mailbox } from "../smime/verdict/display.ts";

export type { Mailbox };

export type ProviderId = "roundcube" | "gmail";

export type Bytes = Uint8Array<ArrayBuffer>;

export type AnswerKind = "reply" | "reply-all" | "forward";

export interface DisplayedMessage {
  /** Puts the badge's element beside the sender; again if the webmail removed it. Null: no place was found. */
  placeBadge(element: HTMLElement): HTMLElement | null;
  /** The webmail's rendering, hidden while the viewer stands before it. */
  readonly body: HTMLElement;
  /** What the webmail makes of S/MIME itself, such as a row for smime.p7s: hidden once Waxwing explains it. */
  readonly signs: readonly HTMLElement[];
  /** Octets as delivered. @throws SmimeError webmail/* */
  rawMessage(signal: AbortSignal): Promise<Bytes>;
  /**
   * Has the webmail open its own form, with recipients, sender and conversation as it sees them; often on another page.
   * @throws SmimeError webmail/changed where the webmail offers none
   */
  openNativeAnswer(as: AnswerKind): Promise<void>;
}

export type TransportStep = "filing" | "comparing" | "sending" | "cleaning";

export interface SealedMessage {
  readonly raw: Bytes;
  readonly recipients: readonly string[];
  readonly messageId: string;
  readonly filed: boolean;
}

/** Who carries sealed copies away: the webmail itself, or the worker through Gmail's API. */
export type Delivery = { readonly kind: "webmail" } | { readonly kind: "gmail-api"; readonly thread: string | null };

/** The native compose form, as it stands when a person asks Waxwing to take over. */
export interface DraftFields {
  readonly from: Mailbox;
  readonly identities: readonly Mailbox[];
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly subject: string;
  readonly text: string;
  readonly answered: Bytes | null;
  readonly forwards: boolean;
  /** Octets of one message; null if the webmail does not say. */
  readonly limit: number | null;
  readonly mayHaveBeenSaved: boolean;
  readonly delivery: Delivery;
}

export type Transport = (
  message: SealedMessage,
  onStep: (step: TransportStep) => void,
  signal: AbortSignal,
) => Promise<void>;

export interface OpenDraft {
  /** Puts the three controls into the compose form. Null: no place was found. */
  placeControls(element: HTMLElement): HTMLElement | null;
  /** Covered by the composer while it is open. */
  readonly form: HTMLElement;
  /**
   * CSS length that the composer needs where the form is smaller; null where it is always large enough. Of the window and
   * never of the letter: the page sees how tall the form is, and is to learn nothing of how much was written.
   */
  readonly leastHeight: string | null;
  /** Parts of the compose page beside the form that would change the native draft only; hidden meanwhile. */
  readonly aside: readonly HTMLElement[];
  /** File names that hang on the native draft and stay behind: not those of a message that is forwarded. */
  attachments(): readonly string[];
  /**
   * Switches native sending, draft saving, spell checking and local copies off; the returned function puts them back.
   * @throws SmimeError webmail/changed where the page does not say that it did
   */
  silence(): () => void;
  /** @throws SmimeError webmail/* */
  fields(signal: AbortSignal): Promise<DraftFields>;
  /**
   * Octets unchanged, to exactly these recipients. Null where the webmail carries nothing itself (`Delivery`).
   * @throws SmimeError webmail/*, draft/bad-address
   */
  readonly transport: Transport | null;
  /** Flags the answered message, if there is one. Never fails: the flag is a courtesy. */
  markAnswered(): Promise<void>;
  /** Removes the native draft from the server. @throws SmimeError webmail/* */
  discard(): Promise<void>;
  /** Leaves the compose page without the webmail's own "unsaved" question. */
  leave(): void;
}

/** The webmail evidently shows a message or a compose form, but not where Waxwing looks for it. */
export interface Misfit {
  readonly missing: "message" | "compose";
  /** What the selectors found, line by line: no address, subject, text or identifier. */
  diagnostics(): readonly string[];
}

/** Watches one document. `lifetime` ends when the message or form is gone, at the latest with `signal`. */
export interface WebmailAdapter {
  readonly provider: ProviderId;
  observeMessages(onDisplayed: (message: DisplayedMessage, lifetime: AbortSignal) => void, signal: AbortSignal): void;
  observeDrafts(onOpened: (draft: OpenDraft, lifetime: AbortSignal) => void, signal: AbortSignal): void;
  /** Null where a page that is not recognised is not this webmail's. */
  readonly observeMisfits:
    | ((onMisfit: (misfit: Misfit, lifetime: AbortSignal) => void, signal: AbortSignal) => void)
    | null;
}
