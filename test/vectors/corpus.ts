/** Public vectors, read where they lie: `WAXWING_CONFORMANCE`, or `../shared/conformance` beside the project's root. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Bytes } from "../../src/smime/bytes.ts";

const ROOT = process.env["WAXWING_CONFORMANCE"] ?? resolve(import.meta.dirname, "../../../shared/conformance");

export function hasCorpus(path: string): boolean {
  return existsSync(join(ROOT, path));
}

export function corpusFile(path: string): Bytes {
  return new Uint8Array(readFileSync(join(ROOT, path)));
}

export function corpusText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** The caller states the shape: these files are fixed. */
export function corpusJson<T>(path: string): T {
  return JSON.parse(corpusText(path));
}

export function corpusNames(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder)).toSorted();
}
