/** The one place where a signature meets its key, whatever it signs: certificates, CRLs, OCSP responses, messages. */
import { Fields } from "../asn1/reader.ts";
import { integerOctets } from "../asn1/values.ts";
import { integer, sequence } from "../asn1/writer.ts";
import { type Bytes, concat, equal } from "../bytes.ts";
import { orderLength } from "../crypto/curves.ts";
import { toLength } from "../crypto/data-conversion.ts";
import type { DigestName } from "../crypto/digest.ts";
import { verifyDsa } from "../crypto/dsa.ts";
import { verifyEcdsa } from "../crypto/ecdsa.ts";
import { verifyEd25519 } from "../crypto/ed25519.ts";
import { verifyEd448 } from "../crypto/ed448.ts";
import { verifyMlDsa } from "../crypto/ml-dsa.ts";
import { verifyRsaPkcs1 } from "../crypto/rsassa-pkcs1-v1_5.ts";
import { type PssParameters, verifyRsaPss } from "../crypto/rsassa-pss.ts";
import { isSmimeError } from "../errors.ts";
import type { AlgorithmIdentifier } from "./algorithm-identifier.ts";
import type { SubjectPublicKeyInfo } from "./certificate.ts";
import { type PublicKey, readPublicKey } from "./public-key.ts";
import { readSignatureAlgorithm, type SignatureAlgorithm } from "./signature-algorithm.ts";

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
    case "ed448":
      return key.kind === "ed448" && verifyEd448({ publicKey: key.publicKey, ...signed });
    case "ml-dsa-44":
    case "ml-dsa-65":
    case "ml-dsa-87": {
      const { scheme: parameterSet } = algorithm;
      return key.kind === parameterSet && verifyMlDsa({ parameterSet, publicKey: key.publicKey, ...signed });
    }
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
