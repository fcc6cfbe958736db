/** SMIMECapabilities (RFC 8551 section 2.5.2): what a correspondent's software says it can read. */
import { type Element, Fields, TAG } from "../asn1/reader.ts";
import { oidOf } from "../asn1/values.ts";
import { algorithmIdentifier, sequence } from "../asn1/writer.ts";
import type { Bytes } from "../bytes.ts";

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

/** What Waxwing reads and would like to get, best first. */
const OWN_CAPABILITIES: readonly string[] = [
  "2.16.840.1.101.3.4.1.46", // aes256-GCM
  "2.16.840.1.101.3.4.1.6", // aes128-GCM
  "2.16.840.1.101.3.4.1.42", // aes256-CBC
  "2.16.840.1.101.3.4.1.22", // aes192-CBC
  "2.16.840.1.101.3.4.1.2", // aes128-CBC
];

/** The value of the SMIMECapabilities attribute Waxwing signs with. */
export function writeCapabilities(): Bytes {
  return sequence(...OWN_CAPABILITIES.map((oid) => algorithmIdentifier(oid)));
}
