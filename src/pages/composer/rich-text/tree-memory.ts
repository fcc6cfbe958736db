/**
 * What was read of a document that goes on changing, as long as it stands: to read a letter again costs what was typed,
 * not what is there. An element is remembered with all that it holds, so a change forgets all that it stands in.
 */
import type { RichNode } from "./rich-tree.ts";

interface Remembered {
  /** Reading depends on it: what is nested too deep is taken as text. */
  readonly depth: number;
  readonly nodes: readonly RichNode[];
}

const EVERYTHING = { subtree: true, childList: true, characterData: true, attributes: true } as const;

export class TreeMemory {
  readonly #root: Node;
  readonly #observer: MutationObserver;
  #remembered = new WeakMap<Node, Remembered>();

  constructor(root: Node) {
    this.#root = root;
    this.#observer = new MutationObserver((records) => this.#forget(records));
    this.#observer.observe(root, EVERYTHING);
  }

  /** To be called before the document is read: what changed a moment ago was not told yet. */
  catchUp(): void {
    this.#forget(this.#observer.takeRecords());
  }

  recall(node: Node, depth: number): readonly RichNode[] | null {
    const found = this.#remembered.get(node);
    return found?.depth === depth ? found.nodes : null;
  }

  keep(node: Node, depth: number, nodes: readonly RichNode[]): void {
    this.#remembered.set(node, { depth, nodes });
  }

  end(): void {
    this.#observer.disconnect();
    this.#remembered = new WeakMap();
  }

  #forget(records: readonly MutationRecord[]): void {
    for (const { target, addedNodes } of records) {
      for (let node: Node | null = target; node !== null && node !== this.#root; node = node.parentNode)
        this.#remembered.delete(node);
      // What comes back may have changed while it stood nowhere, where nobody watched.
      for (const added of addedNodes) this.#forgetWithin(added);
    }
  }

  #forgetWithin(node: Node): void {
    this.#remembered.delete(node);
    for (const child of node.childNodes) this.#forgetWithin(child);
  }
}
