/** All that the rest of Waxwing knows of a webmail. An adapter reads the page and speaks its server's own requests. */
import type { Mailbox } from "../smime/verdict/display.ts";

export type ProviderId = "roundcube";

export type Bytes = Uint8Array<ArrayBuffer>;

export interface DisplayedMessage {
  /** Differs whenever another message is displayed in this document. */
  readonly key: string;
  /** The badge goes at the end of this element. */
  readonly badgePlace: Element;
  /** The webmail's rendering, hidden while the viewer stands before it. */
  readonly body: HTMLElement;
  /** Octets as delivered. @throws SmimeError webmail/* */
  rawMessage(signal: AbortSignal): Promise<Bytes>;
}

export type TransportStep = "filing" | "comparing" | "sending" | "cleaning";

export type SealIntent = "sign" | "encrypt" | "sign-and-encrypt";

export interface SealedMessage {
  readonly raw: Bytes;
  readonly recipients: readonly string[];
  readonly messageId: string;
  readonly filed: boolean;
}

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
  readonly mayHaveBeenSaved: boolean;
}

export interface OpenDraft {
  /** Where the three controls go. */
  readonly controlsPlace: Element;
  /** Covered by the composer while it is open. */
  readonly form: HTMLElement;
  fields(signal: AbortSignal): Promise<DraftFields>;
  /** Switches native sending, draft saving and local copies off; the returned function puts them back. */
  silence(): Promise<() => void>;
  /** Removes the native draft from the server and from the page's local storage. @throws SmimeError webmail/* */
  discard(signal: AbortSignal): Promise<void>;
  /** Octets unchanged, to exactly these recipients. @throws SmimeError webmail/* */
  transport(message: SealedMessage, onStep: (step: TransportStep) => void, signal: AbortSignal): Promise<void>;
  /** Leaves the compose page without the webmail's own "unsaved" question. */
  leave(): void;
}

export interface WebmailAdapter {
  readonly provider: ProviderId;
  account(): Promise<Mailbox | null>;
  observeMessages(onDisplayed: (message: DisplayedMessage, lifetime: AbortSignal) => void, signal: AbortSignal): void;
  observeDrafts(onOpened: (draft: OpenDraft, lifetime: AbortSignal) => void, signal: AbortSignal): void;
}
