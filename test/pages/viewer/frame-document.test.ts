import { describe, expect, it } from "vitest";
import { frameDocument, paperDocument } from "../../../src/pages/viewer/frame-document.ts";
import type { InertHtml } from "../../../src/pages/viewer/inert-html.ts";
import { direction, language } from "../../../src/words/language.ts";

const OURS = `<html lang="${language()}" dir="${direction()}">`;

describe("a document around a message", () => {
  it("is in Waxwing's language, and the message in its own, whatever that is", () => {
    const framed = frameDocument("<p>שלום</p>" as InertHtml);
    expect(framed).toContain(OURS);
    expect(framed).toContain('<body lang="" dir="auto"><p>שלום</p></body>');
  });

  it("has the words around a printed message in Waxwing's language", () => {
    const printed = paperDocument("Lunch", "<header>From</header>", [{ coverage: null, content: "<pre>שלום</pre>" }]);
    expect(printed).toContain(OURS);
    expect(printed).toContain('<body><header>From</header><div class="message"><div lang="" dir="auto">');
    expect(printed).toContain("<pre>שלום</pre></template></div></div></body>");
  });
});
