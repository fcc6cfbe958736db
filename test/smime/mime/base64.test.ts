import { describe, expect, it } from "vitest";
import { type Bytes, concat, equal, latin1, utf8 } from "../../../src/smime/bytes.ts";
import {
  base64LinesLength,
  base64DecodedLength,
  decodeBase64,
  decodingBase64,
  encodeBase64,
  encodeBase64Lines,
  encodingBase64Lines,
} from "../../../src/smime/mime/base64.ts";

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

  it("takes 18 MB in both directions", () => {
    const octets: Bytes = new Uint8Array(18_000_000).fill(7);
    expect(decodeBase64(encodeBase64Lines(octets)).length).toBe(octets.length);
  });
});

function whole<T>(slices: Generator<number, T>): T {
  for (;;) {
    const { done, value } = slices.next();
    if (done) return value;
  }
}

describe("base64 in slices", () => {
  const octets: Bytes = new Uint8Array(5_000_003).map((_, index) => (index * 2_654_435_761) >>> 24);
  const encoded = encodeBase64Lines(octets);

  it("decodes the same, wherever a slice ends", () => {
    expect(equal(whole(decodingBase64(encoded)), octets)).toBe(true);
    const shifted = concat(utf8(" "), encoded);
    expect(equal(whole(decodingBase64(shifted)), octets)).toBe(true);
    expect(latin1(whole(decodingBase64(utf8("Zg==Zg=="))))).toBe("f");
  });

  it("encodes the same, however the octets are cut", () => {
    for (const sizes of [
      [octets.length],
      [1, 56, 57, 58, 3_000_000],
      [10, 10, 10, 10, 10, 10, 10],
      [0, 57, 0, 4_000_000],
    ]) {
      const segments: Bytes[] = [];
      let at = 0;
      for (const size of [...sizes, octets.length]) segments.push(octets.subarray(at, (at += size)));
      const out = new Uint8Array(3 + base64LinesLength(octets.length));
      const slices = [...encodingBase64Lines(segments, out, 3)];
      expect(equal(out.subarray(3), encoded)).toBe(true);
      expect(slices.reduce((sum, slice) => sum + slice, 0)).toBe(octets.length);
    }
  });
});
