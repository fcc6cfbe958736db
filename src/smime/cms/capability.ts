/** SMIMECapabilities (RFC 8551 section 2.5.2): what a correspondent's software says it can read. */
import { type Element, Fields, TAG } from "../asn1/reader.ts";
import { oidOf } from "../asn1/values.ts";
import { algorithmIdentifier, sequence } from "../asn1/writer.ts";
import type { Bytes } from "../bytes.ts";
import { CIPHER, type ContentCipher } from "./content-cipher.ts";

/** One capability, in the order of preference. `parameters` is a complete TLV, or null. */
export interface Capability {
  readonly oid: string;
  readonly parameters: Bytes | null;
}

/** @throws SmimeError asn1/malformed */
export function readCapabilities(element: Element): Capability[] {
  const fields = new Fields({ ...element, tag: element.tag === TAG.sequence ? element.tag : TAG.null });
  return fields.rest().map((item) => {
    const capability = new Fields(item);
    const oid = oidOf(capability.required(TAG.oid));
    return { oid, parameters: capability.peek()?.octets ?? null };
  });
}

/** What Waxwing writes, and would like to get, best first. */
const PREFERENCE: readonly ContentCipher[] = [
  "aes-256-gcm",
  "aes-128-gcm",
  "aes-256-cbc",
  "aes-192-cbc",
  "aes-128-cbc",
];

/** The value of the SMIMECapabilities attribute Waxwing signs with. */
export function writeCapabilities(): Bytes {
  return sequence(...PREFERENCE.map((cipher) => algorithmIdentifier(CIPHER[cipher].oid)));
}

/** What S/MIME 3.2 agents read, said or not (RFC 5751 section 2.7). */
const UNSAID: readonly ContentCipher[] = ["aes-256-cbc", "aes-192-cbc", "aes-128-cbc"];
const DEFAULT: ContentCipher = "aes-256-cbc";

/**
 * The best cipher that all recipients' software can read. Ciphers that authenticate are for those who announced them.
 * Who announced nothing, or nothing that is still written, is taken to read AES-CBC.
 * @param recipients for each, the OIDs of the capabilities learned from verified mail; empty if none were
 */
export function chooseContentEncryption(recipients: readonly (readonly string[])[]): ContentCipher {
  const readable = recipients.map((oids) => {
    const announced = PREFERENCE.filter((cipher) => oids.includes(CIPHER[cipher].oid));
    return announced.length > 0 ? announced : UNSAID;
  });
  if (readable.length === 0) return DEFAULT;
  return PREFERENCE.find((cipher) => readable.every((ciphers) => ciphers.includes(cipher))) ?? DEFAULT;
}
