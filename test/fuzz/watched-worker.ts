/**
 * A thread that reads, and the watch kept on it from outside: a reading that does not end, or that eats the memory, ends
 * the thread, and the input that did it is still there to be named.
 */
import { Worker } from "node:worker_threads";
import type { Bytes } from "../../src/smime/bytes.ts";
import type { Problem, Statistics } from "./fuzzer.ts";
import type { TargetName, World } from "./world.ts";

export interface Task {
  readonly world: World;
  readonly target: TargetName;
  readonly seed: number;
  readonly seconds: number;
  readonly kept: readonly Bytes[];
  /** The only input to read, once; null to make inputs. */
  readonly replay: Bytes | null;
}

export interface Outcome {
  readonly problems: readonly Problem[];
  readonly statistics: Statistics;
  /** Inputs worth keeping, the seeds not among them. */
  readonly kept: readonly Bytes[];
  readonly characters: number;
}

const INPUT_OCTETS = 256 * 1024;
const HEADER = 8;

/** Where the thread writes down what it is about to read: a count, a length, the octets. */
export class Slate {
  readonly buffer: SharedArrayBuffer;
  readonly #numbers: Int32Array;
  readonly #octets: Uint8Array;

  constructor(buffer = new SharedArrayBuffer(HEADER + INPUT_OCTETS)) {
    this.buffer = buffer;
    this.#numbers = new Int32Array(buffer, 0, 2);
    this.#octets = new Uint8Array(buffer, HEADER);
  }

  write(input: Bytes): void {
    const octets = input.subarray(0, INPUT_OCTETS);
    this.#octets.set(octets);
    Atomics.store(this.#numbers, 1, octets.length);
    Atomics.add(this.#numbers, 0, 1);
  }

  /** Inputs written so far. */
  get count(): number {
    return Atomics.load(this.#numbers, 0);
  }

  get input(): Bytes {
    return Uint8Array.from(this.#octets.subarray(0, Atomics.load(this.#numbers, 1)));
  }
}

/** What one thread came to: its own report, or why it had to be ended and by which input. */
export type Ending =
  | { readonly kind: "outcome"; readonly outcome: Outcome }
  | { readonly kind: "ended"; readonly problem: Problem };

export interface Watch {
  /** Milliseconds one reading may take: key files and passwords may ask for ten seconds of derivation. */
  readonly patience: number;
  /** Megabytes of JavaScript objects, beyond which a thread is ended. */
  readonly heap: number;
  readonly thread: URL;
}

const WATCH: Watch = { patience: 30_000, heap: 1024, thread: new URL("./worker.mjs", import.meta.url) };

/** Runs a task to its end, or to the end of our patience. */
export function runWatched(task: Task, { patience, heap, thread }: Watch = WATCH): Promise<Ending> {
  const slate = new Slate();
  const worker = new Worker(thread, {
    workerData: { task, buffer: slate.buffer },
    resourceLimits: { maxOldGenerationSizeMb: heap },
  });
  return new Promise((resolve) => {
    let [seen, since] = [-1, performance.now()];
    const end = (ending: Ending) => {
      clearInterval(watch);
      void worker.terminate().then(() => resolve(ending));
    };
    const ended = (name: string, stack = "") => end({ kind: "ended", problem: { input: slate.input, name, stack } });
    const watch = setInterval(() => {
      const { count } = slate;
      if (count !== seen) [seen, since] = [count, performance.now()];
      else if (count > 0 && performance.now() - since > patience) ended("hang");
    }, 250);
    worker.once("message", (outcome: Outcome) => end({ kind: "outcome", outcome }));
    worker.once("error", (error) => ended(/memory/i.test(error.message) ? "memory" : error.message, error.stack));
  });
}
