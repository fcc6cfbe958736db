import { describe, expect, it } from "vitest";
import { utf8 } from "../../../src/smime/bytes.ts";
import { readAddressList } from "../../../src/smime/mime/address.ts";
import { textFromHtml } from "../../../src/smime/mime/html-text.ts";
import { MIME_LIMITS } from "../../../src/smime/mime/limits.ts";
import { readParameterizedValue } from "../../../src/smime/mime/parameter.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";
import { tokenize } from "../../../src/smime/mime/structured-field.ts";

const exceeds = (limit: string) => expect.objectContaining({ code: "mime/limit-exceeded", detail: { limit } });
const parse = (text: string) => () => parseEntity(utf8(text));

/** Multiparts inside multiparts, `levels` of them around a leaf. */
function nested(levels: number): string {
  let text = "\nx";
  for (let level = 0; level < levels; level++)
    text = `Content-Type: multipart/mixed; boundary=b${level}z\n\n--b${level}z\n${text}\n--b${level}z--`;
  return text;
}

const manyParts = (count: number) => `Content-Type: multipart/mixed; boundary=b\n\n${"--b\n\nx\n".repeat(count)}--b--`;
const innerParts = (name: number) =>
  `Content-Type: multipart/mixed; boundary=i${name}z\n\n${`--i${name}z\n\nx\n`.repeat(900)}--i${name}z--\n`;
const longBoundary = (length: number) => `Content-Type: multipart/mixed; boundary=${"b".repeat(length)}\n\nx`;
const nearly = (count: number) => `Content-Type: multipart/mixed; boundary=b\n\n${"--bx\n".repeat(count)}`;
const manyParameters = (count: number) => () => readParameterizedValue(`a/b${"; x=1".repeat(count)}`);
const comments = (depth: number) => `${"(".repeat(depth)}x${")".repeat(depth)}`;
const manyMailboxes = (count: number) => () => readAddressList("a@b,".repeat(count));

describe("the limits of the MIME room", () => {
  it("depth", () => {
    expect(parse(nested(MIME_LIMITS.depth))).not.toThrow();
    expect(parse(nested(MIME_LIMITS.depth + 1))).toThrow(exceeds("depth"));
  });

  it("parts", () => {
    expect(parse(manyParts(MIME_LIMITS.parts - 1))).not.toThrow();
    expect(parse(manyParts(MIME_LIMITS.parts))).toThrow(exceeds("parts"));
  });

  it("parts, counted over all levels", () => {
    const mail = `Content-Type: multipart/mixed; boundary=b\n\n${[1, 2, 3].map((name) => `--b\n${innerParts(name)}`).join("")}--b--`;
    expect(parse(mail)).toThrow(exceeds("parts"));
  });

  it("headerOctets", () => {
    expect(parse(`A: ${"x".repeat(MIME_LIMITS.headerOctets - 100)}\n\nbody`)).not.toThrow();
    expect(parse(`A: ${"x".repeat(MIME_LIMITS.headerOctets)}\n\nbody`)).toThrow(exceeds("headerOctets"));
  });

  it("headerFields", () => {
    expect(parse(`${"A: 1\n".repeat(MIME_LIMITS.headerFields)}\n`)).not.toThrow();
    expect(parse(`${"A: 1\n".repeat(MIME_LIMITS.headerFields + 1)}\n`)).toThrow(exceeds("headerFields"));
  });

  it("boundaryOctets", () => {
    expect(parse(longBoundary(MIME_LIMITS.boundaryOctets))).not.toThrow();
    expect(parse(longBoundary(MIME_LIMITS.boundaryOctets + 1))).toThrow(exceeds("boundaryOctets"));
  });

  it("nearDelimiters", () => {
    expect(parse(nearly(MIME_LIMITS.nearDelimiters))).not.toThrow();
    expect(parse(nearly(MIME_LIMITS.nearDelimiters + 1))).toThrow(exceeds("nearDelimiters"));
  });

  it("parameters", () => {
    expect(manyParameters(MIME_LIMITS.parameters)).not.toThrow();
    expect(manyParameters(MIME_LIMITS.parameters + 1)).toThrow(exceeds("parameters"));
  });

  it("commentDepth", () => {
    expect(tokenize(comments(MIME_LIMITS.commentDepth), "").wellFormed).toBe(true);
    expect(tokenize(comments(MIME_LIMITS.commentDepth + 1), "").wellFormed).toBe(false);
  });

  it("mailboxes", () => {
    expect(manyMailboxes(MIME_LIMITS.mailboxes)).not.toThrow();
    expect(manyMailboxes(MIME_LIMITS.mailboxes + 1)).toThrow(exceeds("mailboxes"));
  });

  it("htmlCharacters", () => {
    const text = textFromHtml(`${" ".repeat(MIME_LIMITS.htmlCharacters)}late`);
    expect(text).toBe("");
  });

  it("has no limit on the length of a body line", () => {
    expect(parse(`A: 1\n\n${"x".repeat(5_000_000)}`)).not.toThrow();
  });
});
