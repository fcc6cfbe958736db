/** Plain text as formatted text: each line a block, what stands behind ">" a quote. */
import type { RichNode } from "./rich-tree.ts";

/** Deeper quotes than people read keep their marks. */
const DEEPEST = 20;

/** Spaces that HTML would run together or drop stay. */
function lineNode(line: string): RichNode {
  const kept = line.replace(/\t/g, "    ").replace(/^ | (?= )/g, "\u00a0");
  return { tag: "div", children: kept === "" ? [{ tag: "br" }] : [kept] };
}

function unquoted(line: string): string {
  return line.replace(/^> ?/, "");
}

function nodesOf(lines: readonly string[], depth: number): readonly RichNode[] {
  const nodes: RichNode[] = [];
  let quote: string[] = [];
  const end = (): void => {
    if (quote.length > 0) nodes.push({ tag: "blockquote", children: nodesOf(quote, depth + 1) });
    quote = [];
  };
  for (const line of lines) {
    if (depth < DEEPEST && line.startsWith(">")) quote.push(unquoted(line));
    else {
      end();
      nodes.push(lineNode(line));
    }
  }
  end();
  return nodes;
}

export function treeFromText(text: string): readonly RichNode[] {
  return nodesOf(text.split(/\r\n?|\n/), 0);
}
