/**
 * The formatted text of a letter as plain data. What has no place here does not exist in a letter: no style, no class,
 * no script, no address that a browser would fetch from.
 */
import type { PlainTag } from "../../../protocol/letter-html.ts";

export interface RichElement {
  readonly tag: PlainTag | "blockquote";
  readonly children: readonly RichNode[];
}

export interface RichLink {
  readonly tag: "a";
  readonly href: string;
  readonly children: readonly RichNode[];
}

export interface RichImage {
  readonly tag: "img";
  /** Of a picture that the letter carries itself. */
  readonly contentId: string;
  readonly alt: string;
  /** CSS pixels; null where the picture has its own. The height follows, so that no picture is squeezed. */
  readonly width: number | null;
}

export interface RichBreak {
  readonly tag: "br" | "hr";
}

export type RichNode = string | RichElement | RichLink | RichImage | RichBreak;

const INLINE: ReadonlySet<string> = new Set(["a", "b", "br", "code", "i", "img", "s", "sub", "sup", "u"]);

export function isInline(node: RichNode): boolean {
  return typeof node === "string" || INLINE.has(node.tag);
}

function some(nodes: readonly RichNode[], holds: (node: Exclude<RichNode, string>) => boolean): boolean {
  return nodes.some(
    (node) => typeof node !== "string" && (holds(node) || ("children" in node && some(node.children, holds))),
  );
}

/** What plain text has no marks for, so that it would be lost. Lists and quotes have some. */
const ONLY_RICH: ReadonlySet<string> = new Set([
  "b",
  "code",
  "h1",
  "h2",
  "h3",
  "i",
  "img",
  "s",
  "sub",
  "sup",
  "table",
  "u",
]);

export function isFormatted(nodes: readonly RichNode[]): boolean {
  return some(nodes, ({ tag }) => ONLY_RICH.has(tag));
}

/** Content-IDs of the pictures in the text, without duplicates. */
export function imagesIn(nodes: readonly RichNode[]): ReadonlySet<string> {
  const found = new Set<string>();
  some(nodes, (node) => {
    if (node.tag === "img") found.add(node.contentId);
    return false;
  });
  return found;
}
