/** Looks at a webmail's page again and again, and remembers which words it ever held that it must not. */
import type { Page } from "playwright-core";
import { heldBy } from "./held.ts";
import { betrayed } from "./secrets.ts";

export class Watch {
  readonly #words: readonly string[];
  readonly #betrayed = new Set<string>();
  readonly #done: Promise<void>;
  #on = true;
  /** Looks that saw the whole page. */
  looks = 0;
  /** The most closed shadow roots that one look saw into. */
  closedRoots = 0;

  constructor(page: Page, words: readonly string[]) {
    this.#words = words;
    this.#done = this.#watch(page);
  }

  async #watch(page: Page): Promise<void> {
    while (this.#on && !page.isClosed()) {
      await this.look(page);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  async look(page: Page): Promise<void> {
    try {
      const { text, closedRoots } = await heldBy(page);
      this.looks++;
      this.closedRoots = Math.max(this.closedRoots, closedRoots);
      for (const word of betrayed(text, this.#words)) this.#betrayed.add(word);
    } catch {
      // The page went elsewhere while it was looked at; the next look sees where.
    }
  }

  /** Ends the watch. @returns the words that were seen */
  async end(): Promise<readonly string[]> {
    this.#on = false;
    await this.#done;
    return [...this.#betrayed];
  }
}
