/** SignerInfo (RFC 5652 section 5.3) as it was sent; `signer-verification.ts` says what it is worth. */
import { context, type Element, Fields, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { type CertificateIdentifier, readCertificateIdentifier } from "./certificate-identifier.ts";

export interface SignerInfo {
  readonly sid: CertificateIdentifier;
  readonly digestAlgorithm: AlgorithmIdentifier;
  /** The [0] IMPLICIT SET OF Attribute, not yet read; null where absent. */
  readonly signedAttributes: Element | null;
  /** The [1] IMPLICIT SET OF Attribute, not yet read; null where absent. Nothing in it is proved by the signature. */
  readonly unsignedAttributes: Element | null;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Bytes;
}

/** @throws SmimeError asn1/malformed */
export function readSignerInfo(element: Element): SignerInfo {
  const fields = new Fields(element);
  smallInteger(fields.required(TAG.integer));
  const sid = readCertificateIdentifier(fields.any());
  const digestAlgorithm = readAlgorithmIdentifier(fields.required(TAG.sequence));
  const signedAttributes = fields.optional(context(0));
  const signatureAlgorithm = readAlgorithmIdentifier(fields.required(TAG.sequence));
  const signature = octetStringOf(fields.any());
  const unsignedAttributes = fields.optional(context(1));
  fields.end();
  return { sid, digestAlgorithm, signedAttributes, unsignedAttributes, signatureAlgorithm, signature };
}
