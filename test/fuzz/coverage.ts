/** Which stretches of the engine's sources have run, from V8's own block counters in this thread. */
import { type Profiler, Session } from "node:inspector";

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What ran of a function: its own range without the blocks inside that did not run. Ranges come outermost first. */
function executed({ ranges }: Profiler.FunctionCoverage): readonly Stretch[] {
  const [whole] = ranges;
  if (!whole || whole.count === 0) return [];
  const skipped = ranges.filter(({ count }) => count === 0);
  const out: Stretch[] = [];
  let at = whole.startOffset;
  for (const { startOffset, endOffset } of skipped) {
    if (startOffset > at) out.push({ start: at, end: startOffset });
    at = Math.max(at, endOffset);
  }
  return at < whole.endOffset ? [...out, { start: at, end: whole.endOffset }] : out;
}

const SOURCES = /\/src\/(?:smime|vault)\//;

export class Coverage {
  readonly #session = new Session();
  /** For each script, which characters have run. */
  readonly #reached = new Map<string, Uint8Array>();
  #characters = 0;

  constructor() {
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** Counters since the last time. The session of this thread answers at once. */
  #take(): readonly Profiler.ScriptCoverage[] {
    let result: readonly Profiler.ScriptCoverage[] = [];
    this.#session.post("Profiler.takePreciseCoverage", (error, answer) => {
      if (error) throw error;
      result = answer.result;
    });
    return result.filter(({ url }) => SOURCES.test(url));
  }

  #mapOf(url: string, length: number): Uint8Array {
    const known = this.#reached.get(url);
    if (known && known.length >= length) return known;
    const map = new Uint8Array(length);
    if (known) map.set(known);
    this.#reached.set(url, map);
    return map;
  }

  /** How many characters ran for the first time since the last call; `keep`: they count as known from now on. */
  news(keep: boolean): number {
    let found = 0;
    for (const { url, functions } of this.#take()) {
      const length = Math.max(0, ...functions.map(({ ranges }) => ranges[0]?.endOffset ?? 0));
      const map = this.#mapOf(url, length);
      for (const { start, end } of functions.flatMap(executed))
        for (let at = map.indexOf(0, start); at >= 0 && at < end; at = map.indexOf(0, at + 1)) {
          found += 1;
          if (keep) map[at] = 1;
        }
    }
    if (keep) this.#characters += found;
    return found;
  }

  /** Characters of the engine's sources that have run. */
  get characters(): number {
    return this.#characters;
  }

  close(): void {
    this.#session.disconnect();
  }
}
