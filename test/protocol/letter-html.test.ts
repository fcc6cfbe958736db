import { expect, it } from "vitest";
import { letterHtml, QUOTE } from "../../src/protocol/letter-html.ts";

const cid = `${"0a".repeat(16)}@inline.invalid`;

it.each([
  "",
  "text &amp; &lt;b&gt;",
  "<div>a<br><b>b</b></div><hr>",
  `${QUOTE}a</blockquote>`,
  '<a href="https://x.example/?a=1&amp;b">a</a><a href="mailto:a@b.example">c</a>',
  `<img src="cid:${cid}" alt="a &quot;b&quot;" width="12">`,
])("takes %j", (html) => {
  expect(letterHtml(html)).toBe(true);
});

it.each([
  "<script>",
  "<div onclick=x>",
  '<div style="x">',
  "<DIV>",
  "<blockquote>",
  "a < b",
  "<div",
  "<!-- a -->",
  '<a href="javascript:x">',
  '<a href="https://x.example" target="_top">',
  '<a href="https://x.example/ b">',
  "<a href='https://x.example'>",
  '<img src="https://x.example/a.png" alt="">',
  '<img src="data:image/png;base64,AAAA" alt="">',
  `<img src="cid:${cid}" alt="" onerror="x">`,
  '<img src="cid:a@b" alt="">',
  `<img src="cid:${cid}" alt="" width="1e9">`,
  "<svg>",
  "<iframe>",
  7,
])("refuses %j", (html) => {
  expect(letterHtml(html)).toBe(false);
});
