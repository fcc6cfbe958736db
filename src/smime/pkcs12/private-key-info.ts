/** PrivateKeyInfo (RFC 5958) and the private keys inside: RFC 8017, 5915, 8410, 9881, 9935. */
import { context, type Element, Fields, readSole, TAG } from "../asn1/reader.ts";
import { integerOctets, octetStringOf, oidOf, smallInteger } from "../asn1/values.ts";
import { type Bytes, equal } from "../bytes.ts";
import { orderLength } from "../crypto/curves.ts";
import { toLength } from "../crypto/data-conversion.ts";
import { type EcPrivateKey, isValidScalar, publicPoint } from "../crypto/ec-key.ts";
import { ed25519PublicKey } from "../crypto/ed25519.ts";
import { ed448PublicKey } from "../crypto/ed448.ts";
import type { MlDsaParameterSet, MlDsaPrivateKey } from "../crypto/ml-dsa.ts";
import type { MlKemParameterSet, MlKemPrivateKey } from "../crypto/ml-kem.ts";
import type { RsaPrivateKey } from "../crypto/rsa-key.ts";
import { type MontgomeryPrivateKey, montgomeryPublicKey } from "../crypto/x25519.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { curveOf } from "../x509/public-key.ts";
import { readMlDsaPrivateKey, readMlKemPrivateKey } from "./seeded-private-key.ts";

export type PrivateKey =
  /** `pssOnly`: the key's own algorithm identifier forbids every other use (RFC 4055 section 1.2). */
  | { readonly kind: "rsa"; readonly key: RsaPrivateKey; readonly pssOnly: boolean }
  | { readonly kind: "ec"; readonly key: EcPrivateKey }
  | { readonly kind: "ed25519" | "ed448"; readonly seed: Bytes }
  | { readonly kind: "ml-dsa"; readonly key: MlDsaPrivateKey }
  | { readonly kind: "ml-kem"; readonly key: MlKemPrivateKey }
  | { readonly kind: "montgomery"; readonly key: MontgomeryPrivateKey };

export const KEY_OID = {
  rsaEncryption: "1.2.840.113549.1.1.1",
  rsassaPss: "1.2.840.113549.1.1.10",
  ecPublicKey: "1.2.840.10045.2.1",
  x25519: "1.3.101.110",
  x448: "1.3.101.111",
  ed25519: "1.3.101.112",
  ed448: "1.3.101.113",
  "ml-dsa-44": "2.16.840.1.101.3.4.3.17",
  "ml-dsa-65": "2.16.840.1.101.3.4.3.18",
  "ml-dsa-87": "2.16.840.1.101.3.4.3.19",
  "ml-kem-512": "2.16.840.1.101.3.4.4.1",
  "ml-kem-768": "2.16.840.1.101.3.4.4.2",
  "ml-kem-1024": "2.16.840.1.101.3.4.4.3",
} as const;

function malformed(structure: string, cause?: unknown): SmimeError<"pkcs12/malformed"> {
  return new SmimeError("pkcs12/malformed", { structure }, { cause });
}

function readRsaPrivateKey(octets: Bytes): RsaPrivateKey {
  const fields = Fields.ofSequence(octets);
  smallInteger(fields.any());
  const next = (): Bytes => integerOctets(fields.any());
  const [modulus, publicExponent, privateExponent] = [next(), next(), next()];
  const [prime1, prime2, exponent1, exponent2, coefficient] = [next(), next(), next(), next(), next()];
  return { modulus, publicExponent, privateExponent, prime1, prime2, exponent1, exponent2, coefficient };
}

/** The curve stands in the algorithm, or, where that says nothing, in the key itself. */
function readEcPrivateKey(octets: Bytes, algorithm: AlgorithmIdentifier): EcPrivateKey {
  const fields = Fields.ofSequence(octets);
  smallInteger(fields.any());
  const scalar = octetStringOf(fields.any());
  const own = fields.optional(context(0));
  const parameters = algorithm.parameters?.tag === TAG.oid ? algorithm.parameters : own && new Fields(own).any();
  const curve = curveOf(parameters);
  if (curve === null)
    throw new SmimeError("x509/unsupported-key", {
      oid: parameters?.tag === TAG.oid ? oidOf(parameters) : algorithm.oid,
    });
  const fitting = toLength(scalar, orderLength(curve));
  if (!fitting || !isValidScalar({ curve, scalar: fitting })) throw malformed("ECPrivateKey");
  return { curve, scalar: fitting };
}

