/** What a reader is shown of a message, and what a writer typed: plain data that can cross the protocol. */

export interface Mailbox {
  /** Display name, decoded; "" if there is none. */
  readonly name: string;
  /** addr-spec as written, without angle brackets. */
  readonly address: string;
}

/** Header fields a reader is shown; protected ones win over outer ones (RFC 9788). */
export interface DisplayHeaders {
  readonly subject: string;
  readonly from: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  /** As in the header field; "" if absent. */
  readonly date: string;
  /** The same in milliseconds since 1970; null where it cannot be read. */
  readonly sentAt: number | null;
  readonly messageId: string;
}

/** A header field that reads otherwise outside the signature or the encryption. */
export interface HeaderDifference {
  /** Lower case. */
  readonly name: string;
  /**
   * `hidden`: the sender kept it from everybody on the way. The others are no doing of the sender's: the outer field
   * reads otherwise than it was sent, is gone, or was never sent.
   */
  readonly kind: "hidden" | "changed" | "removed" | "added";
  /** For display; null where there is none. */
  readonly inner: string | null;
  readonly outer: string | null;
}

export interface ShownDifference extends HeaderDifference {
  /** Which of the two `DisplayHeaders` has. */
  readonly believed: "inner" | "outer";
}

/** A run of `DisplayContent.text`, from one index to another, and whether the signature covers it. */
export interface TextStretch {
  readonly start: number;
  readonly end: number;
  readonly signed: boolean;
}

export interface DisplayAttachment {
  /** Safe to offer as a file name: no path, no control or bidirectional-override characters. */
  readonly filename: string;
  /** Lower case type/subtype. */
  readonly contentType: string;
  /** Octets after transfer decoding. */
  readonly size: number;
  /** Whether the signature covers it. */
  readonly signed: boolean;
  /** A whole message, which can be opened with a verdict of its own. */
  readonly isMessage: boolean;
  /** By which the HTML of the message names it (RFC 2392), without angle brackets; null if it has none. */
  readonly contentId: string | null;
}

export interface DisplayContent {
  readonly headers: DisplayHeaders;
  /** In the order of display; empty where the message protects no header fields. */
  readonly differences: readonly ShownDifference[];
  /** Plain text; derived from the HTML where there is no text/plain. */
  readonly text: string;
  /** All of the text but the line end between two, in order, never two alike side by side. HTML is one stretch. */
  readonly stretches: readonly TextStretch[];
  /** HTML as sent: hostile until it has been sanitized. Null if the message has none. */
  readonly html: string | null;
  readonly attachments: readonly DisplayAttachment[];
}

/** What the composer hands over for sealing. */
export interface Draft {
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
  readonly subject: string;
  /** What readers without formatting see; all there is where `rich` is null. */
  readonly text: string;
  /** Null for a letter in plain text. */
  readonly rich: RichText | null;
  readonly attachments: readonly DraftAttachment[];
  readonly sign: boolean;
  readonly encrypt: boolean;
  /** Where it is encrypted: whether the subject is read only by who opens it (RFC 9788's hcp_baseline). */
  readonly hideSubject: boolean;
}

/** A formatted letter. */
export interface RichText {
  /** What stands inside the body element; pictures are named by "cid:" and their `contentId`. */
  readonly html: string;
  readonly images: readonly InlineImage[];
}

export interface DraftAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** A picture in the text. */
export interface InlineImage extends DraftAttachment {
  /** Content-ID without angle brackets (RFC 2392). */
  readonly contentId: string;
}
