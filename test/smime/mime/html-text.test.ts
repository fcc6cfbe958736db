import { describe, expect, it } from "vitest";
import { textFromHtml } from "../../../src/smime/mime/html-text.ts";

describe("textFromHtml", () => {
  it.each([
    ["<p>One</p><p>Two</p>", "One\n\nTwo"],
    ["a<br>b<BR/>c", "a\nb\nc"],
    ["<div>a</div><div>b</div>", "a\nb"],
    ["<ul><li>a<li>b</ul>", "- a\n- b"],
    ["<table><tr><td>a</td><td>b</td></tr></table>", "a b"],
    ["a  \n b", "a b"],
    ["<pre>a\n  b</pre>", "a\n  b"],
    ["&lt;b&gt; &amp; &uuml;&nbsp;&#8364;&#x1F426;&bogus;", "<b> & ü €🐦&bogus;"],
    ["<b>x</b><!-- hidden <p> --><i>y</i>", "xy"],
    ["<title>t</title><style>p{}</style><script>alert('</p>')</script>shown", "shown"],
    ['<a title="a > b" href=x>link</a>', "link"],
    ["1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
    ["<!DOCTYPE html><html><body>x", "x"],
    ["<script>never closed", ""],
    ["<!-- never closed", ""],
    ["<p never closed", ""],
    ["&#0;&#xD800;&#x110000;a", "a"],
  ])("reads %j", (html, text) => expect(textFromHtml(html)).toBe(text));

  it("lets no markup through by decoding twice", () => {
    expect(textFromHtml("&amp;lt;script&amp;gt;")).toBe("&lt;script&gt;");
  });

  it("is linear on hostile HTML", () => {
    for (const piece of ["<", "<a", "<!--", "<script>", "&#", '<a b="', "</", "<pre>"])
      expect(textFromHtml(piece.repeat(150_000)).length).toBeLessThanOrEqual(piece.length * 150_000);
  });
});
