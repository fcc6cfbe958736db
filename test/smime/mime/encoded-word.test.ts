import { describe, expect, it } from "vitest";
import { decodeEncodedWords, encodeWords } from "../../../src/smime/mime/encoded-word.ts";

describe("decodeEncodedWords (RFC 2047)", () => {
  it.each([
    ["=?utf-8?Q?a_=C3=BC?=", "a ü"],
    ["=?ISO-8859-1?B?5A==?=", "ä"],
    ["=?utf-8*de?q?x?=", "x"],
    ["=?utf-8?q?a?= =?utf-8?q?b?=", "ab"],
    ["=?utf-8?q?a?=\t=?iso-8859-1?q?b?=", "ab"],
    ["=?utf-8?q?a?= and =?utf-8?q?b?=", "a and b"],
    ["=?utf-8?b?w7w=?=", "ü"],
    ["=?utf-8?q?=C3?= =?utf-8?q?=BC?=", "ü"],
    ["=?nonsense?q?x?=", "x"],
    ["=?utf-8?x?y?=", "=?utf-8?x?y?="],
    ["plain =? text", "plain =? text"],
  ])("reads %s", (text, expected) => expect(decodeEncodedWords(text)).toBe(expected));

  it("is linear on hostile text", () => {
    for (const text of ["=?".repeat(300_000), "=?a?q?".repeat(100_000)]) expect(decodeEncodedWords(text)).toBe(text);
    expect(decodeEncodedWords("=?utf-8?q?a?= ".repeat(20_000)).trimEnd()).toBe("a".repeat(20_000));
  });
});

describe("encodeWords", () => {
  it("writes words of at most 75 characters that split no character", () => {
    const text = "Grüße 🐦 ".repeat(20);
    const words = encodeWords(text);
    expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(75);
    expect(words.every((word) => !decodeEncodedWords(word).includes("\ufffd"))).toBe(true);
    expect(decodeEncodedWords(words.join(" "))).toBe(text);
  });
});
