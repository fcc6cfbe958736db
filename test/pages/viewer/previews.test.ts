import { describe, expect, it } from "vitest";
import { previewKindOf, previewOf } from "../../../src/pages/viewer/previews.ts";
import { fromLatin1, utf8 } from "../../../src/smime/bytes.ts";

const file = (contentType: string, filename: string, more = {}) =>
  previewKindOf({ contentType, filename, size: 10, signed: true, isMessage: false, contentId: null, ...more });

describe("previewKindOf", () => {
  it.each([
    ["image/png", "a", "picture"],
    ["image/pjpeg", "a", "picture"],
    ["application/octet-stream", "a.JPG", "picture"],
    ["text/plain", "a", "text"],
    ["application/octet-stream", "a.csv", "text"],
    ["image/svg+xml", "a.svg", null],
    ["application/octet-stream", "a.svg", null],
    ["text/html", "a.html", null],
    ["text/xml", "a.txt", null],
    ["text/calendar", "a.ics", null],
    ["text/vcard", "a.vcf", null],
    ["application/pdf", "a.png", null],
    ["application/octet-stream", "a.html", null],
  ])("of %s called %s is %s", (contentType, filename, kind) => expect(file(contentType, filename)).toBe(kind));

  it("is null for messages and for what is too large", () => {
    expect(file("text/plain", "a.eml", { isMessage: true })).toBeNull();
    expect(file("image/png", "a.png", { size: 30_000_000 })).toBeNull();
    expect(file("text/plain", "a.txt", { size: 6_000_000 })).toBeNull();
  });
});

describe("previewOf", () => {
  it("believes a picture's octets, whatever it is called", async () => {
    const preview = previewOf("picture", fromLatin1("GIF89a"));
    expect(preview).toMatchObject({ kind: "picture", blob: { type: "image/gif", size: 6 } });
  });

  it.each(["<svg onload=alert(1)>", "<!doctype html><script>", "PK"])("refuses %j as a picture", (text) => {
    expect(previewOf("picture", utf8(text))).toEqual({ kind: "refused", wanted: "picture" });
  });

  it("reads text in UTF-8 and in what came before it", () => {
    expect(previewOf("text", utf8("grün\r\nblau"))).toEqual({ kind: "text", text: "grün\nblau", clipped: false });
    expect(previewOf("text", fromLatin1("gr\xfcn"))).toMatchObject({ text: "grün" });
  });

  it("shows no more text than a page can bear, and refuses what is none", () => {
    expect(previewOf("text", utf8("a".repeat(100_001)))).toEqual({
      kind: "text",
      text: "a".repeat(100_000),
      clipped: true,
    });
    expect(previewOf("text", fromLatin1("a\0b"))).toEqual({ kind: "refused", wanted: "text" });
  });
});
