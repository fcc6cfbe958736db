/**
 * The editor in the composer: Squire between two allow-lists. What goes in was cleaned, what comes out is read by
 * `read-tree.ts`; nothing that the editor or a browser's own menu adds reaches a letter.
 */
import Squire from "squire-rte";
import type { RichText } from "../../../smime/verdict/display.ts";
import { cleanHtml } from "./clean-html.ts";
import type { InlineImages } from "./inline-images.ts";
import { readTree } from "./read-tree.ts";
import { imagesIn, type RichNode } from "./rich-tree.ts";
import { fragmentOf } from "./tree-dom.ts";
import { htmlOf } from "./tree-html.ts";
import { TreeMemory } from "./tree-memory.ts";
import { textOf } from "./tree-text.ts";

/** What a letter keeps of the editor's content. */
export interface WrittenText {
  readonly text: string;
  readonly rich: RichText;
}

/** Milliseconds from a change until the text is read: what follows a change is felt where it comes with every key. */
const PAUSE = 200;

/** Characters from which on only the last steps can be undone. */
const UNDO = { documentSizeThreshold: 50_000, undoLimit: 50 };

export interface EditorWishes {
  readonly html: string;
  readonly images: InlineImages;
  readonly onWritten: (written: WrittenText) => void;
}

/** Tab leaves the editor, from lists too: the keyboard is never caught. PageUp and PageDown stay what they are. */
const LEFT_ALONE = ["Tab", "Shift-Tab", "PageUp", "PageDown"];

function writtenIn(nodes: readonly RichNode[], images: InlineImages): WrittenText {
  return { text: textOf(nodes), rich: { html: htmlOf(nodes), images: images.named(imagesIn(nodes)) } };
}

export class RichEditor {
  readonly squire: Squire;
  readonly #root: HTMLElement;
  readonly #wishes: EditorWishes;
  readonly #memory: TreeMemory;
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** The HTML last handed over, and before that what it began with: the editor also tells of its own first content. */
  #told: string;

  constructor(root: HTMLElement, wishes: EditorWishes) {
    const { html, images } = wishes;
    this.#root = root;
    this.#wishes = wishes;
    this.#memory = new TreeMemory(root);
    // Before the editor's own listener.
    root.addEventListener("focus", () => this.#keepPlace(), { capture: true });
    this.squire = new Squire(root, {
      undo: UNDO,
      sanitizeToDOMFragment: (source) => fragmentOf(cleanHtml(source, images.find), images.addressOf),
      didError: (error: unknown) => reportError(error),
    });
    for (const key of LEFT_ALONE) this.squire.setKeyHandler(key, null);
    this.squire.setHTML(html);
    this.squire.moveCursorToStart();
    this.#told = writtenIn(this.read(), images).rich.html;
    this.squire.addEventListener("input", () => this.#later());
    this.squire.addEventListener("blur", () => this.settle());
  }

  /**
   * On taking the focus the editor goes back to where it last saw the cursor. In a frame that was focused from outside,
   * keys may have come before it saw anything: the cursor stays where the browser has it, as long as that is in the text.
   */
  #keepPlace(): void {
    const selection = document.getSelection();
    if (selection === null || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (this.#root.contains(range.commonAncestorContainer)) this.squire.setSelection(range.cloneRange());
  }

  #later(): void {
    // Not put off by the next key: who types without a pause is to lose nothing.
    this.#timer ??= setTimeout(() => this.settle(), PAUSE);
  }

  read(): readonly RichNode[] {
    this.#memory.catchUp();
    return readTree(this.#root, this.#wishes.images.find, this.#memory);
  }

  /** Hands over what was typed since the last time. */
  settle(): void {
    // Whether or not the editor told of a change: it does so a little later.
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const written = writtenIn(this.read(), this.#wishes.images);
    if (written.rich.html === this.#told) return;
    this.#told = written.rich.html;
    this.#wishes.onWritten(written);
  }

  insertImage(address: string, alt: string): void {
    this.squire.insertImage(address, { alt });
    this.#later();
  }

  destroy(): void {
    this.settle();
    this.#memory.end();
    this.squire.destroy();
  }
}
