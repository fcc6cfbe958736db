/**
 * Reads a document, the editor's or one that somebody else wrote, as formatted text. Only what is named here is taken;
 * of everything else its text at most. Nothing is fetched: an address of a picture is looked up, never followed.
 */
import { LINK_TARGET, PLAIN_TAGS, type PlainTag } from "../../../protocol/letter-html.ts";
import { imagesIn, isInline, type RichNode } from "./rich-tree.ts";
import type { TreeMemory } from "./tree-memory.ts";

/** Content-ID of the picture with this address, where the letter carries one; else null. */
export type FindImage = (address: string) => string | null;

/** Other names of the same. */
const ALIASES: ReadonlyMap<string, PlainTag> = new Map([
  ["strong", "b"],
  ["em", "i"],
  ["ins", "u"],
  ["del", "s"],
  ["strike", "s"],
  ["tt", "code"],
  ["kbd", "code"],
  ["h4", "h3"],
  ["h5", "h3"],
  ["h6", "h3"],
  ["dl", "div"],
  ["dt", "div"],
  ["dd", "div"],
  ["section", "div"],
  ["article", "div"],
  ["header", "div"],
  ["footer", "div"],
  ["main", "div"],
  ["aside", "div"],
  ["address", "div"],
  ["center", "div"],
  ["caption", "div"],
  ["thead", "tbody"],
  ["tfoot", "tbody"],
]);
/** Their text is not for readers. */
const SILENT: ReadonlySet<string> = new Set(
  "applet audio base button canvas datalist dialog embed frame frameset head iframe input link map math meta noscript object option script select style svg template textarea title video".split(
    " ",
  ),
);
/** Deeper nesting than people make is taken as its text. */
const DEEPEST = 100;

function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

function plainTag(name: string): PlainTag | null {
  const tag = ALIASES.get(name) ?? name;
  return PLAIN_TAGS.find((known) => known === tag) ?? null;
}

function pixels(value: string | null | undefined): number | null {
  const number = Math.round(Number.parseFloat(value ?? ""));
  return number > 0 && number < 10_000 ? number : null;
}

function styleOf(element: Element, property: string): string {
  const style = element.getAttribute("style");
  if (style === null) return "";
  const found = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i").exec(style);
  return (found?.[1] ?? "").trim().toLowerCase();
}

/** Word processors write bold and the like as styles, and as their opposite on an element that means the thing. */
function styledTags(element: Element): readonly PlainTag[] {
  const weight = styleOf(element, "font-weight");
  const line = `${styleOf(element, "text-decoration")} ${styleOf(element, "text-decoration-line")}`;
  const tags: PlainTag[] = [];
  if (weight === "bold" || weight === "bolder" || Number(weight) >= 600) tags.push("b");
  if (styleOf(element, "font-style") === "italic") tags.push("i");
  if (line.includes("underline") && element.localName !== "a") tags.push("u");
  if (line.includes("line-through")) tags.push("s");
  return tags;
}

function isUndone(element: Element, tag: PlainTag): boolean {
  const weight = styleOf(element, "font-weight");
  if (tag === "b") return weight === "normal" || weight === "400";
  return tag === "i" && styleOf(element, "font-style") === "normal";
}

class TreeReader {
  readonly #findImage: FindImage;
  readonly #memory: TreeMemory | null;

  constructor(findImage: FindImage, memory: TreeMemory | null) {
    this.#findImage = findImage;
    this.#memory = memory;
  }

  children(parent: Node, depth: number): readonly RichNode[] {
    if (depth > DEEPEST) return [parent.textContent ?? ""];
    return [...parent.childNodes].flatMap((node) => this.#read(node, depth + 1));
  }

  #read(node: Node, depth: number): readonly RichNode[] {
    // The editor marks the place of the cursor with a space of no width.
    if (node.nodeType === 3) return [(node.nodeValue ?? "").replaceAll("\u200b", "")].filter((text) => text !== "");
    if (!isElement(node) || SILENT.has(node.localName)) return [];
    const memory = this.#memory;
    // A picture may be one of ours the next time.
    if (memory === null || node.localName === "img") return this.#readElement(node, depth);
    const known = memory.recall(node, depth);
    if (known !== null) return known;
    const read = this.#readElement(node, depth);
    memory.keep(node, depth, read);
    return read;
  }

  #readElement(node: Element, depth: number): readonly RichNode[] {
    switch (node.localName) {
      case "br":
      case "hr":
        return [{ tag: node.localName }];
      case "img":
        return this.#image(node);
      case "a":
        return this.#link(node, depth);
      case "blockquote":
        return [{ tag: "blockquote", children: this.children(node, depth) }];
      default:
        return this.#element(node, depth);
    }
  }

  #image(image: Element): readonly RichNode[] {
    const contentId = this.#findImage(image.getAttribute("src") ?? "");
    if (contentId === null) return [];
    const width = pixels(styleOf(image, "width")) ?? pixels(image.getAttribute("width"));
    return [{ tag: "img", contentId, alt: image.getAttribute("alt") ?? "", width }];
  }

  #link(link: Element, depth: number): readonly RichNode[] {
    const href = (link.getAttribute("href") ?? "").trim();
    const children = this.#styled(link, depth);
    const leads = LINK_TARGET.test(href) && URL.canParse(href) && children.every(isInline);
    const seen = imagesIn(children).size > 0 || (link.textContent ?? "").trim() !== "";
    return leads && seen ? [{ tag: "a", href, children }] : children;
  }

  #element(element: Element, depth: number): readonly RichNode[] {
    const tag = plainTag(element.localName);
    if (tag === null || isUndone(element, tag)) return this.#styled(element, depth);
    return [{ tag, children: this.#styled(element, depth) }];
  }

  #styled(element: Element, depth: number): readonly RichNode[] {
    const children = this.children(element, depth);
    if (!children.every(isInline) || children.length === 0) return children;
    return styledTags(element).reduce<readonly RichNode[]>((inner, tag) => [{ tag, children: inner }], children);
  }
}

/** @param memory of the same document, for what did not change since it was read the last time */
export function readTree(parent: Node, findImage: FindImage, memory: TreeMemory | null = null): readonly RichNode[] {
  return new TreeReader(findImage, memory).children(parent, 0);
}
