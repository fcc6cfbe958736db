/** Looks at a webmail's page again and again, and remembers which words it ever held that it must not. */
import type { Page } from "playwright-core";
import { heldBy } from "./held.ts";
import { betrayed } from "./secrets.ts";

export class Watch {
  readonly page: Page;
  readonly #words: readonly string[];
  readonly #betrayed = new Set<string>();
  readonly #done: Promise<void>;
  #on = true;
  /** Looks that saw the whole page. */
  looks = 0;
  /** The most closed shadow roots that one look saw into. */
  closedRoots = 0;

  constructor(page: Page, words: readonly string[]) {
    this.page = page;
    this.#words = words;
    this.#done = this.#watch();
  }

  async #watch(): Promise<void> {
    while (this.#on && !this.page.isClosed()) {
      await this.#look();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  async #look(): Promise<void> {
    try {
      const { text, closedRoots } = await heldBy(this.page);
      this.looks++;
      this.closedRoots = Math.max(this.closedRoots, closedRoots);
      for (const word of betrayed(text, this.#words)) this.#betrayed.add(word);
    } catch {
      // The page went elsewhere while it was looked at; the next look sees where.
    }
  }

  /** Ends the watch with a last look. @returns the words that were seen */
  async end(): Promise<readonly string[]> {
    this.#on = false;
    await this.#done;
    await this.#look();
    return [...this.#betrayed];
  }
}
