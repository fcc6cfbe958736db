import { describe, expect, it } from "vitest";
import { imagesIn, isFormatted, type RichNode } from "../../../../src/pages/composer/rich-text/rich-tree.ts";
import { treeFromText } from "../../../../src/pages/composer/rich-text/text-tree.ts";
import { htmlOf } from "../../../../src/pages/composer/rich-text/tree-html.ts";
import { letterHtml, QUOTE } from "../../../../src/protocol/letter-html.ts";

const contentId = `${"ab".repeat(16)}@inline.invalid`;
const everything: readonly RichNode[] = [
  { tag: "div", children: ['5 < 6 & "so" \u00a0on', { tag: "br" }, { tag: "b", children: ["b"] }] },
  { tag: "hr" },
  { tag: "blockquote", children: [{ tag: "a", href: "https://x.example/?a=1&b=2", children: ["x"] }] },
  { tag: "img", contentId, alt: 'A "wing" <1>', width: 120 },
];

describe("the HTML of a formatted letter", () => {
  it("is what the worker takes, with everything escaped", () => {
    const html = htmlOf(everything);
    expect(html).toBe(
      `<div>5 &lt; 6 &amp; &quot;so&quot; &nbsp;on<br><b>b</b></div><hr>${QUOTE}` +
        `<a href="https://x.example/?a=1&amp;b=2">x</a></blockquote>` +
        `<img src="cid:${contentId}" alt="A &quot;wing&quot; &lt;1&gt;" width="120">`,
    );
    expect(letterHtml(html)).toBe(true);
  });

  it("of plain text keeps quotes as quotes", () => {
    expect(htmlOf(treeFromText("Hi\n\n> a <b>"))).toBe(
      `<div>Hi</div><div><br></div>${QUOTE}<div>a &lt;b&gt;</div></blockquote>`,
    );
  });

  it("names its pictures, and knows what plain text would lose", () => {
    expect([...imagesIn(everything)]).toEqual([contentId]);
    expect(isFormatted(everything)).toBe(true);
    expect(isFormatted(treeFromText("a\n> b"))).toBe(false);
  });
});
