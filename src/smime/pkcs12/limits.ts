/** Limits of the PKCS #12 reader. Each stops an attack named beside it; each has a test in `test/smime/pkcs12`. */
import { SmimeError } from "../errors.ts";

export const PKCS12_LIMITS = {
  /** Octets of the file: honest ones hold a handful of certificates. */
  fileOctets: 8 * 1024 * 1024,
  /** Iterations of one key derivation. RFC 8018 names no bound; honest producers stay below two million. */
  iterations: 10_000_000,
  /**
   * Work for the whole file, in PBKDF2 blocks of WebCrypto: about ten seconds. One iteration in JavaScript counts for
   * ten, and every password form tried counts, so neither many bags nor many iterations can hold the worker.
   */
  work: 30_000_000,
  /** Octets of a derived key: RFC 9579 allows MAC keys of any length, and 256 octets have been seen. */
  keyOctets: 512,
  /** SafeContents inside SafeContents. */
  depth: 8,
  /** Bags in all. */
  bags: 2_000,
} as const;

export function limitExceeded(limit: keyof typeof PKCS12_LIMITS): SmimeError<"pkcs12/limit-exceeded"> {
  return new SmimeError("pkcs12/limit-exceeded", { limit });
}

export function malformed(structure: string): SmimeError<"pkcs12/malformed"> {
  return new SmimeError("pkcs12/malformed", { structure });
}

export function unsupported(oid: string): SmimeError<"pkcs12/unsupported-algorithm"> {
  return new SmimeError("pkcs12/unsupported-algorithm", { oid });
}

/** How much slower one iteration is in JavaScript than in WebCrypto, measured with SHA-1 and SHA-256. */
const JAVASCRIPT_FACTOR = 10;

/** What one file may still cost. Charged before the work is done. */
export class WorkBudget {
  #left: number = PKCS12_LIMITS.work;

  /** @throws SmimeError pkcs12/limit-exceeded, pkcs12/malformed for an iteration count below one */
  charge(iterations: number, blocks: number, where: "webcrypto" | "javascript"): void {
    if (iterations < 1) throw malformed("iterationCount");
    if (iterations > PKCS12_LIMITS.iterations) throw limitExceeded("iterations");
    this.#left -= iterations * blocks * (where === "webcrypto" ? 1 : JAVASCRIPT_FACTOR);
    if (this.#left < 0) throw limitExceeded("work");
  }
}
