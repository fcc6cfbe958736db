import { createCipheriv, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Bytes, equal, joined } from "../../../src/smime/bytes.ts";
import { decryptAesCbc, decryptAesCbcSegments, encryptAesCbc } from "../../../src/smime/crypto/aes-cbc.ts";

const PIECE = 768 * 1024;
const LARGER_PIECE = 4 * 1024 * 1024;
const [KEY, IV] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(16))];

function encrypted(plaintext: Bytes): Bytes {
  const cipher = createCipheriv("aes-256-cbc", KEY, IV);
  return new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final()]));
}

/** The same octets in segments of uneven length, an empty one among them. */
function segmented(octets: Bytes): readonly Bytes[] {
  const out: Bytes[] = [];
  for (let at = 0, size = 0; at < octets.length; at += size, size = (size * 7 + 1001) % 1_500_000)
    out.push(octets.subarray(at, at + size));
  return out;
}

describe("AES-CBC in pieces", () => {
  const around = [PIECE, LARGER_PIECE].flatMap((size) => [size - 16, size - 1, size, size + 1, size + 16, 2 * size]);
  it.each([0, 1, 16, ...around, 2 * PIECE - 16, 3 * PIECE, 9_000_000])(
    "%i octets are the same as in one",
    async (length) => {
      const plaintext = new Uint8Array(randomBytes(length));
      const expected = encrypted(plaintext);
      expect(equal(joined(await encryptAesCbc(KEY, IV, plaintext)), expected)).toBe(true);
      for (const segments of [[expected], segmented(expected)]) {
        const found = await decryptAesCbcSegments(KEY, IV, segments);
        expect(found !== null && equal(found, plaintext)).toBe(true);
      }
    },
  );

  it("wrong padding at the very end gives nothing of what stands before", async () => {
    const ciphertext = encrypted(new Uint8Array(PIECE + 100));
    const damaged = ciphertext.with(ciphertext.length - 17, (ciphertext[ciphertext.length - 17] ?? 0) ^ 0x80);
    for (const segments of [[damaged], segmented(damaged), segmented(ciphertext.subarray(0, PIECE + 99))])
      expect(await decryptAesCbcSegments(KEY, IV, segments)).toBeNull();
    expect(await decryptAesCbc(KEY, IV, ciphertext.subarray(0, PIECE + 96))).toBeNull();
  });
});
