import { describe, expect, it } from "vitest";
import type { RichNode } from "../../../../src/pages/composer/rich-text/rich-tree.ts";
import { treeFromText } from "../../../../src/pages/composer/rich-text/text-tree.ts";
import { textOf } from "../../../../src/pages/composer/rich-text/tree-text.ts";

type Plain = Extract<RichNode, { children: unknown; href?: never }>["tag"];
const e = (tag: Plain, ...children: readonly RichNode[]): RichNode => ({ tag, children });
const a = (href: string, ...children: readonly RichNode[]): RichNode => ({ tag: "a", href, children });
const br: RichNode = { tag: "br" };
const image: RichNode = { tag: "img", contentId: `${"0".repeat(32)}@inline.invalid`, alt: "A wing", width: null };

describe("the plain text of a formatted letter", () => {
  it.each<readonly [string, readonly RichNode[], string]>([
    ["one block a line", [e("div", "Dear Bob,"), e("div", br), e("div", "yes", br)], "Dear Bob,\n\nyes"],
    ["empty lines as many as were made", [e("div", "a"), e("div", br), e("div", br), e("div", "b")], "a\n\n\nb"],
    ["paragraphs apart", [e("p", "a"), e("p", "b"), e("div", "c")], "a\n\nb\n\nc"],
    ["no space twice", [e("p", "a"), e("div", br), e("p", "b")], "a\n\nb"],
    ["no marks for bold", [e("div", "a ", e("b", "bold"), " word")], "a bold word"],
    ["white space of the source", ["\n ", e("div", "a\n  b "), "\n ", e("div", "c")], "a b\nc"],
    ["hard spaces", [e("div", "\u00a0a\u00a0 b")], " a  b"],
    ["breaks", [e("div", "a", br, "b", br, br, "c")], "a\nb\n\nc"],
    [
      "a link with its target",
      [e("div", "see ", a("https://x.example/y", "this"), ".")],
      "see this <https://x.example/y>.",
    ],
    ["a link that shows its target", [a("https://x.example/", "https://x.example")], "https://x.example"],
    ["a mail address", [a("mailto:bob@x.example", "bob@x.example")], "bob@x.example"],
    ["a named mail address", [a("mailto:bob@x.example", "Bob")], "Bob <bob@x.example>"],
    ["a picture by its words", [e("div", image)], "[A wing]"],
    ["a rule", [e("div", "a"), { tag: "hr" }, e("div", "b")], "a\n---\nb"],
    ["bullets", [e("div", "We need:"), e("ul", e("li", "wax"), e("li", "wings"))], "We need:\n- wax\n- wings"],
    ["numbers", [e("ol", e("li", e("div", "one"), e("div", "more")), e("li", "two"))], "1. one\n   more\n2. two"],
    ["lists in lists", [e("ul", e("li", "a", e("ul", e("li", "b"))), e("li", "c"))], "- a\n  - b\n- c"],
    ["lists between items", [e("ul", e("li", "a"), e("ul", e("li", "b")))], "- a\n  - b"],
    [
      "quotes",
      [e("div", "Bob wrote:"), e("blockquote", e("div", "a"), e("div", br), e("div", "b"))],
      "Bob wrote:\n> a\n>\n> b",
    ],
    ["quotes in quotes", [e("blockquote", e("div", "a"), e("blockquote", e("div", "b")))], "> a\n>> b"],
    ["quoted paragraphs without space at the ends", [e("blockquote", e("p", "a"), e("p", "b"))], "> a\n>\n> b"],
    ["code as it is", [e("pre", "if (a)\n  b();\n")], "if (a)\n  b();"],
    [
      "rows of cells",
      [e("table", e("tbody", e("tr", e("td", "a"), e("td", "1")), e("tr", e("td", "b"), e("td", "2"))))],
      "a  1\nb  2",
    ],
    ["tables that are layout", [e("table", e("tr", e("td", e("div", "a"), e("div", "b")), e("td", "c")))], "a\nb\nc"],
    ["nothing", [e("div", br)], ""],
  ])("%s", (_, nodes, text) => {
    expect(textOf(nodes)).toBe(text);
  });

  it.each([
    "\n\nOn Monday Bob wrote:\n> a\n>> b\n>\n> c\nYes.",
    "  indented\n\n\nthree  spaces   here",
    "> quoted first",
    ">>> deep\n",
  ])("of plain text is that text: %j", (text) => {
    expect(textOf(treeFromText(text))).toBe(text);
  });

  it("ends however deep the quotes of a hostile letter go", () => {
    expect(textOf(treeFromText(`${">".repeat(50_000)} a`))).toContain("a");
  });
});
