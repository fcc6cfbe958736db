/** SMIMEEncryptionKeyPreference (RFC 8551 section 2.5.3): the certificate a signer wants to be written to. */
import { context, type Element, Fields, malformed, TAG } from "../asn1/reader.ts";
import { octetStringOf } from "../asn1/values.ts";
import { encode } from "../asn1/writer.ts";
import type { Bytes } from "../bytes.ts";
import type { Certificate } from "../x509/certificate.ts";
import { ATTRIBUTE_TYPE, writeAttribute } from "./attributes.ts";
import {
  type CertificateIdentifier,
  issuerAndSerialNumber,
  readCertificateIdentifier,
} from "./certificate-identifier.ts";

/** @throws SmimeError asn1/malformed */
export function readEncryptionKeyPreference(element: Element): CertificateIdentifier {
  switch (element.tag) {
    case context(0):
      return readCertificateIdentifier({ ...element, tag: TAG.sequence });
    case context(1):
      return { kind: "subject-key-identifier", keyIdentifier: octetStringOf(new Fields(element).any()) };
    case context(2, false):
      return { kind: "subject-key-identifier", keyIdentifier: element.content };
    default:
      throw malformed(0, "SMIMEEncryptionKeyPreference");
  }
}

export function writeEncryptionKeyPreference(certificate: Certificate): Bytes {
  const preference = encode(context(0), ...issuerAndSerialNumber(certificate));
  return writeAttribute(ATTRIBUTE_TYPE.encryptionKeyPreference, preference);
}
