/** Wycheproof files: groups of tests, each with the result a sound implementation gives. */
import { corpusJson, hasCorpus } from "./corpus.ts";

export interface WycheproofTest {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly result: "valid" | "acceptable" | "invalid";
}

export interface WycheproofFile<G, T> {
  readonly numberOfTests: number;
  readonly testGroups: readonly (G & { readonly tests: readonly (T & WycheproofTest)[] })[];
}

export const hasWycheproof = hasCorpus("wycheproof");

export { hex } from "../smime/hex.ts";

export function wycheproof<G, T>(name: string): WycheproofFile<G, T> {
  return corpusJson<WycheproofFile<G, T>>(`wycheproof/${name}_test.json`);
}

export interface Outcome {
  readonly tests: number;
  /** Tests whose result is not the stated one, by number and comment. */
  readonly wrong: readonly string[];
}

/**
 * Runs every test of a file. `accepts` says whether the implementation takes the input and, where there is an output,
 * gives the stated one. "acceptable" tests may go either way, but must not throw.
 */
export async function judge<G, T>(
  name: string,
  accepts: (test: T & WycheproofTest, group: G) => Promise<boolean> | boolean,
): Promise<Outcome> {
  const wrong: string[] = [];
  let tests = 0;
  for (const group of wycheproof<G, T>(name).testGroups)
    for (const test of group.tests) {
      tests++;
      const accepted = await accepts(test, group);
      if (test.result !== "acceptable" && accepted !== (test.result === "valid"))
        wrong.push(`${test.tcId} ${test.comment} (${test.flags.join(", ")})`);
    }
  return { tests, wrong };
}
