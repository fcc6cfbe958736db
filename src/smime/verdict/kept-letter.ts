/**
 * A letter as the journal keeps it while it is written: plain data, complete, and apart from how the composer draws it.
 * It outlives versions of Waxwing, so what it may grow by is nullable here already, and anything else is a new version.
 */
import type { Mailbox } from "./display.ts";

export interface KeptAttachment {
  /** 32 lower-case hexadecimal digits, drawn by lot: names the octets, which are kept apart and only once. */
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  /** Octets. */
  readonly size: number;
}

export interface KeptLetter {
  readonly version: 1;
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly bcc: readonly Mailbox[];
  /** What stands in the address lines and is no recipient yet. */
  readonly typed: { readonly to: string; readonly cc: string; readonly bcc: string };
  readonly subject: string;
  /** The plain text: all of it, or what stands for `html`. */
  readonly text: string;
  /** The rich text as the editor has it. Null for a letter in plain text. Sanitized anew by whoever shows it. */
  readonly html: string | null;
  /** Pictures in the rich text. */
  readonly images: readonly KeptAttachment[];
  readonly attachments: readonly KeptAttachment[];
  readonly sign: boolean;
  readonly encrypt: boolean;
  readonly hideSubject: boolean;
}

/** A letter found again. */
export interface FoundLetter {
  readonly letter: KeptLetter;
  /** Of its attachments and pictures, those that were kept. */
  readonly contents: readonly { readonly id: string; readonly content: Uint8Array<ArrayBuffer> }[];
}

/** Where it will be found: sealed with the vault, or in the browser's memory until the browser is closed. */
export type KeptUntil = "unlocked" | "browser-closed";
