/** An input that broke a promise, written down with the world it was read in, so that it can be read again. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Bytes } from "../../src/smime/bytes.ts";
import { fingerprint } from "./opened-world.ts";
import { freeze, type TargetName, thaw, type World } from "./world.ts";

export interface Finding {
  readonly target: TargetName;
  /** The message and where it came from; "hang" or "memory" where the reading had to be ended. */
  readonly problem: string;
  readonly stack: string;
  readonly input: Bytes;
  readonly world: World;
}

const FOLDER = "fuzz-findings";

/** The file it was written to. */
export function writeFinding(finding: Finding): string {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${finding.target}-${fingerprint(finding.input).slice(0, 12)}.json`);
  const { world } = finding;
  // Seeds say what was signed and sealed; none is left out.
  writeFileSync(file, freeze({ ...finding, world }));
  return file;
}

export function readFinding(file: string): Finding {
  return thaw(readFileSync(file, "utf8")) as Finding;
}
