/** The same letter for those who read plain text: links with their targets, lists with marks, quotes behind ">". */
import { say } from "../../../words/say.ts";
import { isInline, type RichElement, type RichLink, type RichNode } from "./rich-tree.ts";

/** Stands for the space around a paragraph until it is known what stands beside it. */
const MARGIN = "\0";

function linkText({ href, children }: RichLink): string {
  const shown = inlineText(children);
  const target = href.replace(/^mailto:/i, "");
  const same = [href, target].some((one) => one.replace(/\/$/, "") === shown.trim().replace(/\/$/, ""));
  return same || shown.trim() === "" ? shown || target : `${shown} <${target}>`;
}

/** Line breaks of the text are "\n"; other white space is one space, and a hard space is one too. */
function inlineText(nodes: readonly RichNode[]): string {
  const pieces = nodes.map((node) => {
    if (typeof node === "string") return node.replace(/[ \t\r\n\f]+/g, " ");
    switch (node.tag) {
      case "br":
        return "\n";
      case "hr":
        return "\n---\n";
      case "img":
        return node.alt === "" ? say("[picture]") : `[${node.alt}]`;
      case "a":
        return linkText(node);
      default:
        return inlineText(node.children);
    }
  });
  return pieces.join("").replace(/ +/g, " ");
}

/** The break that an editor puts at the end of a line makes no line of its own. */
function inlineLines(nodes: readonly RichNode[]): readonly string[] {
  const lines = inlineText(nodes).split("\n");
  const whole = lines.length > 1 && lines.at(-1)?.trim() === "" ? lines.slice(0, -1) : lines;
  return whole.map((line) =>
    line
      .replace(/^ +| +$/g, "")
      .replaceAll("\u00a0", " ")
      .trimEnd(),
  );
}

/** Margins become one empty line each, none at the ends, none beside an empty line. */
function settle(lines: readonly string[]): readonly string[] {
  const settled: string[] = [];
  const last = lines.findLastIndex((line) => line !== MARGIN);
  for (const [i, line] of lines.entries()) {
    if (line !== MARGIN) settled.push(line);
    else if (settled.length > 0 && settled.at(-1) !== "" && i < last && lines[i + 1] !== "") settled.push("");
  }
  return settled;
}

function quoted(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === "" || line.startsWith(">") ? `>${line}` : `> ${line}`));
}

function listLines({ tag, children }: RichElement): readonly string[] {
  let number = 0;
  return children.flatMap((item) => {
    if (typeof item === "string" && item.trim() === "") return [];
    const listed = typeof item !== "string" && item.tag === "li";
    const mark = tag === "ol" ? `${listed ? ++number : number}. ` : "- ";
    const [first = "", ...rest] = settle(linesOf(listed ? item.children : [item]));
    const indent = " ".repeat(mark.length);
    // A list that stands between the items belongs to the one before.
    if (!listed) return [first, ...rest].map((line) => `  ${line}`);
    return [mark + first, ...rest.map((line) => (line === "" ? "" : indent + line))];
  });
}

function preformatted(nodes: readonly RichNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === "string") return node;
      if (node.tag === "br") return "\n";
      return "children" in node ? preformatted(node.children) : "";
    })
    .join("");
}

/** Cells of one line each stand side by side; others, as in mail that is laid out by tables, below each other. */
function rowLines(row: RichElement): readonly string[] {
  const cells = row.children
    .filter((cell) => typeof cell !== "string" || cell.trim() !== "")
    .map((cell) => settle(linesOf(typeof cell !== "string" && "children" in cell ? cell.children : [cell])));
  const filled = cells.filter((lines) => lines.some((line) => line !== ""));
  return filled.every(({ length }) => length === 1) ? [filled.flat().join("  ")] : filled.flat();
}

/** Nodes never change: the lines of one stand as long as there is the node. */
const known = new WeakMap<RichElement, readonly string[]>();

function blockLines(node: RichElement): readonly string[] {
  const lines = known.get(node) ?? linesOfBlock(node);
  known.set(node, lines);
  return lines;
}

function linesOfBlock(node: RichElement): readonly string[] {
  switch (node.tag) {
    case "blockquote":
      return quoted(settle(linesOf(node.children)));
    case "ul":
    case "ol":
      return listLines(node);
    case "pre":
      return preformatted(node.children).replace(/\n$/, "").split(/\r?\n/);
    case "tr":
      return rowLines(node);
    case "p":
    case "h1":
    case "h2":
    case "h3":
    case "table":
      return [MARGIN, ...linesOf(node.children), MARGIN];
    default:
      return linesOf(node.children);
  }
}

function linesOf(nodes: readonly RichNode[]): readonly string[] {
  const lines: string[] = [];
  let run: RichNode[] = [];
  const end = (): void => {
    // White space between blocks is no line.
    if (run.some((node) => typeof node !== "string" || /[^ \t\r\n\f]/.test(node))) lines.push(...inlineLines(run));
    run = [];
  };
  for (const node of nodes) {
    if (isInline(node)) run.push(node);
    else {
      end();
      if (typeof node !== "string")
        lines.push(...("children" in node && node.tag !== "a" ? blockLines(node) : ["---"]));
    }
  }
  end();
  return lines;
}

export function textOf(nodes: readonly RichNode[]): string {
  return settle(linesOf(nodes)).join("\n");
}
