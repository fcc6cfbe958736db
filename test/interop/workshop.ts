/** A throw-away folder for one run, and the programs run in it. Nothing outside the folder is written. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The other party said no. The message is its own words, or where they are written. */
export class Refusal extends Error {}

export interface Ran {
  readonly status: number;
  readonly stdout: Buffer;
  readonly said: string;
}

export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), "wxi-"));
  #count = 0;

  /** A path for a new file. */
  fresh(suffix: string): string {
    this.#count += 1;
    return join(this.folder, `${this.#count}${suffix}`);
  }

  /** Path of a new file with these octets. */
  put(octets: Uint8Array | string, suffix = ".bin"): string {
    const path = this.fresh(suffix);
    writeFileSync(path, octets);
    return path;
  }

  /** Runs a program to its end. @throws Refusal with what it said where it fails */
  run(program: string, words: readonly string[], more: { input?: string; env?: NodeJS.ProcessEnv } = {}): Ran {
    const { status, stdout, stderr } = spawnSync(program, [...words], {
      cwd: this.folder,
      input: more.input ?? "",
      env: { ...process.env, LC_ALL: "C.UTF-8", ...more.env },
      maxBuffer: 2 ** 28,
      timeout: 120_000,
    });
    const said = (stderr ?? "").toString().trim();
    if (status !== 0) throw new Refusal(said === "" ? `${program} ended with status ${status}` : said);
    return { status, stdout, said };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Null where the program is not installed. */
export function firstLine(program: string, words: readonly string[]): string | null {
  const { error, stdout, stderr } = spawnSync(program, [...words], { encoding: "utf8" });
  if (error) return null;
  return `${stdout}${stderr}`.split("\n")[0] ?? "";
}

/** Version of a Debian package, for programs that do not tell their own; null where dpkg does not know it. */
export function packageVersion(name: string): string | null {
  const { error, status, stdout } = spawnSync("dpkg-query", ["-W", "-f=${Version}", name], { encoding: "utf8" });
  return error || status !== 0 ? null : stdout.trim();
}

export function read(path: string): Buffer {
  return readFileSync(path);
}
