/** SubjectPublicKeyInfo (RFC 3279, 4055, 5480, 8410), and the one place where a signature meets its key. */
import { type Element, Fields, readSole, TAG } from "../asn1/reader.ts";
import { integerOctets, oidOf } from "../asn1/values.ts";
import { integer, sequence } from "../asn1/writer.ts";
import { type Bytes, concat, equal } from "../bytes.ts";
import { type CurveName, fieldLength, orderLength } from "../crypto/curves.ts";
import { toLength } from "../crypto/data-conversion.ts";
import type { DigestName } from "../crypto/digest.ts";
import { type DsaPublicKey, verifyDsa } from "../crypto/dsa.ts";
import { verifyEcdsa } from "../crypto/ecdsa.ts";
import { verifyEd25519 } from "../crypto/ed25519.ts";
import { modulusBits, type RsaPublicKey } from "../crypto/rsa-key.ts";
import { verifyRsaPkcs1 } from "../crypto/rsassa-pkcs1-v1_5.ts";
import { type PssParameters, verifyRsaPss } from "../crypto/rsassa-pss.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import type { AlgorithmIdentifier } from "./algorithm-identifier.ts";
import type { Certificate, SubjectPublicKeyInfo } from "./certificate.ts";
import {
  ID_RSASSA_PSS,
  readPssParameters,
  readSignatureAlgorithm,
  type SignatureAlgorithm,
} from "./signature-algorithm.ts";

export type PublicKey =
  /** `restriction`: the only PSS parameters the key may be used with (RFC 4055 section 1.2); null for any RSA use. */
  | { readonly kind: "rsa"; readonly key: RsaPublicKey; readonly restriction: PssParameters | "pss-only" | null }
  | { readonly kind: "ec"; readonly curve: CurveName; readonly point: Bytes }
  | { readonly kind: "ed25519"; readonly publicKey: Bytes }
  | { readonly kind: "dsa"; readonly key: DsaPublicKey };

const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const EC_PUBLIC_KEY = "1.2.840.10045.2.1";
const DSA = "1.2.840.10040.4.1";
const ED25519 = "1.3.101.112";

const CURVE_OF_OID: ReadonlyMap<string, CurveName> = new Map([
  ["1.2.840.10045.3.1.7", "p-256"],
  ["1.3.132.0.34", "p-384"],
  ["1.3.132.0.35", "p-521"],
  ["1.3.132.0.10", "secp256k1"],
  ["1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"],
  ["1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"],
  ["1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"],
]);

/** Keys no signature is verified with here, or not without parameters from elsewhere. */
const NAME_OF_OID: ReadonlyMap<string, string> = new Map([
  [DSA, "dsa"],
  ["1.3.101.110", "x25519"],
  ["1.3.101.111", "x448"],
  ["1.3.101.113", "ed448"],
  ["2.16.840.1.101.3.4.3.17", "ml-dsa-44"],
  ["2.16.840.1.101.3.4.3.18", "ml-dsa-65"],
  ["2.16.840.1.101.3.4.3.19", "ml-dsa-87"],
  ["2.16.840.1.101.3.4.4.1", "ml-kem-512"],
  ["2.16.840.1.101.3.4.4.2", "ml-kem-768"],
  ["2.16.840.1.101.3.4.4.3", "ml-kem-1024"],
]);

function readRsa(spki: SubjectPublicKeyInfo): PublicKey {
  const fields = Fields.ofSequence(spki.publicKey);
  const key = { modulus: integerOctets(fields.any()), publicExponent: integerOctets(fields.any()) };
  fields.end();
  if (spki.algorithm.oid !== ID_RSASSA_PSS) return { kind: "rsa", key, restriction: null };
  const { parameters } = spki.algorithm;
  return { kind: "rsa", key, restriction: parameters ? readPssParameters(parameters) : "pss-only" };
}

/** Only named curves: explicit parameters would let a key choose its own arithmetic (CVE-2020-0601). */
export function curveOf(parameters: Element | null): CurveName | null {
  return parameters?.tag === TAG.oid ? (CURVE_OF_OID.get(oidOf(parameters)) ?? null) : null;
}

function readDsa(spki: SubjectPublicKeyInfo): PublicKey | null {
  const { parameters } = spki.algorithm;
  if (parameters?.tag !== TAG.sequence) return null;
  const fields = new Fields(parameters);
  const [p, q, g] = [integerOctets(fields.any()), integerOctets(fields.any()), integerOctets(fields.any())];
  return { kind: "dsa", key: { p, q, g, y: integerOctets(readSole(spki.publicKey)) } };
}

/** A public key signatures can be verified with. @throws SmimeError x509/unsupported-key, asn1/malformed */
export function readPublicKey(spki: SubjectPublicKeyInfo): PublicKey {
  const { oid, parameters } = spki.algorithm;
  const curve = oid === EC_PUBLIC_KEY ? curveOf(parameters) : null;
  if (curve !== null) return { kind: "ec", curve, point: spki.publicKey };
  if (oid === RSA_ENCRYPTION || oid === ID_RSASSA_PSS) return readRsa(spki);
  if (oid === ED25519) return { kind: "ed25519", publicKey: spki.publicKey };
  const dsa = oid === DSA ? readDsa(spki) : null;
  if (dsa) return dsa;
  throw new SmimeError("x509/unsupported-key", { oid });
}

