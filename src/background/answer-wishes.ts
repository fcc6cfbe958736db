/**
 * What a person asked for in a viewer, on its way to the form that the webmail opens for it. Only the viewer's own frame
 * says so, to the content script around it: no page can bring a wish about, and a form that opens by itself finds none.
 */
import type { SessionMemory } from "../platform/platform.ts";
import type { AnswerWish } from "../protocol/answers.ts";
import type { Clock } from "../vault/lock.ts";

const MEMORY = "answer-wish";

/** Milliseconds. A webmail that takes longer to open a form was left, or the person went another way. */
const LONGEST = 30_000;

interface Kept extends AnswerWish {
  readonly origin: string;
  readonly at: number;
}

function isKept(value: unknown): value is Kept {
  return typeof value === "object" && value !== null && "origin" in value && "message" in value && "at" in value;
}

export class AnswerWishes {
  readonly #memory: SessionMemory;
  readonly #clock: Clock;

  constructor(memory: SessionMemory, clock: Clock) {
    this.#memory = memory;
    this.#clock = clock;
  }

  async put(origin: string, { intent, message }: AnswerWish): Promise<void> {
    const kept: Kept = { intent, message, origin, at: this.#clock() };
    await this.#memory.write(MEMORY, kept);
  }

  /** By the site and not by the tab: some webmails open their form in a window of its own. */
  async claim(origin: string): Promise<AnswerWish | null> {
    const kept = await this.#memory.read(MEMORY);
    if (!isKept(kept) || kept.origin !== origin) return null;
    await this.#memory.remove(MEMORY);
    const { intent, message, at } = kept;
    return this.#clock() - at < LONGEST ? { intent, message } : null;
  }
}