/** CurvePrivateKey: an OCTET STRING inside the OCTET STRING. */
function readCurvePrivateKey(octets: Bytes, length: number): Bytes {
  const key = octetStringOf(readSole(octets));
  if (key.length !== length) throw malformed("CurvePrivateKey");
  return key;
}

function wholeMlDsa(octets: Bytes, parameterSet: MlDsaParameterSet): PrivateKey {
  const key = readMlDsaPrivateKey(octets, parameterSet);
  if (!key) throw malformed("ML-DSA-PrivateKey");
  return { kind: "ml-dsa", key };
}

function wholeMlKem(octets: Bytes, parameterSet: MlKemParameterSet): PrivateKey {
  const key = readMlKemPrivateKey(octets, parameterSet);
  if (!key) throw malformed("ML-KEM-PrivateKey");
  return { kind: "ml-kem", key };
}

function readKey(algorithm: AlgorithmIdentifier, octets: Bytes): PrivateKey {
  switch (algorithm.oid) {
    case KEY_OID.rsaEncryption:
    case KEY_OID.rsassaPss:
      return { kind: "rsa", key: readRsaPrivateKey(octets), pssOnly: algorithm.oid === KEY_OID.rsassaPss };
    case KEY_OID.ecPublicKey:
      return { kind: "ec", key: readEcPrivateKey(octets, algorithm) };
    case KEY_OID.ed25519:
      return { kind: "ed25519", seed: readCurvePrivateKey(octets, 32) };
    case KEY_OID.x25519:
      return { kind: "montgomery", key: { curve: "x25519", scalar: readCurvePrivateKey(octets, 32) } };
    case KEY_OID.x448:
      return { kind: "montgomery", key: { curve: "x448", scalar: readCurvePrivateKey(octets, 56) } };
    case KEY_OID.ed448:
      return { kind: "ed448", seed: readCurvePrivateKey(octets, 57) };
    case KEY_OID["ml-dsa-44"]:
      return wholeMlDsa(octets, "ml-dsa-44");
    case KEY_OID["ml-dsa-65"]:
      return wholeMlDsa(octets, "ml-dsa-65");
    case KEY_OID["ml-dsa-87"]:
      return wholeMlDsa(octets, "ml-dsa-87");
    case KEY_OID["ml-kem-512"]:
      return wholeMlKem(octets, "ml-kem-512");
    case KEY_OID["ml-kem-768"]:
      return wholeMlKem(octets, "ml-kem-768");
    case KEY_OID["ml-kem-1024"]:
      return wholeMlKem(octets, "ml-kem-1024");
    default:
      throw new SmimeError("x509/unsupported-key", { oid: algorithm.oid });
  }
}

/** @throws SmimeError pkcs12/malformed, x509/unsupported-key */
export function readPrivateKeyInfo(pkcs8: Bytes): PrivateKey {
  try {
    const fields = Fields.ofSequence(pkcs8);
    smallInteger(fields.required(TAG.integer));
    const algorithm = readAlgorithmIdentifier(fields.required(TAG.sequence));
    return readKey(algorithm, octetStringOf(fields.any()));
  } catch (cause) {
    if (isSmimeError(cause, "asn1/malformed") || isSmimeError(cause, "asn1/limit-exceeded"))
      throw malformed("PrivateKeyInfo", cause);
    throw cause;
  }
}

/** The named curve of an ECPrivateKey that stands alone (RFC 5915), as the complete TLV; null where it is missing. */
export function ownCurveOf(ecPrivateKey: Fields): Element | null {
  smallInteger(ecPrivateKey.any());
  octetStringOf(ecPrivateKey.any());
  const own = ecPrivateKey.optional(context(0));
  return own && new Fields(own).any();
}

/** The subjectPublicKey octets this key has, except for RSA, whose encoding is compared number by number. */
export function publicKeyOctets(key: Exclude<PrivateKey, { kind: "rsa" }>): Bytes {
  switch (key.kind) {
    case "ec":
      return publicPoint(key.key);
    case "ed25519":
      return ed25519PublicKey(key.seed);
    case "ed448":
      return ed448PublicKey(key.seed);
    case "ml-dsa":
    case "ml-kem":
      return key.key.publicKey;
    case "montgomery":
      return montgomeryPublicKey(key.key);
  }
}

export function sameNumber(a: Bytes, b: Bytes): boolean {
  const length = Math.max(a.length, b.length);
  return equal(toLength(a, length) ?? a, toLength(b, length) ?? b);
}
