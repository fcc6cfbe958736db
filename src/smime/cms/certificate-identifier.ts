/** SignerIdentifier and RecipientIdentifier (RFC 5652 sections 5.3 and 6.2): which certificate is meant. */
import { context, type Element, Fields, TAG } from "../asn1/reader.ts";
import { integerOctets, octetStringOf } from "../asn1/values.ts";
import { encode, sequence } from "../asn1/writer.ts";
import { type Bytes, equal } from "../bytes.ts";
import { digestSync } from "../crypto/digest.ts";
import { isSmimeError } from "../errors.ts";
import type { Certificate } from "../x509/certificate.ts";
import { subjectKeyIdentifierOf } from "../x509/key-identifier.ts";
import { namesEqual } from "../x509/name.ts";

export type CertificateIdentifier =
  | { readonly kind: "issuer-and-serial-number"; readonly issuer: Bytes; readonly serialNumber: Bytes }
  | { readonly kind: "subject-key-identifier"; readonly keyIdentifier: Bytes };

function readIssuerAndSerialNumber(element: Element): CertificateIdentifier {
  const fields = new Fields(element);
  const issuer = fields.required(TAG.sequence).octets;
  const serialNumber = integerOctets(fields.any());
  fields.end();
  return { kind: "issuer-and-serial-number", issuer, serialNumber };
}

/** The CHOICE of IssuerAndSerialNumber and [0] IMPLICIT SubjectKeyIdentifier. @throws SmimeError asn1/malformed */
export function readCertificateIdentifier(element: Element): CertificateIdentifier {
  if (element.tag === TAG.sequence) return readIssuerAndSerialNumber(element);
  return { kind: "subject-key-identifier", keyIdentifier: octetStringOf(element, context(0, false)) };
}

/** The CHOICE of KeyAgreeRecipientIdentifier: its key identifier sits in a SEQUENCE of its own. */
export function readKeyAgreeRecipientIdentifier(element: Element): CertificateIdentifier {
  if (element.tag === TAG.sequence) return readIssuerAndSerialNumber(element);
  const fields = new Fields({ ...element, tag: element.tag === context(0) ? element.tag : TAG.null });
  return { kind: "subject-key-identifier", keyIdentifier: octetStringOf(fields.any()) };
}

/** Redundant sign octets are not part of the number: some producers write them, some do not. */
function minimalInteger(octets: Bytes): Bytes {
  let start = 0;
  while (start < octets.length - 1) {
    const sign = octets[start] === 0 ? 0 : octets[start] === 0xff ? 0x80 : -1;
    if (((octets[start + 1] ?? 0) & 0x80) !== sign) break;
    start++;
  }
  return octets.subarray(start);
}

/** The subject key identifier extension's value; null where it is absent or unreadable. */
function keyIdentifierOf(certificate: Certificate): Bytes | null {
  try {
    return subjectKeyIdentifierOf(certificate);
  } catch (error) {
    if (isSmimeError(error)) return null;
    throw error;
  }
}

/** Whether the identifier means this certificate. By key identifier, the extension counts; without one, SHA-1 of the key. */
export function identifies(identifier: CertificateIdentifier, certificate: Certificate): boolean {
  switch (identifier.kind) {
    case "issuer-and-serial-number":
      return (
        equal(minimalInteger(identifier.serialNumber), minimalInteger(certificate.serialNumber)) &&
        (equal(identifier.issuer, certificate.issuer) || namesEqual(identifier.issuer, certificate.issuer))
      );
    case "subject-key-identifier": {
      const { publicKey } = certificate.subjectPublicKeyInfo;
      return equal(identifier.keyIdentifier, keyIdentifierOf(certificate) ?? digestSync("sha-1", publicKey));
    }
  }
}

/** The two fields of a certificate's IssuerAndSerialNumber, as its own octets spell them. */
export function issuerAndSerialNumber({ issuer, serialNumber }: Certificate): readonly [Bytes, Bytes] {
  return [issuer, encode(TAG.integer, serialNumber)];
}

export function writeIssuerAndSerialNumber(certificate: Certificate): Bytes {
  return sequence(...issuerAndSerialNumber(certificate));
}
