/** Limits of certification path work. Each is far above any honest path and bounds what a stranger's message can cost. */
export const PATH_LIMITS = {
  /** Certificates in one path, target and anchor included. */
  length: 32,
  /** Certificates considered that share one subject. */
  sameSubject: 128,
  /** Partial paths taken up: cross-certified authorities multiply them without end. */
  partialPaths: 2_000,
  /** Complete paths validated. */
  completePaths: 64,
  /** Signatures verified, CRLs and OCSP responses included. */
  signatures: 256,
  /** Names of one certificate times subtrees above it. */
  nameComparisons: 250_000,
  /** CRL issuers whose status rests on CRLs of other issuers, and so on. */
  revocationDepth: 4,
} as const;

/** What one request has spent, nested validations of CRL issuers included. */
export class PathWork {
  #spent = { partialPaths: 0, completePaths: 0, signatures: 0 };
  #exhausted = false;

  /** Counts one; false once the limit is reached. */
  spend(kind: "partialPaths" | "completePaths" | "signatures"): boolean {
    if (++this.#spent[kind] <= PATH_LIMITS[kind]) return true;
    this.#exhausted = true;
    return false;
  }

  /** Something was left out because of a limit, so that a refusal may be wrong. */
  markExhausted(): void {
    this.#exhausted = true;
  }

  get exhausted(): boolean {
    return this.#exhausted;
  }
}
