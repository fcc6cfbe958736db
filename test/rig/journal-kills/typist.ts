/** Somebody who types without looking up, and remembers when each character stood in its field. */
import type { Frame, Page } from "playwright-core";
import type { Random } from "../../fuzz/random.ts";

export const FIELDS = ["To", "Subject", "Message"] as const;

export type Field = (typeof FIELDS)[number];

interface Keystroke {
  readonly field: Field;
  readonly character: string;
  /** Milliseconds since 1970, once the character stood there. */
  readonly at: number;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

export class Typist {
  readonly #random: Random;
  readonly keystrokes: Keystroke[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  #pause(): number {
    const lot = this.#random.below(100);
    if (lot < 3) return 300 + this.#random.below(900);
    return lot < 20 ? 60 + this.#random.below(120) : this.#random.below(40);
  }

  /** Types until the page under the hands is gone: subject and address first in some letters, then text. */
  async typeUntilGone(page: Page, composer: Frame): Promise<void> {
    try {
      for (const field of FIELDS) {
        if (field !== "Message" && this.#random.below(2) === 0) continue;
        await composer.getByLabel(field, { exact: true }).focus();
        const length = field === "Message" ? Number.POSITIVE_INFINITY : 4 + this.#random.below(14);
        for (let i = 0; i < length; i++) await this.#strike(page, field);
      }
    } catch {
      // Gone: what was struck before is written down.
    }
  }

  async #strike(page: Page, field: Field): Promise<void> {
    const character = LETTERS[this.#random.below(LETTERS.length)] ?? "x";
    await page.keyboard.type(character);
    this.keystrokes.push({ field, character, at: Date.now() });
    await new Promise((done) => setTimeout(done, this.#pause()));
  }

  /** What stood in a field before that time. */
  textBefore(field: Field, time: number): string {
    return this.keystrokes
      .filter((stroke) => stroke.field === field && stroke.at < time)
      .map(({ character }) => character)
      .join("");
  }
}
