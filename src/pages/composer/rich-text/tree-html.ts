/** Writes formatted text as the HTML that the worker takes (`protocol/letter-html.ts`). */
import { QUOTE } from "../../../protocol/letter-html.ts";
import type { RichImage, RichNode } from "./rich-tree.ts";

const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPED[character] ?? "").replaceAll("\u00a0", "&nbsp;");
}

function imageHtml({ contentId, alt, width }: RichImage): string {
  return `<img src="cid:${contentId}" alt="${escape(alt)}"${width === null ? "" : ` width="${width}"`}>`;
}

/** Nodes never change: what was written of one stands as long as there is the node. */
const written = new WeakMap<Exclude<RichNode, string>, string>();

function nodeHtml(node: RichNode): string {
  if (typeof node === "string") return escape(node);
  const known = written.get(node);
  if (known !== undefined) return known;
  const html = elementHtml(node);
  written.set(node, html);
  return html;
}

function elementHtml(node: Exclude<RichNode, string>): string {
  switch (node.tag) {
    case "br":
    case "hr":
      return `<${node.tag}>`;
    case "img":
      return imageHtml(node);
    case "a":
      return `<a href="${escape(node.href)}">${htmlOf(node.children)}</a>`;
    case "blockquote":
      return `${QUOTE}${htmlOf(node.children)}</blockquote>`;
    default:
      return `<${node.tag}>${htmlOf(node.children)}</${node.tag}>`;
  }
}

export function htmlOf(nodes: readonly RichNode[]): string {
  return nodes.map(nodeHtml).join("");
}
