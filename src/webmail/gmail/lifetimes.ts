/** Which of the things on a page are still there: each has a lifetime, which ends when it goes or becomes another. */

export interface Present {
  readonly element: HTMLElement;
  /** It is another thing, on the same element, as soon as one of these differs. */
  readonly identity: readonly unknown[];
  readonly begin: (lifetime: AbortSignal) => void;
}

interface Living {
  readonly identity: readonly unknown[];
  readonly end: AbortController;
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}

/** Begun in one task: a page must not stand still for all of a long conversation. */
const MOST_AT_ONCE = 8;

export class Lifetimes {
  readonly #living = new Map<HTMLElement, Living>();
  readonly #waiting: (() => void)[] = [];
  readonly #signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  get size(): number {
    return this.#living.size;
  }

  /** Ends what is not present any more, then begins what is new: the first few at once, more than that in tasks of their own. */
  renew(present: readonly Present[]): void {
    const waited = this.#waiting.length > 0;
    const now = new Map(present.map((one) => [one.element, one]));
    for (const [element, { identity, end }] of this.#living) {
      const still = now.get(element);
      if (still !== undefined && isSame(still.identity, identity)) continue;
      this.#living.delete(element);
      end.abort();
    }
    for (const { element, identity, begin } of now.values()) {
      if (this.#living.has(element)) continue;
      const end = new AbortController();
      this.#living.set(element, { identity, end });
      const lifetime = AbortSignal.any([this.#signal, end.signal]);
      this.#waiting.push(() => void (lifetime.aborted || begin(lifetime)));
    }
    if (!waited) this.#beginSome();
  }

  #beginSome(): void {
    const some = this.#waiting.splice(0, MOST_AT_ONCE);
    if (this.#waiting.length > 0) setTimeout(() => this.#beginSome());
    for (const begin of some) begin();
  }
}
