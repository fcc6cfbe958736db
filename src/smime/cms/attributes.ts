/** Attributes (RFC 5652 section 5.3), signed and unsigned, and what a SignerInfo says in them. */
import { toDer } from "../asn1/der.ts";
import { type Element, Fields, malformed, TAG } from "../asn1/reader.ts";
import { oidOf } from "../asn1/values.ts";
import { encode, oid, sequence, setOf } from "../asn1/writer.ts";
import { type Bytes, equal } from "../bytes.ts";
import { withinLimit } from "./structure.ts";

export const ATTRIBUTE_TYPE = {
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  smimeCapabilities: "1.2.840.113549.1.9.15",
  encryptionKeyPreference: "1.2.840.113549.1.9.16.2.11",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
} as const;

export interface Attribute {
  readonly type: string;
  readonly values: readonly Element[];
}

/** The members of a SET OF Attribute under whatever tag. @throws SmimeError asn1/malformed, cms/limit-exceeded */
export function readAttributes(set: Element): Attribute[] {
  return withinLimit("attributes", new Fields(set).rest()).map((element) => {
    const fields = new Fields({ ...element, tag: element.tag === TAG.sequence ? element.tag : TAG.null });
    const type = oidOf(fields.required(TAG.oid));
    const values = new Fields(fields.required(TAG.set)).rest();
    fields.end();
    return { type, values };
  });
}

/** The only value of the only attribute of this type; null if there is none. @throws SmimeError asn1/malformed */
export function soleValue(attributes: readonly Attribute[], type: string): Element | null {
  const [attribute, ...others] = attributes.filter((candidate) => candidate.type === type);
  if (!attribute) return null;
  const [value, ...more] = attribute.values;
  if (!value || others.length > 0 || more.length > 0) throw malformed(0, "one attribute of one value");
  return value;
}

/**
 * The octets a signature over attributes may cover: their DER SET OF, as RFC 5652 section 5.4 demands, and, where it
 * differs, the SET in the order it was sent, which producers that do not sort have signed.
 */
export function signedEncodings(set: Element): readonly Bytes[] {
  const der = toDer(set, TAG.set);
  const asSent = encode(TAG.set, set.content);
  return equal(der, asSent) ? [der] : [der, asSent];
}

export function writeAttribute(type: string, ...values: readonly Bytes[]): Bytes {
  return sequence(oid(type), setOf(values));
}
