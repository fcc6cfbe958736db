/** SubjectPublicKeyInfo (RFC 3279, 4055, 5480, 8410, 9881): the keys signatures are verified with, and their names. */
import { type Element, Fields, readSole, TAG } from "../asn1/reader.ts";
import { integerOctets, oidOf } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { type CurveName, fieldLength } from "../crypto/curves.ts";
import type { DsaPublicKey } from "../crypto/dsa.ts";
import { modulusBits, type RsaPublicKey } from "../crypto/rsa-key.ts";
import type { PssParameters } from "../crypto/rsassa-pss.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import type { Certificate, SubjectPublicKeyInfo } from "./certificate.ts";
import {
  ID_RSASSA_PSS,
  readPssParameters,
  type WholeMessageScheme,
  wholeMessageSchemeOf,
} from "./signature-algorithm.ts";

export type PublicKey =
  /** `restriction`: the only PSS parameters the key may be used with (RFC 4055 section 1.2); null for any RSA use. */
  | { readonly kind: "rsa"; readonly key: RsaPublicKey; readonly restriction: PssParameters | "pss-only" | null }
  | { readonly kind: "ec"; readonly curve: CurveName; readonly point: Bytes }
  | { readonly kind: WholeMessageScheme; readonly publicKey: Bytes }
  | { readonly kind: "dsa"; readonly key: DsaPublicKey };

const RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
const EC_PUBLIC_KEY = "1.2.840.10045.2.1";
const DSA = "1.2.840.10040.4.1";

const CURVE_OF_OID: ReadonlyMap<string, CurveName> = new Map([
  ["1.2.840.10045.3.1.7", "p-256"],
  ["1.3.132.0.34", "p-384"],
  ["1.3.132.0.35", "p-521"],
  ["1.3.132.0.10", "secp256k1"],
  ["1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"],
  ["1.3.36.3.3.2.8.1.1.8", "brainpoolP256t1"],
  ["1.3.36.3.3.2.8.1.1.9", "brainpoolP320r1"],
  ["1.3.36.3.3.2.8.1.1.10", "brainpoolP320t1"],
  ["1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"],
  ["1.3.36.3.3.2.8.1.1.12", "brainpoolP384t1"],
  ["1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"],
  ["1.3.36.3.3.2.8.1.1.14", "brainpoolP512t1"],
]);

/** Keys no signature is verified with here, or not without parameters from elsewhere. */
const NAME_OF_OID: ReadonlyMap<string, string> = new Map([
  [DSA, "dsa"],
  ["1.3.101.110", "x25519"],
  ["1.3.101.111", "x448"],
  ["2.16.840.1.101.3.4.4.1", "ml-kem-512"],
  ["2.16.840.1.101.3.4.4.2", "ml-kem-768"],
  ["2.16.840.1.101.3.4.4.3", "ml-kem-1024"],
]);

function readRsa(spki: SubjectPublicKeyInfo): PublicKey {
  const fields = Fields.ofSequence(spki.publicKey);
  const key = { modulus: integerOctets(fields.any()), publicExponent: integerOctets(fields.any()) };
  fields.end();
  if (spki.algorithm.oid !== ID_RSASSA_PSS) return { kind: "rsa", key: { ...key, spki: spki.der }, restriction: null };
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
  const scheme = wholeMessageSchemeOf(oid);
  if (scheme) return { kind: scheme, publicKey: spki.publicKey };
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

/** Bits of the modulus, the field or the prime: what key sizes are quoted in. */
export function keyBits(key: Extract<PublicKey, { kind: "rsa" | "ec" | "dsa" }>): number {
  switch (key.kind) {
    case "rsa":
      return modulusBits(key.key);
    case "ec":
      return key.curve === "p-521" ? 521 : 8 * fieldLength(key.curve);
    case "dsa":
      return modulusBits({ modulus: key.key.p, publicExponent: key.key.q });
  }
}

function nameOf(key: PublicKey): string {
  switch (key.kind) {
    case "rsa":
    case "dsa":
      return `${key.kind}-${keyBits(key)}`;
    case "ec":
      return `ec-${key.curve.replace(/^p-/, "p")}`;
    case "ed25519":
    case "ed448":
    case "ml-dsa-44":
    case "ml-dsa-65":
    case "ml-dsa-87":
      return key.kind;
  }
}

/** "rsa-2048", "ec-p256", "ec-brainpoolP256r1", "ed25519", "ml-kem-768"; the OID where there is no name. */
export function publicKeyName({ subjectPublicKeyInfo: spki }: Pick<Certificate, "subjectPublicKeyInfo">): string {
  try {
    return nameOf(readPublicKey(spki));
  } catch (error) {
    if (isSmimeError(error)) return NAME_OF_OID.get(spki.algorithm.oid) ?? spki.algorithm.oid;
    throw error;
  }
}
