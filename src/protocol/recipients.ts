/** Whom a letter can be written to: what the worker tells a composer of recipients, and what a composer may have done about it. */
import type { Mailbox } from "../smime/verdict/display.ts";
import type { CertificateSummary } from "../smime/verdict/vocabulary.ts";
import type { ComposerTicket } from "./tickets.ts";

export type RecipientStatus =
  | { readonly address: string; readonly kind: "ready"; readonly certificate: CertificateSummary }
  | { readonly address: string; readonly kind: "missing" }
  | { readonly address: string; readonly kind: "expired"; readonly certificate: CertificateSummary }
  | {
      readonly address: string;
      readonly kind: "untrusted";
      readonly certificate: CertificateSummary;
      readonly reason: string;
    }
  | { readonly address: string; readonly kind: "malformed" };

/** For one From address: whether it can sign, and whether the sender can read an encrypted copy. */
export interface SenderStatus {
  readonly address: string;
  readonly canSign: boolean;
  readonly canReadOwn: boolean;
}

/** Somebody whose certificate is known, and whether that can be encrypted to today. */
export interface Suggestion extends Mailbox {
  readonly kind: RecipientStatus["kind"];
}

/**
 * What became of a certificate file that a composer was given for one address. `asked`: no known authority vouches for
 * it, so that the person is asked in a window of the browser's own, which no page can cover.
 */
export type CertificateOutcome = "added" | "asked" | "other-address" | "expired" | "unusable";

type Bytes = Uint8Array<ArrayBuffer>;

export interface RecipientRequests {
  /** Known people whose name or address fits what was typed: a few at most, and none for nothing. */
  "composer/suggest": {
    from: "frame";
    body: { ticket: ComposerTicket; typed: string };
    reply: { suggestions: readonly Suggestion[] };
  };
  /** Keeps what an authority that is trusted already vouches for, and nothing else. */
  "composer/add-certificate": {
    from: "frame";
    body: { ticket: ComposerTicket; address: string; file: Bytes };
    reply: { outcome: CertificateOutcome };
  };
  /** Opens the browser-owned window that asks about this recipient's certificate and the authorities above it. */
  "composer/ask-authority": { from: "frame"; body: { ticket: ComposerTicket; address: string }; reply: object };
  /** The certificates that such a window is to ask about. */
  "certificate/doubted": { from: "surface"; body: { id: string }; reply: { file: Bytes } };
}
