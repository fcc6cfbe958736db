/** PBKDF2-params (RFC 8018 appendix A.2) as messages name them, and the key they derive from a password. */
import { Fields, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { type DigestName, webCryptoHash } from "../crypto/digest.ts";
import { pbkdf2 } from "../crypto/key-derivation.ts";
import { SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { CMS_LIMITS } from "./limits.ts";

const PBKDF2 = "1.2.840.113549.1.5.12";

/** The HMAC algorithms of RFC 8018 appendix B.1.2. */
const HMAC_DIGEST: ReadonlyMap<string, DigestName> = new Map([
  ["1.2.840.113549.2.6", "md5"],
  ["1.2.840.113549.2.7", "sha-1"],
  ["1.2.840.113549.2.8", "sha-224"],
  ["1.2.840.113549.2.9", "sha-256"],
  ["1.2.840.113549.2.10", "sha-384"],
  ["1.2.840.113549.2.11", "sha-512"],
  ["1.2.840.113549.2.12", "sha-512/224"],
  ["1.2.840.113549.2.13", "sha-512/256"],
]);

/** Null: an HMAC Waxwing does not compute. */
export function hmacDigestOf(oid: string): DigestName | null {
  return HMAC_DIGEST.get(oid) ?? null;
}

/** How many iterations one message may still cost. Charged before the work is done. */
export class DerivationBudget {
  #left: number = CMS_LIMITS.passwordIterations;

  /** @throws SmimeError cms/limit-exceeded */
  charge(iterations: number): void {
    this.#left -= iterations;
    if (this.#left < 0) throw new SmimeError("cms/limit-exceeded", { limit: "passwordIterations" });
  }
}

export interface PasswordDerivation {
  /** Octets of the key, where the parameters say. */
  readonly keyLength: number | null;
  /** @throws SmimeError cms/limit-exceeded */
  derive(password: Bytes, length: number, budget: DerivationBudget): Promise<Bytes>;
}

/** Digests WebCrypto lacks would take too long in JavaScript. */
function prfDigest(algorithm: AlgorithmIdentifier | null): DigestName {
  if (!algorithm) return "sha-1";
  const digest = hmacDigestOf(algorithm.oid);
  if (digest === null || webCryptoHash(digest) === null)
    throw new SmimeError("cms/unsupported-algorithm", { oid: algorithm.oid });
  return digest;
}

/** @throws SmimeError cms/unsupported-algorithm, asn1/malformed */
export function readPbkdf2({ oid, parameters }: AlgorithmIdentifier): PasswordDerivation {
  if (oid !== PBKDF2 || !parameters) throw new SmimeError("cms/unsupported-algorithm", { oid });
  const fields = new Fields(parameters);
  const salt = octetStringOf(fields.any());
  const iterations = smallInteger(fields.required(TAG.integer));
  const keyLength = fields.optional(TAG.integer);
  const prf = fields.optional(TAG.sequence);
  const digest = prfDigest(prf && readAlgorithmIdentifier(prf));
  return {
    keyLength: keyLength && smallInteger(keyLength),
    derive: async (password, length, budget) => {
      budget.charge(iterations);
      return pbkdf2(password, { digest, salt, iterations: Math.max(1, iterations), length });
    },
  };
}
