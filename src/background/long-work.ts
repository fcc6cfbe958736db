/** Work long enough to be watched and called off, by a name that whoever asked for it knows. It is lost with the worker. */
import { SmimeError } from "../smime/errors.ts";
import type { Pace } from "../smime/pace.ts";
import { nextTurn } from "./next-turn.ts";

export class RunningWork {
  readonly #calledOff = new AbortController();
  #fraction = 0;

  /** From 0 to 1. */
  get fraction(): number {
    return this.#fraction;
  }

  callOff(): void {
    this.#calledOff.abort();
  }

  /** @throws SmimeError protocol/called-off */
  goOn(): void {
    if (this.#calledOff.signal.aborted) throw new SmimeError("protocol/called-off", {});
  }

  /** For one of several parts of about the same size. */
  pace(part = 0, parts = 1): Pace {
    return async (done, total) => {
      this.#fraction = (part + (total === 0 ? 1 : done / total)) / parts;
      await nextTurn();
      this.goOn();
    };
  }
}

export class LongWork {
  readonly #running = new Map<string, Set<RunningWork>>();

  /** @throws SmimeError protocol/called-off, even where the work was done by then */
  async run<T>(name: string, work: (running: RunningWork) => Promise<T>): Promise<T> {
    const running = new RunningWork();
    const all = this.#running.get(name) ?? new Set();
    this.#running.set(name, all.add(running));
    try {
      const result = await work(running);
      running.goOn();
      return result;
    } finally {
      all.delete(running);
      if (all.size === 0) this.#running.delete(name);
    }
  }

  /** Null where nothing of this name is under way. */
  fractionOf(name: string): number | null {
    const [first] = this.#running.get(name) ?? [];
    return first?.fraction ?? null;
  }

  callOff(name: string): void {
    for (const running of this.#running.get(name) ?? []) running.callOff();
  }
}
