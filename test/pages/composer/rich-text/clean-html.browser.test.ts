import { describe, expect, it } from "vitest";
import { cleanHtml } from "../../../../src/pages/composer/rich-text/clean-html.ts";
import { InlineImages } from "../../../../src/pages/composer/rich-text/inline-images.ts";
import { readTree } from "../../../../src/pages/composer/rich-text/read-tree.ts";
import { fragmentOf } from "../../../../src/pages/composer/rich-text/tree-dom.ts";
import { htmlOf } from "../../../../src/pages/composer/rich-text/tree-html.ts";
import { letterHtml, QUOTE } from "../../../../src/protocol/letter-html.ts";
import { corpusJson, hasCorpus } from "../../../vectors/corpus.ts";

const none = (): null => null;
const clean = (html: string): string => htmlOf(cleanHtml(html, none));
/** One red point. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

describe("pasted and quoted HTML", () => {
  it.each([
    ["headings and paragraphs", "<h1>A</h1><p class=x style='color:red'>b</p>", "<h1>A</h1><p>b</p>"],
    ["other names", "<strong>a</strong><em>b</em><del>c</del>", "<b>a</b><i>b</i><s>c</s>"],
    ["styles that mean something", '<span style="font-weight:700;font-style:italic">a</span>', "<i><b>a</b></i>"],
    [
      "the bold that is none",
      '<b style="font-weight:normal">a <span style="font-weight:bold">b</span></b>',
      "a <b>b</b>",
    ],
    ["links", '<a href="https://x.example/" onclick="x()" target=_top>a</a>', '<a href="https://x.example/">a</a>'],
    ["links that act", '<a href="javascript:x()">a</a><a href="/here">b</a><a href="file:///x">c</a>', "abc"],
    ["pictures on the internet", 'a<img src="https://x.example/p.png" alt="b">c', "ac"],
    ["styles that load", '<div style="background:url(https://x.example)">a</div>', "<div>a</div>"],
    ["what is not text", "<style>a</style><script>b</script><title>c</title>d<svg><text>e</text></svg>", "d"],
    ["hidden text becomes visible", '<div style="display:none">a</div>', "<div>a</div>"],
    ["tables", "<table bgcolor=red><thead><tr><th>a</table>", "<table><tbody><tr><th>a</th></tr></tbody></table>"],
    ["quotes", '<blockquote class="gmail_quote">a</blockquote>', `${QUOTE}a</blockquote>`],
    ["forms", "<form action=https://x.example>a<input value=b><button>c</button></form>", "ac"],
  ])("%s", (_, html, expected) => {
    expect(clean(html)).toBe(expected);
  });

  it("loads nothing while it is read", async () => {
    const mark = crypto.randomUUID();
    clean(
      `<img src="/loaded-${mark}" srcset="/set-${mark}"><link rel=stylesheet href="/style-${mark}"><video poster="/poster-${mark}"></video>`,
    );
    const loaded = () => performance.getEntriesByType("resource").filter(({ name }) => name.includes(mark));
    // A request that is known to be made comes behind any that was made before.
    await fetch(`/known-${mark}`);
    await expect.poll(() => loaded().length).toBe(1);
  });

  it("takes in the pictures it carries, and shows them from this page alone", () => {
    const images = new InlineImages([]);
    const tree = cleanHtml(`<img src="data:image/png;base64,${PNG}" alt="Dot" width="40" height="4">`, images.find);
    const html = htmlOf(tree);
    expect(html).toMatch(/^<img src="cid:[0-9a-f]{32}@inline\.invalid" alt="Dot" width="40">$/);
    const shown = fragmentOf(tree, images.addressOf);
    expect(shown.querySelector("img")?.src).toMatch(/^blob:/);
    expect(htmlOf(readTree(shown, images.find))).toBe(html);
    expect(clean(`<img src="data:image/svg+xml;base64,${PNG}"><img src="cid:unknown">`)).toBe("");
    expect(
      htmlOf(cleanHtml(html, new InlineImages(images.named(new Set([/cid:([^"]*)/.exec(html)?.[1] ?? ""]))).find)),
    ).toBe(html);
    images.release();
  });

  it("is nothing where there is nothing", () => {
    expect(clean("")).toBe("");
  });

  it("ends however deep it is nested", () => {
    expect(clean("<div>".repeat(5_000) + "a")).toContain("a");
  });
});

describe.skipIf(!hasCorpus("sanitiser"))("the sanitizer's corpus", () => {
  const payloads = hasCorpus("sanitiser")
    ? corpusJson<readonly { readonly payload: string }[]>("sanitiser/dompurify-expect.json")
    : [];

  it("leaves nothing but what a letter may hold, twice over", () => {
    expect(payloads.length).toBeGreaterThan(200);
    for (const { payload } of payloads) {
      const html = clean(payload);
      expect(letterHtml(html), payload).toBe(true);
      expect(clean(html), payload).toBe(html);
    }
  });

  it("the allow-list alone would do, too", () => {
    for (const { payload } of payloads) {
      const page = new DOMParser().parseFromString(payload, "text/html");
      expect(letterHtml(htmlOf(readTree(page.body, none))), payload).toBe(true);
    }
  });
});
