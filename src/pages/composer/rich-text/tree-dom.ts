/** Formatted text as a document's nodes, made one by one: no HTML is parsed. */
import type { RichNode } from "./rich-tree.ts";

/** Address of a picture of this letter in this page; null where there is none of this name. */
export type ImageAddress = (contentId: string) => string | null;

function nodeOf(node: RichNode, address: ImageAddress): Node {
  if (typeof node === "string") return document.createTextNode(node);
  const element = document.createElement(node.tag);
  if (node.tag === "img") {
    const source = address(node.contentId);
    if (source !== null) element.setAttribute("src", source);
    element.setAttribute("alt", node.alt);
    if (node.width !== null) element.setAttribute("width", String(node.width));
  }
  if (node.tag === "a") element.setAttribute("href", node.href);
  if ("children" in node) element.append(...node.children.map((child) => nodeOf(child, address)));
  return element;
}

export function fragmentOf(nodes: readonly RichNode[], address: ImageAddress): DocumentFragment {
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes.map((node) => nodeOf(node, address)));
  return fragment;
}
