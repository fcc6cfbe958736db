import { describe, expect, it } from "vitest";
import { picturesInText } from "../../src/background/quoted-pictures.ts";
import type { DisplayAttachment, DisplayContent } from "../../src/smime/verdict/display.ts";

function picture(contentId: string | null, change: Partial<DisplayAttachment> = {}): DisplayAttachment {
  return { filename: "p", contentType: "image/png", size: 10, signed: true, isMessage: false, contentId, ...change };
}

function placesOf(html: string | null, attachments: readonly DisplayAttachment[]): readonly number[] {
  return [...picturesInText({ html, attachments } as DisplayContent)];
}

describe("the pictures of a text", () => {
  it("are those it names, however the address is written", () => {
    const html = `<img src="cid:a@x"><img src='CID:b%40x'><td style="background:url(cid:c@x)">`;
    expect(
      placesOf(
        html,
        ["a@x", "b@x", "c@x", "d@x", null].map((id) => picture(id)),
      ),
    ).toEqual([0, 1, 2]);
  });

  it("are no other files, and there are none without HTML", () => {
    expect(placesOf('<img src="cid:a">', [picture("a", { contentType: "application/pdf" })])).toEqual([]);
    expect(placesOf(null, [picture("a")])).toEqual([]);
  });

  it("are no more than a quote may bring", () => {
    const many = Array.from({ length: 60 }, (_, n) => picture(`p${n}`));
    const html = many.map(({ contentId }) => `<img src="cid:${contentId}">`).join("");
    expect(placesOf(html, many)).toHaveLength(50);
    const large = many.map((one) => ({ ...one, size: 3 * 1024 * 1024 }));
    expect(placesOf(html, large)).toEqual([0, 1, 2]);
  });
});
