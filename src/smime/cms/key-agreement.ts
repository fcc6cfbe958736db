/** Ephemeral-static key agreement (RFC 5753 for ECDH, RFC 8418 for X25519 and X448). */
import { context, TAG } from "../asn1/reader.ts";
import { algorithmIdentifier, bitString, encode, integer, oid, octetString, sequence } from "../asn1/writer.ts";
import { type Bytes, EMPTY } from "../bytes.ts";
import { wrapAesKey } from "../crypto/aes-kw.ts";
import { hkdf, x963Kdf } from "../crypto/key-derivation.ts";
import { SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import type { Certificate } from "../x509/certificate.ts";
import { identifies, writeIssuerAndSerialNumber } from "./certificate-identifier.ts";
import type { DigestName, RecipientKey } from "./keys.ts";
import { nullIfFailed } from "./decryption-failure.ts";
import { AES_WRAP_OID, keyUnwrapOf } from "./key-wrap.ts";
import type { KeyAgreeRecipientInfo } from "./recipient-info.ts";

interface Scheme {
  readonly digest: DigestName;
  readonly derivation: "x9.63" | "hkdf";
}

/** Standard and cofactor Diffie-Hellman alike: every curve in use with CMS has the cofactor 1, or clears it itself. */
const SCHEME: ReadonlyMap<string, Scheme> = new Map([
  ["1.3.133.16.840.63.0.2", { digest: "sha-1", derivation: "x9.63" }],
  ["1.3.133.16.840.63.0.3", { digest: "sha-1", derivation: "x9.63" }],
  ["1.3.132.1.11.0", { digest: "sha-224", derivation: "x9.63" }],
  ["1.3.132.1.11.1", { digest: "sha-256", derivation: "x9.63" }],
  ["1.3.132.1.11.2", { digest: "sha-384", derivation: "x9.63" }],
  ["1.3.132.1.11.3", { digest: "sha-512", derivation: "x9.63" }],
  ["1.3.132.1.14.0", { digest: "sha-224", derivation: "x9.63" }],
  ["1.3.132.1.14.1", { digest: "sha-256", derivation: "x9.63" }],
  ["1.3.132.1.14.2", { digest: "sha-384", derivation: "x9.63" }],
  ["1.3.132.1.14.3", { digest: "sha-512", derivation: "x9.63" }],
  ["1.2.840.113549.1.9.16.3.19", { digest: "sha-256", derivation: "hkdf" }],
  ["1.2.840.113549.1.9.16.3.20", { digest: "sha-384", derivation: "hkdf" }],
  ["1.2.840.113549.1.9.16.3.21", { digest: "sha-512", derivation: "hkdf" }],
]);

/** ECC-CMS-SharedInfo (RFC 5753 section 7.2). Without user keying material its field is absent, not empty. */
function sharedInfo(keyInfo: Bytes, ukm: Bytes | null, keyLength: number): Bytes {
  const bits = Uint8Array.of(0, 0, (8 * keyLength) >> 8, (8 * keyLength) & 0xff);
  return sequence(keyInfo, ukm ? encode(context(0), octetString(ukm)) : EMPTY, encode(context(2), octetString(bits)));
}

/** Key-encryption keys to try: RFC 8418 leaves readers of old drafts in doubt whether the ukm is HKDF's salt. */
async function keyEncryptionKeys(
  { digest, derivation }: Scheme,
  secret: Bytes,
  info: Bytes,
  ukm: Bytes | null,
  length: number,
): Promise<readonly Bytes[]> {
  if (derivation === "x9.63") return [await x963Kdf(digest, secret, info, length)];
  const salts = ukm ? [ukm, EMPTY] : [EMPTY];
  return Promise.all(salts.map((salt) => hkdf(secret, { digest, salt, info, length })));
}

/** The originator's public key, from the message or from a certificate it names. */
function originatorPublicKey(
  { originator }: KeyAgreeRecipientInfo,
  certificates: readonly Certificate[],
): Bytes | null {
  if (originator.kind === "public-key") return originator.publicKey;
  const named = certificates.find((certificate) => identifies(originator.identifier, certificate));
  return named?.subjectPublicKeyInfo.publicKey ?? null;
}

/**
 * The content-encryption key; null for every failure alike.
 * @throws SmimeError cms/unsupported-algorithm, asn1/malformed
 */
export async function receiveByAgreement(
  info: KeyAgreeRecipientInfo,
  key: RecipientKey,
  originatorCertificates: readonly Certificate[],
): Promise<Bytes | null> {
  const { algorithm, ukm, encryptedKey } = info;
  const scheme = SCHEME.get(algorithm.oid);
  if (!scheme || algorithm.parameters?.tag !== TAG.sequence)
    throw new SmimeError("cms/unsupported-algorithm", { oid: algorithm.oid });
  const keyInfo: AlgorithmIdentifier = readAlgorithmIdentifier(algorithm.parameters);
  const { keyLength, unwrap } = keyUnwrapOf(keyInfo);
  const publicKey = originatorPublicKey(info, originatorCertificates);
  const secret = publicKey && key.agree(publicKey);
  const z = secret && (await nullIfFailed(secret));
  if (!z) return null;
  const shared = sharedInfo(algorithm.parameters.octets, ukm, keyLength);
  for (const candidate of await keyEncryptionKeys(scheme, z, shared, ukm, keyLength)) {
    const unwrapped = unwrap(candidate, encryptedKey);
    if (unwrapped) return unwrapped;
  }
  return null;
}

/** An ephemeral key made for one recipient, and the secret it shares with that recipient. */
export interface EphemeralAgreement {
  /** AlgorithmIdentifier of the ephemeral public key. */
  readonly algorithm: Bytes;
  readonly publicKey: Bytes;
  readonly secret: Bytes;
  readonly schemeOid: string;
}

/** A KeyAgreeRecipientInfo for one recipient, without user keying material. */
export async function writeKeyAgree(
  certificate: Certificate,
  { algorithm, publicKey, secret, schemeOid }: EphemeralAgreement,
  contentKey: Bytes,
): Promise<Bytes> {
  const scheme = SCHEME.get(schemeOid);
  if (!scheme) throw new SmimeError("cms/cannot-write", { reason: schemeOid });
  const keyInfo = algorithmIdentifier(AES_WRAP_OID[contentKey.length > 16 ? 256 : 128]);
  const length = contentKey.length > 16 ? 32 : 16;
  const [keyEncryptionKey = EMPTY] = await keyEncryptionKeys(
    scheme,
    secret,
    sharedInfo(keyInfo, null, length),
    null,
    length,
  );
  const originatorKey = encode(context(1), algorithm, bitString(publicKey));
  return encode(
    context(1),
    integer(3),
    encode(context(0), originatorKey),
    sequence(oid(schemeOid), keyInfo),
    sequence(sequence(writeIssuerAndSerialNumber(certificate), octetString(wrapAesKey(keyEncryptionKey, contentKey)))),
  );
}
