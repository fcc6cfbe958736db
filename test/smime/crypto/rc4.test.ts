import { describe, expect, it } from "vitest";
import { toHex } from "../../../src/smime/bytes.ts";
import { decryptRc4 } from "../../../src/smime/crypto/rc4.ts";

/** The first 32 octets of the key stream for the keys 01 02 03 … (RFC 6229 section 2). */
const KEY_STREAMS = [
  [5, "b2396305f03dc027ccc3524a0a1118a86982944f18fc82d589c403a47a0d0919"],
  [16, "9ac7cc9a609d1ef7b2932899cde41b975248c4959014126a6e8a84f11d1a9e1c"],
] as const;

describe("RC4", () => {
  it.each(KEY_STREAMS)("key stream of %i octets of key", (length, stream) => {
    const key = Uint8Array.from({ length }, (_, i) => i + 1);
    expect(toHex(decryptRc4(key, new Uint8Array(32)))).toBe(stream);
  });

  it("goes on past 256 octets, and leaves what it was given alone", () => {
    const key = Uint8Array.of(1, 2, 3);
    const message = Uint8Array.from({ length: 1000 }, (_, i) => i & 0xff);
    const there = decryptRc4(key, message);
    expect(there).not.toEqual(message);
    expect(decryptRc4(key, there)).toEqual(message);
    expect(message[999]).toBe(999 & 0xff);
  });
});
