/** The ports of `cms/keys.ts` over PKCS #8 octets: keys go in, only what they compute comes out. */
import { integer, sequence } from "../asn1/writer.ts";
import { type Bytes, equal } from "../bytes.ts";
import type { OaepParameters, RecipientKey, SignatureScheme, SignerKey } from "../cms/keys.ts";
import { uncompressedPoint } from "../crypto/curves.ts";
import { agreeEcdh } from "../crypto/ecdh.ts";
import type { EcPrivateKey } from "../crypto/ec-key.ts";
import type { DigestName } from "../crypto/digest.ts";
import { signEcdsa } from "../crypto/ecdsa.ts";
import { signEd25519 } from "../crypto/ed25519.ts";
import { signEd448 } from "../crypto/ed448.ts";
import { signMlDsa } from "../crypto/ml-dsa.ts";
import { decapsulateMlKem } from "../crypto/ml-kem.ts";
import { decryptRsaesOaep } from "../crypto/rsaes-oaep.ts";
import { decryptRsaesPkcs1v15 } from "../crypto/rsaes-pkcs1-v1_5.ts";
import type { RsaPrivateKey } from "../crypto/rsa-key.ts";
import { signRsaPkcs1 } from "../crypto/rsassa-pkcs1-v1_5.ts";
import { signRsaPss } from "../crypto/rsassa-pss.ts";
import { agreeMontgomery } from "../crypto/x25519.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import type { Certificate } from "../x509/certificate.ts";
import { readPublicKey } from "../x509/public-key.ts";
import { KEY_OID, type PrivateKey, publicKeyOctets, readPrivateKeyInfo, sameNumber } from "./private-key-info.ts";

export { readPrivateKeyFile } from "./private-key-file.ts";

function isPublicHalfOf(key: PrivateKey, { subjectPublicKeyInfo: spki }: Certificate): boolean {
  switch (key.kind) {
    case "rsa": {
      const theirs = readPublicKey(spki);
      return (
        theirs.kind === "rsa" &&
        sameNumber(key.key.modulus, theirs.key.modulus) &&
        sameNumber(key.key.publicExponent, theirs.key.publicExponent)
      );
    }
    case "ec": {
      const theirs = readPublicKey(spki);
      if (theirs.kind !== "ec" || theirs.curve !== key.key.curve) return false;
      const point = uncompressedPoint(theirs.curve, theirs.point);
      return point !== null && equal(point, publicKeyOctets(key));
    }
    case "ed25519":
    case "ed448":
      return spki.algorithm.oid === KEY_OID[key.kind] && equal(spki.publicKey, publicKeyOctets(key));
    case "montgomery":
      return spki.algorithm.oid === KEY_OID[key.key.curve] && equal(spki.publicKey, publicKeyOctets(key));
    case "ml-dsa":
    case "ml-kem":
      return spki.algorithm.oid === KEY_OID[key.key.parameterSet] && equal(spki.publicKey, publicKeyOctets(key));
  }
}

/** Whether the certificate is for this key. Keys and certificates Waxwing cannot read belong to nothing. */
export async function belongsTo(pkcs8: Bytes, certificate: Certificate): Promise<boolean> {
  try {
    return isPublicHalfOf(readPrivateKeyInfo(pkcs8), certificate);
  } catch (error) {
    if (isSmimeError(error)) return false;
    throw error;
  }
}

async function orDecryptionFailed(result: Promise<Bytes | null>): Promise<Bytes> {
  const octets = await result;
  if (octets === null) throw new SmimeError("cms/decryption-failed", {});
  return octets;
}

async function orCannotWrite(result: Promise<Bytes | null>): Promise<Bytes> {
  const octets = await result;
  if (octets === null) throw new SmimeError("cms/cannot-write", { reason: "key-too-short" });
  return octets;
}

async function signWithEc(key: EcPrivateKey, digest: DigestName, octets: Bytes): Promise<Bytes> {
  const pair = await signEcdsa(key, digest, octets);
  return sequence(integer(pair.subarray(0, pair.length / 2)), integer(pair.subarray(pair.length / 2)));
}

function signWithRsa(
  key: RsaPrivateKey,
  pssOnly: boolean,
  scheme: SignatureScheme,
  octets: Bytes,
): Promise<Bytes> | null {
  if (scheme.name === "rsassa-pss") return orCannotWrite(signRsaPss(key, scheme, octets));
  if (scheme.name === "rsassa-pkcs1-v1_5" && !pssOnly) return orCannotWrite(signRsaPkcs1(key, scheme.digest, octets));
  return null;
}

function signWith(key: PrivateKey, scheme: SignatureScheme, octets: Bytes): Promise<Bytes> | null {
  switch (key.kind) {
    case "rsa":
      return signWithRsa(key.key, key.pssOnly, scheme, octets);
    case "ec":
      return scheme.name === "ecdsa" ? signWithEc(key.key, scheme.digest, octets) : null;
    case "ed25519":
      return scheme.name === "ed25519" ? signEd25519(key.seed, octets) : null;
    case "ed448":
      return scheme.name === "ed448" ? Promise.resolve(signEd448(key.seed, octets)) : null;
    case "ml-dsa":
      return scheme.name === key.key.parameterSet ? Promise.resolve(signMlDsa(key.key, octets)) : null;
    case "montgomery":
    case "ml-kem":
      return null;
  }
}

function agreeWith(key: PrivateKey, originatorPublicKey: Bytes): Promise<Bytes> | null {
  switch (key.kind) {
    case "ec":
      return orDecryptionFailed(agreeEcdh(key.key, originatorPublicKey));
    case "montgomery":
      return orDecryptionFailed(agreeMontgomery(key.key, originatorPublicKey));
    case "rsa":
    case "ed25519":
    case "ed448":
    case "ml-dsa":
    case "ml-kem":
      return null;
  }
}

/**
 * The ports for a private key and its certificate; `chain` holds the issuers' certificates to send along. Whether key
 * and certificate belong together is asked beforehand, by `belongsTo`.
 * @throws SmimeError pkcs12/malformed, x509/unsupported-key
 */
export function keyFor(
  pkcs8: Bytes,
  certificate: Certificate,
  chain: readonly Certificate[],
): RecipientKey & SignerKey {
  const key = readPrivateKeyInfo(pkcs8);
  const rsa = key.kind === "rsa" && !key.pssOnly ? key.key : null;
  return {
    certificate,
    chain,
    sign: (scheme, octets) => signWith(key, scheme, octets),
    decryptRsaesPkcs1v15: (encryptedKey, keyLength) => rsa && decryptRsaesPkcs1v15(rsa, encryptedKey, keyLength),
    decryptRsaesOaep: (encryptedKey, parameters: OaepParameters) =>
      rsa && orDecryptionFailed(decryptRsaesOaep(rsa, encryptedKey, parameters)),
    agree: (originatorPublicKey) => agreeWith(key, originatorPublicKey),
    decapsulate: (ciphertext) =>
      key.kind === "ml-kem" ? orDecryptionFailed(Promise.resolve(decapsulateMlKem(key.key, ciphertext))) : null,
  };
}
