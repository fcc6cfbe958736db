/** KEMRecipientInfo (RFC 9629): a content-encryption key under a secret that was encapsulated, by ML-KEM for instance (RFC 9936). */
import { context, type Element, Fields, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import { algorithmIdentifier, encode, integer, octetString, oid, sequence } from "../asn1/writer.ts";
import { type Bytes, EMPTY } from "../bytes.ts";
import { wrapAesKey } from "../crypto/aes-kw.ts";
import { hkdf } from "../crypto/key-derivation.ts";
import { encapsulateMlKem, type MlKemParameterSet } from "../crypto/ml-kem.ts";
import { SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import type { Certificate } from "../x509/certificate.ts";
import {
  type CertificateIdentifier,
  readCertificateIdentifier,
  writeIssuerAndSerialNumber,
} from "./certificate-identifier.ts";
import { nullIfFailed } from "./decryption-failure.ts";
import { AES_WRAP_OID, keyUnwrapOf } from "./key-wrap.ts";
import type { DigestName, RecipientKey } from "./keys.ts";

/** id-ori-kem: the OtherRecipientInfo that holds a KEMRecipientInfo. */
export const ID_ORI_KEM = "1.2.840.113549.1.9.16.13.3";

export interface KemRecipientInfo {
  readonly kind: "kem";
  readonly rid: CertificateIdentifier;
  readonly kem: AlgorithmIdentifier;
  readonly ciphertext: Bytes;
  readonly keyDerivation: AlgorithmIdentifier;
  /** Octets of the key-encryption key. */
  readonly keyLength: number;
  readonly ukm: Bytes | null;
  /** The AlgorithmIdentifier of the key wrap, as sent. */
  readonly wrap: Element;
  readonly encryptedKey: Bytes;
}

const HKDF_DIGEST: ReadonlyMap<string, DigestName> = new Map([
  ["1.2.840.113549.1.9.16.3.28", "sha-256"],
  ["1.2.840.113549.1.9.16.3.29", "sha-384"],
  ["1.2.840.113549.1.9.16.3.30", "sha-512"],
]);

const ML_KEM_OID: Readonly<Record<MlKemParameterSet, string>> = {
  "ml-kem-512": "2.16.840.1.101.3.4.4.1",
  "ml-kem-768": "2.16.840.1.101.3.4.4.2",
  "ml-kem-1024": "2.16.840.1.101.3.4.4.3",
};

/** Null where the OID is none of ML-KEM's. */
export function mlKemOfOid(algorithm: string): MlKemParameterSet | null {
  switch (algorithm) {
    case ML_KEM_OID["ml-kem-512"]:
      return "ml-kem-512";
    case ML_KEM_OID["ml-kem-768"]:
      return "ml-kem-768";
    case ML_KEM_OID["ml-kem-1024"]:
      return "ml-kem-1024";
    default:
      return null;
  }
}

/** @throws SmimeError asn1/malformed */
export function readKemRecipientInfo(element: Element): KemRecipientInfo {
  const fields = new Fields(element);
  smallInteger(fields.required(TAG.integer));
  const rid = readCertificateIdentifier(fields.any());
  const kem = readAlgorithmIdentifier(fields.required(TAG.sequence));
  const ciphertext = octetStringOf(fields.any());
  const keyDerivation = readAlgorithmIdentifier(fields.required(TAG.sequence));
  const keyLength = smallInteger(fields.any());
  const ukmWrapper = fields.optional(context(0));
  const ukm = ukmWrapper && octetStringOf(new Fields(ukmWrapper).any());
  const wrap = fields.required(TAG.sequence);
  const encryptedKey = octetStringOf(fields.any());
  fields.end();
  return { kind: "kem", rid, kem, ciphertext, keyDerivation, keyLength, ukm, wrap, encryptedKey };
}

/** "ml-kem-768", or the OID where there is no name. */
export function kemName({ kem }: KemRecipientInfo): string {
  return mlKemOfOid(kem.oid) ?? kem.oid;
}

/** CMSORIforKEMOtherInfo (RFC 9629 section 5). */
function otherInfo(wrap: Bytes, keyLength: number, ukm: Bytes | null): Bytes {
  return sequence(wrap, integer(keyLength), ukm ? encode(context(0), octetString(ukm)) : EMPTY);
}

/**
 * The content-encryption key; null for every failure alike.
 * @throws SmimeError cms/unsupported-algorithm, asn1/malformed
 */
export async function receiveByEncapsulation(info: KemRecipientInfo, key: RecipientKey): Promise<Bytes | null> {
  const digest = HKDF_DIGEST.get(info.keyDerivation.oid);
  if (!digest) throw new SmimeError("cms/unsupported-algorithm", { oid: info.keyDerivation.oid });
  if (!mlKemOfOid(info.kem.oid)) throw new SmimeError("cms/unsupported-algorithm", { oid: info.kem.oid });
  const { keyLength, unwrap } = keyUnwrapOf(readAlgorithmIdentifier(info.wrap));
  if (info.keyLength !== keyLength) return null;
  const secret = key.decapsulate(info.ciphertext);
  const shared = secret && (await nullIfFailed(secret));
  if (!shared) return null;
  const derivation = { digest, salt: EMPTY, info: otherInfo(info.wrap.octets, keyLength, info.ukm), length: keyLength };
  return unwrap(await hkdf(shared, derivation), info.encryptedKey);
}

const HKDF_WITH_SHA256 = "1.2.840.113549.1.9.16.3.28";

/** A KEMRecipientInfo inside its OtherRecipientInfo, by HKDF with SHA-256 and AES-256 key wrap (RFC 9936 section 2.2). */
export async function writeKemRecipientInfo(
  certificate: Certificate,
  parameterSet: MlKemParameterSet,
  contentKey: Bytes,
): Promise<Bytes> {
  const encapsulated = encapsulateMlKem(parameterSet, certificate.subjectPublicKeyInfo.publicKey);
  if (!encapsulated) throw new SmimeError("cms/cannot-write", { reason: "bad-public-key" });
  const length = 32;
  const wrap = algorithmIdentifier(AES_WRAP_OID[256]);
  const derivation = { digest: "sha-256", salt: EMPTY, info: otherInfo(wrap, length, null), length } as const;
  const keyEncryptionKey = await hkdf(encapsulated.secret, derivation);
  const info = sequence(
    integer(0),
    writeIssuerAndSerialNumber(certificate),
    algorithmIdentifier(ML_KEM_OID[parameterSet]),
    octetString(encapsulated.ciphertext),
    algorithmIdentifier(HKDF_WITH_SHA256),
    integer(length),
    wrap,
    octetString(wrapAesKey(keyEncryptionKey, contentKey)),
  );
  return encode(context(4), oid(ID_ORI_KEM), info);
}
