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
  readonly messageId: string;
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
}

export interface DisplayContent {
  readonly headers: DisplayHeaders;
  /** Plain text; derived from the HTML where there is no text/plain. */
  readonly text: string;
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
  readonly text: string;
  readonly attachments: readonly DraftAttachment[];
  readonly sign: boolean;
  readonly encrypt: boolean;
}

export interface DraftAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array<ArrayBuffer>;
}