/** Whether the key is a DSA key that takes its parameters from its issuer's (RFC 3279 section 2.3.2). */
export function inheritsParameters(spki: SubjectPublicKeyInfo): boolean {
  return spki.algorithm.oid === DSA && spki.algorithm.parameters?.tag !== TAG.sequence;
}

/** The same key with the parameters of `issuer` where it has none of its own (RFC 5280 section 6.1.4 (d) to (f)). */
export function withInheritedParameters(
  spki: SubjectPublicKeyInfo,
  issuer: SubjectPublicKeyInfo,
): SubjectPublicKeyInfo {
  if (!inheritsParameters(spki) || issuer.algorithm.oid !== DSA) return spki;
  return { ...spki, algorithm: issuer.algorithm };
}

/** r and s of ECDSA-Sig-Value or Dss-Sig-Value in DER; null for anything else, other BER forms of the same numbers included. */
function readPair(signature: Bytes): { readonly r: Bytes; readonly s: Bytes } | null {
  try {
    const fields = Fields.ofSequence(signature);
    const [r, s] = [integerOctets(fields.any()), integerOctets(fields.any())];
    fields.end();
    return equal(sequence(integer(r), integer(s)), signature) ? { r, s } : null;
  } catch (error) {
    if (isSmimeError(error, "asn1/malformed") || isSmimeError(error, "asn1/limit-exceeded")) return null;
    throw error;
  }
}

async function verifyWithPair(
  key: Extract<PublicKey, { kind: "ec" | "dsa" }>,
  digest: DigestName,
  { octets, signature }: Signed,
): Promise<boolean> {
  const pair = readPair(signature);
  if (!pair) return false;
  if (key.kind === "dsa") return verifyDsa({ key: key.key, digest, octets, ...pair });
  const length = orderLength(key.curve);
  const [r, s] = [toLength(pair.r, length), toLength(pair.s, length)];
  return r && s ? verifyEcdsa({ curve: key.curve, point: key.point, digest, octets, signature: concat(r, s) }) : false;
}

function restrictionAllows(restriction: PssParameters | "pss-only" | null, used: PssParameters): boolean {
  if (restriction === null || restriction === "pss-only") return true;
  const sameHashes = restriction.digest === used.digest && restriction.mgfDigest === used.mgfDigest;
  return sameHashes && used.saltLength >= restriction.saltLength;
}

interface Signed {
  /** What was signed, not its digest. */
  readonly octets: Bytes;
  readonly signature: Bytes;
}

/** A key of another type than the scheme's verifies nothing. */
async function verifyWith(key: PublicKey, algorithm: SignatureAlgorithm, signed: Signed): Promise<boolean> {
  switch (algorithm.scheme) {
    case "rsassa-pkcs1-v1_5":
      if (key.kind !== "rsa" || key.restriction !== null) return false;
      return verifyRsaPkcs1({ key: key.key, digest: algorithm.digest, ...signed });
    case "rsassa-pss": {
      if (key.kind !== "rsa" || !restrictionAllows(key.restriction, algorithm)) return false;
      const { digest, mgfDigest, saltLength } = algorithm;
      return verifyRsaPss({ key: key.key, digest, mgfDigest, saltLength, ...signed });
    }
    case "ecdsa":
      return key.kind === "ec" && verifyWithPair(key, algorithm.digest, signed);
    case "dsa":
      return key.kind === "dsa" && verifyWithPair(key, algorithm.digest, signed);
    case "ed25519":
      return key.kind === "ed25519" && verifyEd25519({ publicKey: key.publicKey, ...signed });
  }
}

export interface SignatureToVerify extends Signed {
  readonly spki: SubjectPublicKeyInfo;
  readonly algorithm: AlgorithmIdentifier;
  /** Where `algorithm` names only a key type, as SignerInfos do. */
  readonly digest?: DigestName;
}

/**
 * Whether the signature is sound; says nothing about whether its algorithm is strong enough (`algorithm-floor.ts`).
 * @throws SmimeError x509/unsupported-key, cms/unsupported-algorithm, asn1/malformed (key or parameters)
 */
export async function verifySignature({
  spki,
  algorithm,
  digest,
  octets,
  signature,
}: SignatureToVerify): Promise<boolean> {
  const parsed = readSignatureAlgorithm(algorithm, digest);
  return verifyWith(readPublicKey(spki), parsed, { octets, signature });
}

/** Bits of the modulus, the field or the prime: what key sizes are quoted in. */
export function keyBits(key: PublicKey): number {
  switch (key.kind) {
    case "rsa":
      return modulusBits(key.key);
    case "ec":
      return key.curve === "p-521" ? 521 : 8 * fieldLength(key.curve);
    case "dsa":
      return modulusBits({ modulus: key.key.p, publicExponent: key.key.q });
    case "ed25519":
      return 255;
  }
}

/** "rsa-2048", "ec-p256", "ec-brainpoolP256r1", "ed25519", "ml-kem-768"; the OID where there is no name. */
export function publicKeyName({ subjectPublicKeyInfo: spki }: Pick<Certificate, "subjectPublicKeyInfo">): string {
  try {
    const key = readPublicKey(spki);
    if (key.kind === "ec") return `ec-${key.curve.replace(/^p-/, "p")}`;
    return key.kind === "ed25519" ? key.kind : `${key.kind}-${keyBits(key)}`;
  } catch (error) {
    if (isSmimeError(error)) return NAME_OF_OID.get(spki.algorithm.oid) ?? spki.algorithm.oid;
    throw error;
  }
}
