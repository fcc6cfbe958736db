import type { Bytes } from "../../src/smime/bytes.ts";

/** Octets from hexadecimal; blanks are for the reader. */
export function hex(text: string): Bytes {
  return Uint8Array.from(text.replaceAll(" ", "").match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
}
