/** SigningCertificate and SigningCertificateV2 (RFC 5035): the certificate the signer says it signed with. */
import { type Element, Fields, TAG } from "../asn1/reader.ts";
import { octetStringOf } from "../asn1/values.ts";
import { octetString, sequence } from "../asn1/writer.ts";
import { type Bytes, equal } from "../bytes.ts";
import { type DigestName, digest } from "../crypto/digest.ts";
import { readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import type { Certificate } from "../x509/certificate.ts";
import { sha256Of } from "../x509/certificate-hash.ts";
import { ATTRIBUTE_TYPE, type Attribute, soleValue, writeAttribute } from "./attributes.ts";
import { digestNameOf } from "./digest-algorithm.ts";

interface CertificateHash {
  /** Null: a digest Waxwing does not compute. */
  readonly digest: DigestName | null;
  readonly value: Bytes;
}

/** The first ESSCertID or ESSCertIDv2, which is the signer's own (RFC 5035 section 3). */
function readFirst(value: Element, defaultDigest: DigestName): CertificateHash {
  const identifiers = new Fields(new Fields(value).required(TAG.sequence));
  const identifier = new Fields(identifiers.required(TAG.sequence));
  const algorithm = identifier.optional(TAG.sequence);
  return {
    digest: algorithm ? digestNameOf(readAlgorithmIdentifier(algorithm)) : defaultDigest,
    value: octetStringOf(identifier.any()),
  };
}

/** The hashes a signer's certificate must have, by either attribute. @throws SmimeError asn1/malformed */
export function readCertificateHashes(attributes: readonly Attribute[]): readonly CertificateHash[] {
  const v1 = soleValue(attributes, ATTRIBUTE_TYPE.signingCertificate);
  const v2 = soleValue(attributes, ATTRIBUTE_TYPE.signingCertificateV2);
  return [...(v1 ? [readFirst(v1, "sha-1")] : []), ...(v2 ? [readFirst(v2, "sha-256")] : [])];
}

async function hashOf(certificate: Certificate, name: DigestName): Promise<Bytes> {
  return name === "sha-256" ? sha256Of(certificate) : digest(name, certificate.der);
}

/** Whether the certificate is the one the hashes name. A hash nobody can compute names nothing and forbids nothing. */
export async function isNamedBy(hashes: readonly CertificateHash[], certificate: Certificate): Promise<boolean> {
  for (const hash of hashes)
    if (hash.digest !== null && !equal(await hashOf(certificate, hash.digest), hash.value)) return false;
  return true;
}

/** The SigningCertificateV2 attribute, with SHA-256, which is its default and therefore not written. */
export async function writeSigningCertificateV2(certificate: Certificate): Promise<Bytes> {
  const identifier = sequence(octetString(await sha256Of(certificate)));
  return writeAttribute(ATTRIBUTE_TYPE.signingCertificateV2, sequence(sequence(identifier)));
}
