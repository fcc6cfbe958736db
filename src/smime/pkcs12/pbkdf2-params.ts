/** PBKDF2-params (RFC 8018 appendix A.2), shared by PBES2 and PBMAC1. */
import { Fields, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { hmacDigestOf } from "../cms/pbkdf2-params.ts";
import { type DigestName, digestLength, webCryptoHash } from "../crypto/digest.ts";
import { pbkdf2 } from "../crypto/key-derivation.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { limitExceeded, malformed, PKCS12_LIMITS, unsupported, type WorkBudget } from "./limits.ts";

export const PBKDF2 = "1.2.840.113549.1.5.12";

/** @throws SmimeError pkcs12/unsupported-algorithm */
export function hmacDigest(oid: string): DigestName {
  const digest = hmacDigestOf(oid);
  if (digest === null) throw unsupported(oid);
  return digest;
}

export interface Pbkdf2Params {
  readonly salt: Bytes;
  readonly iterations: number;
  /** Null where absent. */
  readonly keyLength: number | null;
  readonly digest: DigestName;
}

/** @throws SmimeError pkcs12/unsupported-algorithm, asn1/malformed */
export function readPbkdf2Params(algorithm: AlgorithmIdentifier): Pbkdf2Params {
  if (algorithm.oid !== PBKDF2) throw unsupported(algorithm.oid);
  if (!algorithm.parameters) throw malformed("PBKDF2-params");
  const fields = new Fields(algorithm.parameters);
  // The other choice, otherSource, was never specified by anyone.
  const salt = octetStringOf(fields.any());
  const iterations = smallInteger(fields.required(TAG.integer));
  const keyLength = fields.optional(TAG.integer);
  const prf = fields.optional(TAG.sequence);
  return {
    salt,
    iterations,
    keyLength: keyLength ? smallInteger(keyLength) : null,
    digest: prf ? hmacDigest(readAlgorithmIdentifier(prf).oid) : "sha-1",
  };
}

/** @throws SmimeError pkcs12/limit-exceeded */
export async function derive(
  password: Bytes,
  params: Pbkdf2Params,
  length: number,
  budget: WorkBudget,
): Promise<Bytes> {
  if (length > PKCS12_LIMITS.keyOctets) throw limitExceeded("keyOctets");
  const { digest, salt, iterations } = params;
  const blocks = Math.ceil(length / digestLength(digest));
  budget.charge(iterations, blocks, digest, webCryptoHash(digest) === null ? "javascript" : "webcrypto");
  return pbkdf2(password, { digest, salt, iterations, length });
}
