import { readSole, TAG } from "../asn1/reader.ts";
import { bitStringOf } from "../asn1/values.ts";
import { type Certificate, extensionOf } from "./certificate.ts";
import { CERTIFICATE_EXTENSION } from "./extension.ts";

/** KeyUsage (RFC 5280 section 4.2.1.3), in the order of its bits. */
const NAMES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;

export type KeyUsage = (typeof NAMES)[number];

/** Null where the extension is absent: then nothing is forbidden. @throws SmimeError asn1/malformed */
export function keyUsageOf(certificate: Certificate): ReadonlySet<KeyUsage> | null {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.keyUsage);
  if (!extension) return null;
  const { octets } = bitStringOf(readSole(extension.value, TAG.bitString));
  return new Set(NAMES.filter((_, bit) => (octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))));
}

/** Whether at least one of these uses is open to the key. @throws SmimeError asn1/malformed */
export function permitsAny(certificate: Certificate, ...usages: readonly KeyUsage[]): boolean {
  const permitted = keyUsageOf(certificate);
  return permitted === null || usages.some((usage) => permitted.has(usage));
}
