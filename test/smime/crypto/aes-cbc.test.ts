import { describe, expect, it } from "vitest";
import { type Bytes, equal, joined } from "../../../src/smime/bytes.ts";
import { decryptAesCbcSegments, encryptAesCbc } from "../../../src/smime/crypto/aes-cbc.ts";

const [KEY, IV] = [new Uint8Array(32).fill(7), new Uint8Array(16).fill(9)];
const PLAINTEXT = new Uint8Array(3_000_000).map((_, index) => (index * 2_654_435_761) >>> 24);

function chunked(octets: Bytes): readonly Bytes[] {
  return Array.from({ length: Math.ceil(octets.length / 1000) }, (_, i) => octets.subarray(1000 * i, 1000 * i + 1000));
}

describe("AES-CBC of content that goes through in pieces, whatever the platform", () => {
  it("is undone, from one segment and from many", async () => {
    const ciphertext = joined(await encryptAesCbc(KEY, IV, PLAINTEXT));
    for (const segments of [[ciphertext], chunked(ciphertext)]) {
      const found = await decryptAesCbcSegments(KEY, IV, segments);
      expect(found !== null && equal(found, PLAINTEXT)).toBe(true);
    }
  });

  it("gives nothing where the padding at its very end is wrong", async () => {
    const ciphertext = joined(await encryptAesCbc(KEY, IV, PLAINTEXT));
    const damaged = ciphertext.with(ciphertext.length - 17, (ciphertext.at(-17) ?? 0) ^ 0x80);
    for (const segments of [[damaged], chunked(damaged)])
      expect(await decryptAesCbcSegments(KEY, IV, segments)).toBeNull();
  });
});
