/** Limits of the PKCS #12 reader. Each stops an attack named beside it; each has a test in `test/smime/pkcs12`. */
import type { Bytes } from "../bytes.ts";
import type { DigestName } from "../crypto/digest.ts";
import { isSmimeError, SmimeError } from "../errors.ts";

export const PKCS12_LIMITS = {
  /** Octets of the file: honest ones hold a handful of certificates. */
  fileOctets: 8 * 1024 * 1024,
  /** Iterations of one key derivation. RFC 8018 names no bound; honest producers stay below two million. */
  iterations: 10_000_000,
  /**
   * Work for the whole file, in PBKDF2 blocks of WebCrypto: some ten seconds. Every password form tried counts, so
   * neither many bags nor many iterations can hold the worker. NSS's 600,000 iterations for the MAC and for each
   * 3DES safe come to 21 million.
   */
  work: 50_000_000,
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

/** What one iteration costs against one of WebCrypto's, measured: in JavaScript words of 64 bits are dear. */
const COST = { webcrypto: 1, javascript: 5, "javascript-64": 20 } as const;

/** Digests whose arithmetic is on words of 64 bits. */
const WIDE: ReadonlySet<DigestName> = new Set(["sha-384", "sha-512", "sha-512/224", "sha-512/256"]);

/** What one file may still cost. Charged before the work is done. */
export class WorkBudget {
  #left: number = PKCS12_LIMITS.work;

  /** @throws SmimeError pkcs12/limit-exceeded, pkcs12/malformed for an iteration count below one */
  charge(iterations: number, blocks: number, digest: DigestName, where: "webcrypto" | "javascript"): void {
    if (iterations < 1) throw malformed("iterationCount");
    if (iterations > PKCS12_LIMITS.iterations) throw limitExceeded("iterations");
    const cost = where === "javascript" && WIDE.has(digest) ? COST["javascript-64"] : COST[where];
    this.#left -= iterations * blocks * cost;
    if (this.#left < 0) throw limitExceeded("work");
  }
}

/**
 * What `attempt` makes of the first form of a password that it accepts; null if it accepts none. The standard form comes
 * first and must be affordable; the others are courtesies that end with the budget.
 * @throws SmimeError pkcs12/limit-exceeded
 */
export async function firstAccepted<T>(
  forms: readonly Bytes[],
  attempt: (form: Bytes) => Promise<T | null>,
): Promise<T | null> {
  for (const [i, form] of forms.entries()) {
    try {
      const accepted = await attempt(form);
      if (accepted !== null) return accepted;
    } catch (error) {
      if (i > 0 && isSmimeError(error, "pkcs12/limit-exceeded")) return null;
      throw error;
    }
  }
  return null;
}
