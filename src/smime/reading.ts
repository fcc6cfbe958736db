/** What reading a message needs, and what it gives: the types of `read-message.ts`. */
import type { Bytes } from "./bytes.ts";
import type { Capability } from "./cms/capability.ts";
import type { RecipientKey, Secret } from "./cms/keys.ts";
import type { ConfidentialField } from "./mime/header-comparison.ts";
import type { Pace } from "./pace.ts";
import type { DisplayContent, Mailbox } from "./verdict/display.ts";
import type { MessageReport } from "./verdict/vocabulary.ts";
import type { Certificate } from "./x509/certificate.ts";
import type { AnchorSource } from "./x509/trust-anchor.ts";

/** Every key the person ever had, in any order; "locked" while they cannot be used. */
export type Keys = readonly RecipientKey[] | "locked";

export interface ReadingContext {
  /** A function is asked where there is something to decrypt: most mail needs no key. */
  readonly keys: Keys | (() => Promise<Keys>);
  /** Symmetric keys and passwords, for the rare mail that was encrypted by them. */
  readonly secrets?: readonly Secret[];
  readonly anchors: AnchorSource;
  /** Known intermediates and people: they complete paths and name signers who sent no certificate. */
  readonly certificates: readonly Certificate[];
  /** Milliseconds since 1970; stands in for the clock. */
  readonly now: number;
  /** DER. */
  readonly crls?: readonly Bytes[];
  readonly ocsp?: readonly Bytes[];
  /** Asked between slices of long work; without one it is done at once. */
  readonly pace?: Pace;
}

/** What a verified message teaches about its author. */
export interface Learned {
  /** The From address it was verified for. */
  readonly address: string;
  /** A certificate of the author that mail can be encrypted to; the signer's own where that is one. */
  readonly certificate: Certificate;
  /** Its issuers, nearest first, anchor last. */
  readonly chain: readonly Certificate[];
  /** SMIMECapabilities (RFC 8551 section 2.5.2), in the order of preference. */
  readonly capabilities: readonly Capability[];
}

export interface ReplySeed {
  /** Where the author wants answers (RFC 5322 section 3.6.2); empty where that is the author. */
  readonly replyTo: readonly Mailbox[];
  /** With angle brackets; "" if the message has none. */
  readonly messageId: string;
  /** What belongs into References of an answer, this message's own identifier included. */
  readonly references: readonly string[];
  /** The shown text with "> " before each line; nothing of layers that were not opened. */
  readonly quotedText: string;
  /** Header fields of the message that were hidden on the way: an answer must not carry them outside its encryption. */
  readonly confidential: readonly ConfidentialField[];
}

export interface OpenedMessage {
  readonly report: MessageReport;
  /** Built when first asked for. Without text and with the sealed part as attachment where decryption failed. */
  readonly content: DisplayContent;
  /** Octets of an attachment, transfer encoding undone. Throws RangeError beyond the list. */
  attachment(index: number): Bytes;
  /** Null unless the verdict is "verified" and there is a certificate to encrypt to. */
  readonly learned: Learned | null;
  /** The content came out of an encrypted layer: the rules for plaintext apply. */
  readonly decrypted: boolean;
  readonly reply: ReplySeed;
  /**
   * The message for somebody else to read: as delivered, octet for octet; of one that was decrypted what came out of the
   * envelope, octet for octet, behind the header fields that stood outside alone. A signature in there still holds.
   */
  readonly forwardable: Bytes;
}
