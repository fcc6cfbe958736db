/** The text of a rich-text editor's document as plain text, with quotes marked as they are in plain mail. */

const BLOCKS = new Set(["ADDRESS", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "OL", "P", "TABLE", "TR", "UL"]);
const SILENT = new Set(["HEAD", "NOSCRIPT", "SCRIPT", "STYLE", "TEMPLATE"]);
/** Deeper nesting than people write is taken without its structure. */
const MAX_DEPTH = 100;

export function writtenText(root: Node): string {
  const text = textOf(root, 0).replaceAll(/[ \t]*\n[ \t]*/g, "\n");
  return text.replaceAll(/\n{3,}/g, "\n\n").trim();
}

function textOf(node: Node, depth: number): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.nodeValue ?? "").replaceAll(/\s+/g, " ");
  if (!isElement(node) || SILENT.has(node.tagName)) return "";
  if (node.tagName === "BR") return "\n";
  if (node.tagName === "PRE" || depth > MAX_DEPTH) return `\n${node.textContent}\n`;
  const inner = [...node.childNodes].map((child) => textOf(child, depth + 1)).join("");
  if (node.tagName === "BLOCKQUOTE") return `\n${quoted(inner)}\n`;
  return BLOCKS.has(node.tagName) ? `\n${inner}\n` : inner;
}

/** By kind and not by class: the editor's document has classes of its own. */
function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

function quoted(text: string): string {
  const lines = text
    .replaceAll(/[ \t]*\n[ \t]*/g, "\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim()
    .split("\n");
  return lines.map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`.trimEnd())).join("\n");
}
