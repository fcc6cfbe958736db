/** Names as they travel in a DNS message (RFC 1035 sections 3.1 and 4.1.4), and as text that can be compared. */
import { type Bytes, fromLatin1, latin1 } from "../../smime/bytes.ts";
import { SmimeError } from "../../smime/errors.ts";

/** Octets on the wire, and octets of one label (RFC 1035 section 2.3.4). */
const LONGEST_NAME = 255;
const LONGEST_LABEL = 63;

const POINTER = 0xc0;

/** Letters, digits, hyphens and underscores in labels that the DNS takes: what a question may be about. */
export function isDnsName(name: string): boolean {
  const labels = name.split(".");
  return name.length + 2 <= LONGEST_NAME && labels.every((label) => /^[\w-]{1,63}$/.test(label));
}

/** The octets of a name for which `isDnsName` holds. */
export function writeDnsName(name: string): Bytes {
  const labels = name.split(".").map((label) => String.fromCharCode(label.length) + label);
  return fromLatin1(`${labels.join("")}\0`);
}

/** As text: in lower case, and a dot or backslash inside a label after a backslash. */
function labelText(octets: Uint8Array): string {
  return latin1(octets)
    .replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replaceAll(/[.\\]/g, "\\$&");
}

export interface ReadName {
  readonly text: string;
  /** Where what follows the name begins. */
  readonly end: number;
}

/**
 * A name, compressed or not. Each pointer must lead to before the part of the name that it ends, so that none is met
 * twice. @throws SmimeError look-up/unreadable
 */
export function readDnsName(message: Uint8Array, start: number): ReadName {
  const labels: string[] = [];
  let [position, part, end] = [start, start, -1];
  let length = 1;
  for (;;) {
    const count = message[position];
    if (count === undefined) throw new SmimeError("look-up/unreadable", { reason: "name-cut-short" });
    if (count >= POINTER) {
      const target = ((count - POINTER) << 8) | (message[position + 1] ?? 0);
      if (end < 0) end = position + 2;
      if (position + 2 > message.length || target >= part)
        throw new SmimeError("look-up/unreadable", { reason: "name-pointer" });
      position = target;
      part = target;
      continue;
    }
    if (count > LONGEST_LABEL) throw new SmimeError("look-up/unreadable", { reason: "name-label" });
    position += 1;
    if (count === 0) return { text: labels.join("."), end: end < 0 ? position : end };
    length += count + 1;
    if (length > LONGEST_NAME) throw new SmimeError("look-up/unreadable", { reason: "name-too-long" });
    if (position + count > message.length) throw new SmimeError("look-up/unreadable", { reason: "name-cut-short" });
    labels.push(labelText(message.subarray(position, position + count)));
    position += count;
  }
}
