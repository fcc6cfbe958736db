/** Everything a rig starts or writes, owned by one object that ends it: at the end, on Ctrl+C, and after a crash. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, cpSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Runs its arguments in a process group of their own. The group is ended when standard input closes, which the kernel
 * sees to even when this process is killed.
 */
const LEASH = '("$@" </dev/null; kill $$) & cat >/dev/null; trap "" TERM; kill -TERM 0; sleep 0.5; kill -KILL 0';
const SWEEP = 'cat >/dev/null; sleep 4; rm -rf -- "$1"';

/** Removes the folder some seconds after this process is gone, however it went; does not keep it running. */
function sweepAfter(folder: string): void {
  const child = spawn("sh", ["-c", SWEEP, "sh", folder], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
}

export class Lifetime {
  /** A new folder, readable by the mail server's users, removed at the end. */
  readonly folder: string;
  readonly #undo: (() => unknown)[] = [];
  readonly #processes = new Set<ChildProcess>();
  #ended: Promise<void> | null = null;
  readonly #onSignal = (signal: NodeJS.Signals) => {
    void this.end().finally(() => process.exit(signal === "SIGINT" ? 130 : 143));
  };

  constructor(name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `${name}-`));
    chmodSync(this.folder, 0o755);
    mkdirSync(join(this.folder, "logs"));
    sweepAfter(this.folder);
    process.on("SIGINT", this.#onSignal).on("SIGTERM", this.#onSignal);
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  /** Runs `undo` at the end; what was last deferred is undone first. */
  defer(undo: () => unknown): void {
    this.#undo.push(undo);
  }

  /** Starts a program that runs as long as this lifetime; what it prints goes to `logs/<name>.log`. */
  start(name: string, command: readonly string[], env: Readonly<Record<string, string>> = {}): void {
    const log = createWriteStream(this.path("logs", `${name}.log`), { flags: "a" });
    const child = spawn("sh", ["-c", LEASH, "sh", ...command], {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    child.stdin.on("error", () => {});
    this.#processes.add(child);
    child.on("exit", () => this.#processes.delete(child));
  }

  /** Copies the logs to `destination`, for a look after a failure. */
  keepLogs(destination: string): void {
    if (!existsSync(this.path("logs"))) return;
    mkdirSync(destination, { recursive: true });
    cpSync(this.path("logs"), destination, { recursive: true });
  }

  end(): Promise<void> {
    this.#ended ??= this.#end();
    return this.#ended;
  }

  async #end(): Promise<void> {
    process.off("SIGINT", this.#onSignal).off("SIGTERM", this.#onSignal);
    for (const undo of this.#undo.toReversed()) await undo();
    const exits = [...this.#processes].map((child) => new Promise((resolve) => child.once("exit", resolve)));
    for (const child of this.#processes) child.stdin?.end();
    await Promise.race([Promise.all(exits), new Promise((resolve) => setTimeout(resolve, 4000).unref())]);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}
