import { describe, expect, it } from "vitest";
import { type Bytes, latin1, utf8 } from "../../../src/smime/bytes.ts";
import { base64DecodedLength, decodeBase64, encodeBase64, encodeBase64Lines } from "../../../src/smime/mime/base64.ts";

const base64 = (text: string) => latin1(decodeBase64(utf8(text)));

describe("base64 (RFC 2045 section 6.8)", () => {
  it.each([
    ["", ""],
    ["Zg==", "f"],
    ["Zm8=", "fo"],
    ["Zm9v", "foo"],
    ["Zm9vYg==", "foob"],
    ["Zm\r\n9v\tYg = =", "foob"],
    ["Zm9vYg", "foob"],
    ["Zm9vYmE", "fooba"],
    ["Zm9v!?*Yg==", "foob"],
    ["Zg==Zg==", "f"],
    ["Z", ""],
  ])("decodes %j", (encoded, text) => {
    expect(base64(encoded)).toBe(text);
    expect(base64DecodedLength(utf8(encoded))).toBe(text.length);
  });

  it("writes lines of 76 characters, each ended by CRLF", () => {
    const lines = latin1(encodeBase64Lines(new Uint8Array(100))).split("\r\n");
    expect(lines.map((line) => line.length)).toEqual([76, 60, 0]);
    expect(latin1(encodeBase64(utf8("foob")))).toBe("Zm9vYg==");
  });

  it("takes 25 MB in both directions in a moment", () => {
    const octets: Bytes = new Uint8Array(18_000_000).fill(7);
    const begun = performance.now();
    const encoded = encodeBase64Lines(octets);
    expect(decodeBase64(encoded).length).toBe(octets.length);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});
