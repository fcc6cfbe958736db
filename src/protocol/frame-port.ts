/** What passes between a webmail page and the frame of ours inside it, without the worker. Types only. */
import type { AnswerKind } from "./answers.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** One sealed message and the envelope recipients it is for. Bcc recipients get copies of their own. */
export interface SealedCopy {
  readonly raw: Bytes;
  /** Bare addr-specs. */
  readonly recipients: readonly string[];
  /** With angle brackets removed. */
  readonly messageId: string;
  /** The copy that belongs in Sent. */
  readonly filed: boolean;
}

/**
 * What a content script and the frame it embedded tell each other over a MessagePort. The port is believed only after
 * the worker redeemed the ticket that came with it; nothing here is plaintext of encrypted mail.
 */
export type FromPage =
  | { readonly kind: "sent"; readonly copy: number }
  | {
      readonly kind: "send-failed";
      readonly copy: number;
      readonly failure: { readonly code: string; readonly detail: unknown };
    }
  | { readonly kind: "progress"; readonly step: TransportStep }
  /** Viewer: what the person asked for could not be opened. */
  | { readonly kind: "not-answered" };

export type FromFrame =
  | { readonly kind: "ready" }
  | { readonly kind: "height"; readonly pixels: number }
  /** Viewer: what was locked is shown now, so the badge outside asks for its report again. */
  | { readonly kind: "unlocked" }
  /** Viewer: the person wants to answer the message, or send it on. */
  | { readonly kind: "answer"; readonly as: AnswerKind }
  /** Composer: hand these sealed copies to the webmail's transport, in order. */
  | { readonly kind: "send"; readonly copies: readonly SealedCopy[] }
  /** Composer: everything left, or the person discarded; remove the frame and leave the native compose page. */
  | { readonly kind: "done" }
  | { readonly kind: "discarded" }
  /** Composer: give the native compose form back, untouched. */
  | { readonly kind: "cancelled" };

export type TransportStep = "filing" | "comparing" | "sending" | "cleaning";

/** The one window message: delivers the port, with a ticket as proof of who opened it. */
export interface Introduction {
  readonly waxwing: "introduction";
  readonly ticket: string;
}
