import { describe, expect, it } from "vitest";
import { utf8 } from "../../../src/smime/bytes.ts";
import { decodeCharset } from "../../../src/smime/mime/charset.ts";

describe("decodeCharset", () => {
  it.each([
    [[0xe4], "iso-8859-1", "ä"],
    [[0x80], "windows-1252", "€"],
    [[0xa4], "ISO-8859-15", "€"],
    [[0x93, 0xfa], "shift_jis", "日"],
    [[0xc3, 0xa4], "us-ascii", "ä"],
    [[0xe4], "us-ascii", "ä"],
    [[0xe4], "", "ä"],
    [[0xc3, 0xa4], "x-nobody-knows", "ä"],
    [[0xef, 0xbb, 0xbf, 0x61], "utf-8", "a"],
    [[0xff], "utf-8", "ÿ"],
  ])("%j in %s", (octets, charset, text) => expect(decodeCharset(Uint8Array.from(octets), charset)).toBe(text));

  it("reads UTF-7 as the ASCII it is written in", () => {
    expect(decodeCharset(utf8("+ADw-script+AD4-"), "utf-7")).toBe("+ADw-script+AD4-");
  });
});
