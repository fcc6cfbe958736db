/** The loop: choose an input, change it, have it read, keep it where it reached something new. */
import type { Bytes } from "../../src/smime/bytes.ts";
import { isSmimeError } from "../../src/smime/errors.ts";
import type { Coverage } from "./coverage.ts";
import type { OpenedWorld } from "./opened-world.ts";
import type { Random } from "./random.ts";
import { TARGET, type Target } from "./targets.ts";
import type { TargetName } from "./world.ts";

/** What went wrong with an input. */
export interface Problem {
  readonly input: Bytes;
  /** The message and where it came from: two problems with one name are one. */
  readonly name: string;
  readonly stack: string;
}

export interface Statistics {
  executions: number;
  /** Inputs that ended in a typed error rather than an answer. */
  refused: number;
  /** Milliseconds. */
  slowest: number;
}

export interface FuzzerOptions {
  readonly target: TargetName;
  /** How the target is read; as `targets.ts` has it if absent. */
  readonly plan?: Target;
  readonly opened: OpenedWorld;
  readonly random: Random;
  /** Null: nothing is kept but the seeds. */
  readonly coverage: Coverage | null;
  /** Inputs that earlier runs kept. */
  readonly kept?: readonly Bytes[];
  /** Told of every input before it is read, so that somebody else can name it when it never ends. */
  readonly before?: (input: Bytes) => void;
}

const BATCH = 64;
const LARGEST = 128 * 1024;
/** Milliseconds: inputs that cost more, key files with honest iteration counts for one, are read once and not changed. */
const SLOW = 100;
const MOST_KEPT = 1_000;
/** Octets that one reading may leave behind in buffers, beyond what it was given. */
const MEMORY = 512 * 1024 * 1024;

function nameOf(error: Error): string {
  const frame = /\((?:file:\/\/)?[^()]*\/((?:src|test\/fuzz)\/[^():]+)/.exec(error.stack ?? "")?.[1] ?? "";
  return `${error.name}: ${error.message.split("\n")[0] ?? ""} ${frame}`;
}

export class Fuzzer {
  readonly statistics: Statistics = { executions: 0, refused: 0, slowest: 0 };
  readonly corpus: Bytes[];
  readonly problems = new Map<string, Problem>();
  readonly #options: FuzzerOptions;
  readonly #target: Target;
  readonly #own: ReadonlySet<Bytes>;

  constructor(options: FuzzerOptions) {
    this.#options = options;
    this.#target = options.plan ?? TARGET[options.target];
    const { seeds } = options.opened.world;
    const own = seeds.filter(({ target }) => target === options.target).map(({ octets }) => octets);
    this.#own = new Set(own);
    this.corpus = [...own, ...(options.kept ?? [])];
  }

  /** Inputs that reached something new: the corpus but for the seeds. */
  get kept(): readonly Bytes[] {
    return this.corpus.filter((input) => !this.#own.has(input));
  }

  #report(input: Bytes, error: unknown): void {
    const fault = error instanceof Error ? error : new Error(String(error));
    const name = nameOf(fault);
    const known = this.problems.get(name);
    if (!known || known.input.length > input.length) this.problems.set(name, { input, name, stack: fault.stack ?? "" });
  }

  async #read(input: Bytes): Promise<void> {
    this.#options.before?.(input);
    const begun = performance.now();
    const buffers = process.memoryUsage().arrayBuffers;
    try {
      await this.#target.check(input, this.#options.opened);
    } catch (error) {
      if (isSmimeError(error)) this.statistics.refused += 1;
      else this.#report(input, error);
    }
    this.statistics.executions += 1;
    this.statistics.slowest = Math.max(this.statistics.slowest, performance.now() - begun);
    if (process.memoryUsage().arrayBuffers - buffers > MEMORY) this.#report(input, new Error("memory"));
  }

  #change(input: Bytes): Bytes {
    const { random } = this.#options;
    let changed = input;
    for (let i = 0; i < 1 + random.below(random.chance(3) ? 6 : 2); i++)
      changed = random.pick(this.#target.mutations)(changed, { random, other: random.pick(this.corpus) });
    return changed.slice(0, LARGEST);
  }

  /** Finds those of the inputs that reach something new, and keeps them. */
  async #keep(inputs: readonly Bytes[], coverage: Coverage): Promise<void> {
    for (const input of inputs) await this.#read(input);
    const [only] = inputs;
    if (inputs.length > 1) {
      if (coverage.news(false) === 0) return;
      await this.#keep(inputs.slice(0, inputs.length >> 1), coverage);
      await this.#keep(inputs.slice(inputs.length >> 1), coverage);
    } else if (only && coverage.news(true) > 0 && this.corpus.length < MOST_KEPT) this.corpus.push(only);
  }

  /** Reads the seeds themselves, which must all be answered as they should. */
  async begin(): Promise<void> {
    for (const input of this.corpus.slice()) {
      const begun = performance.now();
      await this.#read(input);
      const isSlow = this.#options.coverage !== null && performance.now() - begun > SLOW;
      if (isSlow && this.corpus.length > 1) this.corpus.splice(this.corpus.indexOf(input), 1);
    }
    this.#options.coverage?.news(true);
  }

  /** Some dozens of inputs. */
  async batch(): Promise<void> {
    const { random, coverage } = this.#options;
    const inputs = Array.from({ length: BATCH }, () => this.#change(random.pick(this.corpus)));
    if (!coverage) for (const input of inputs) await this.#read(input);
    else await this.#keep(inputs, coverage);
  }
}
