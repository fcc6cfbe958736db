/** Wraps a content-encryption key for a certificate, by whatever its public key can do. */
import { algorithmIdentifier } from "../asn1/writer.ts";
import type { Bytes } from "../bytes.ts";
import { agreeEcdh, ephemeralEcKey } from "../crypto/ecdh.ts";
import { type CurveName } from "../crypto/curves.ts";
import { agreeMontgomery, ephemeralMontgomeryKey, type MontgomeryCurve } from "../crypto/x25519.ts";
import { SmimeError } from "../errors.ts";
import type { Certificate } from "../x509/certificate.ts";
import { readPublicKey } from "../x509/public-key.ts";
import { mlKemOfOid, writeKemRecipientInfo } from "./key-encapsulation.ts";
import { type EphemeralAgreement, writeKeyAgree } from "./key-agreement.ts";
import { type KeyTransport, writeKeyTrans } from "./key-transport.ts";

const MONTGOMERY_OF_OID: ReadonlyMap<string, MontgomeryCurve> = new Map([
  ["1.3.101.110", "x25519"],
  ["1.3.101.111", "x448"],
]);

/** dhSinglePass-stdDH with the X9.63 derivation, by the strength of the curve (RFC 5753 section 7.1.4). */
function schemeOidOf(curve: CurveName): string {
  switch (curve) {
    case "p-256":
    case "secp256k1":
    case "brainpoolP256r1":
    case "brainpoolP256t1":
      return "1.3.132.1.11.1";
    case "p-384":
    case "brainpoolP320r1":
    case "brainpoolP320t1":
    case "brainpoolP384r1":
    case "brainpoolP384t1":
      return "1.3.132.1.11.2";
    case "p-521":
    case "brainpoolP512r1":
    case "brainpoolP512t1":
      return "1.3.132.1.11.3";
  }
}

/** dhSinglePass-stdDH with HKDF (RFC 8418 section 2.2). */
const MONTGOMERY_SCHEME: Readonly<Record<MontgomeryCurve, string>> = {
  x25519: "1.2.840.113549.1.9.16.3.19",
  x448: "1.2.840.113549.1.9.16.3.21",
};

function orCannotWrite(secret: Bytes | null): Bytes {
  if (!secret) throw new SmimeError("cms/cannot-write", { reason: "bad-public-key" });
  return secret;
}

async function agreeWithCurve(certificate: Certificate, curve: CurveName): Promise<EphemeralAgreement> {
  const { algorithm, publicKey } = certificate.subjectPublicKeyInfo;
  const { key, point } = ephemeralEcKey(curve);
  const secret = orCannotWrite(await agreeEcdh(key, publicKey));
  const identifier = algorithmIdentifier(algorithm.oid, algorithm.parameters?.octets);
  return { algorithm: identifier, publicKey: point, secret, schemeOid: schemeOidOf(curve) };
}

async function agreeWithMontgomery(certificate: Certificate, curve: MontgomeryCurve): Promise<EphemeralAgreement> {
  const { algorithm, publicKey: theirs } = certificate.subjectPublicKeyInfo;
  const { key, publicKey } = ephemeralMontgomeryKey(curve);
  const secret = orCannotWrite(await agreeMontgomery(key, theirs));
  return { algorithm: algorithmIdentifier(algorithm.oid), publicKey, secret, schemeOid: MONTGOMERY_SCHEME[curve] };
}

/**
 * A RecipientInfo for this certificate.
 * @throws SmimeError cms/cannot-write, x509/unsupported-key
 */
export async function writeRecipientInfo(
  certificate: Certificate,
  contentKey: Bytes,
  transport: KeyTransport,
): Promise<Bytes> {
  const { subjectPublicKeyInfo: spki } = certificate;
  const montgomery = MONTGOMERY_OF_OID.get(spki.algorithm.oid);
  const parameterSet = mlKemOfOid(spki.algorithm.oid);
  if (parameterSet) return writeKemRecipientInfo(certificate, parameterSet, contentKey);
  if (montgomery) return writeKeyAgree(certificate, await agreeWithMontgomery(certificate, montgomery), contentKey);
  const key = readPublicKey(spki);
  switch (key.kind) {
    case "rsa":
      if (key.restriction !== null) throw new SmimeError("cms/cannot-write", { reason: "rsassa-pss-key" });
      return writeKeyTrans(certificate, key.key, contentKey, transport);
    case "ec":
      return writeKeyAgree(certificate, await agreeWithCurve(certificate, key.curve), contentKey);
    case "dsa":
    case "ed25519":
    case "ed448":
    case "ml-dsa-44":
    case "ml-dsa-65":
    case "ml-dsa-87":
      throw new SmimeError("cms/cannot-write", { reason: key.kind });
  }
}
