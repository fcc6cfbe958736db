import type { RootIndex } from "../../src/smime/x509/roots/root-index.ts";

export interface EmailRoot {
  readonly der: Uint8Array;
  /** ISO 8601. */
  readonly distrustAfter: string | null;
}
export function readEmailRoots(certdata: string): readonly EmailRoot[];
export function indexRoots(
  roots: readonly EmailRoot[],
  subjectKey: (der: Uint8Array<ArrayBuffer>) => string,
): RootIndex;
