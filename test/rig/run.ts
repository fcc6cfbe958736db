/** What one test run makes once for all its rigs. */
import { findProgram } from "./browsers.mjs";
import { makeCertificatesOnce } from "./certificates.ts";

/** Vitest calls this before the first file; what it returns, after the last. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  return findProgram("openssl") === null ? undefined : makeCertificatesOnce();
}
