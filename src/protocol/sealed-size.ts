/**
 * How large a letter is once it is sealed, counted before: every file is base64 in lines, once in the letter and once
 * more where the letter goes into a CMS object. What certificates and header fields add is taken at its usual most.
 */

import type { Draft } from "../smime/verdict/display.ts";
import type { Delivery } from "./protocol.ts";

/**
 * Octets of one sealed message. A webmail's page gets all copies at once, and reads back what it filed, for which the
 * browser passes at most 64 MiB between its processes.
 */
export const SEALED_LIMIT = 50 * 1024 * 1024;
/** The same of a file that the person saves; 50 MB of attachments come to 90 MiB. */
export const SEALED_FILE_LIMIT = 100 * 1024 * 1024;

/** Octets of all copies of one letter. */
export function allCopiesLimit(way: Delivery["kind"]): number {
  return (way === "file" ? 300 : 60) * 1024 * 1024;
}

/** Octets of the header of the message, of one part, of a signature with its certificates, and for one reader. */
const HEADER = 8_000;
const PART = 600;
const SIGNATURE = 12_000;
const READER = 700;

export interface Measured {
  /** Octets of each file. */
  readonly files: readonly number[];
  /** UTF-16 code units of text and HTML. */
  readonly characters: number;
  readonly sign: boolean;
  readonly encrypt: boolean;
  /** A signature without encryption travels as a CMS object. */
  readonly opaque: boolean;
  /** All who can read it, the sender included. */
  readonly readers: number;
}

/** What counts of a letter itself. */
export function measuredIn(
  letter: Pick<Draft, "attachments" | "rich" | "text" | "sign" | "encrypt">,
): Omit<Measured, "opaque" | "readers"> {
  const { attachments, rich, text, sign, encrypt } = letter;
  const files = [...attachments, ...(rich?.images ?? [])].map(({ content }) => content.length);
  return { files, characters: text.length + (rich?.html.length ?? 0), sign, encrypt };
}

/** Octets of base64 in lines of 76 characters (RFC 2045 section 6.8). */
function inLines(octets: number): number {
  return Math.ceil(octets / 3) * 4 + Math.ceil(octets / 57) * 2;
}

/** A character is at most three octets, and goes out as base64 or as fewer octets than that. */
function payload({ files, characters }: Measured): number {
  return files.reduce((sum, octets) => sum + inLines(octets) + PART, inLines(characters * 3) + HEADER);
}

/** Never less than it will be. */
export function sealedSize(measured: Measured): number {
  const { sign, encrypt, opaque, readers } = measured;
  const letter = payload(measured);
  const inside = sign ? letter + SIGNATURE : letter;
  const signed = sign && opaque ? inLines(inside) : inside;
  return HEADER + (encrypt ? inLines(signed + readers * READER) : signed);
}
