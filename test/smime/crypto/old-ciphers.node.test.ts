import { createCipheriv, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Bytes } from "../../../src/smime/bytes.ts";
import { decryptRc2Cbc, rc2Decryption } from "../../../src/smime/crypto/rc2.ts";
import { decryptTripleDesCbc, encryptTripleDesCbc, tripleDesDecryption } from "../../../src/smime/crypto/triple-des.ts";
import { hex } from "../hex.ts";

function oneBlock(decryption: ReturnType<typeof rc2Decryption>, ciphertext: Bytes): Bytes | undefined {
  const out = new Uint8Array(8);
  decryption?.(ciphertext, out, 0);
  return decryption ? out : undefined;
}

describe("Triple DES", () => {
  it("NIST SP 800-20's variable plaintext and key tests, with three equal keys", () => {
    const ones = hex("01".repeat(24));
    expect(oneBlock(tripleDesDecryption(ones), hex("95F8A5E5DD31D900"))).toEqual(hex("8000000000000000"));
    expect(oneBlock(tripleDesDecryption(ones), hex("166B40B44ABA4BD6"))).toEqual(hex("0000000000000001"));
    const key = hex("8001010101010101".repeat(3));
    expect(oneBlock(tripleDesDecryption(key), hex("95A8D72813DAA94D"))).toEqual(new Uint8Array(8));
  });

  it("agrees with another implementation on every length", () => {
    for (let length = 0; length < 50; length++) {
      const [key, iv, message] = [randomBytes(24), randomBytes(8), randomBytes(length)];
      const cipher = createCipheriv("des-ede3-cbc", key, iv);
      const ciphertext = new Uint8Array(Buffer.concat([cipher.update(message), cipher.final()]));
      const found = decryptTripleDesCbc(new Uint8Array(key), new Uint8Array(iv), ciphertext);
      expect(found).toEqual(new Uint8Array(message));
    }
  });

  it("encrypts as another implementation does, for every length", () => {
    for (let length = 0; length < 50; length++) {
      const [key, iv, message] = [randomBytes(24), randomBytes(8), randomBytes(length)];
      const cipher = createCipheriv("des-ede3-cbc", key, iv);
      const ciphertext = new Uint8Array(Buffer.concat([cipher.update(message), cipher.final()]));
      const ours = encryptTripleDesCbc(new Uint8Array(key), new Uint8Array(iv), new Uint8Array(message));
      expect(ours).toEqual(ciphertext);
    }
  });

  it("takes two keys for three", () => {
    const [key, iv] = [randomBytes(16), randomBytes(8)];
    const cipher = createCipheriv("des-ede-cbc", key, iv);
    const ciphertext = new Uint8Array(Buffer.concat([cipher.update("two keys"), cipher.final()]));
    const found = decryptTripleDesCbc(new Uint8Array(key), new Uint8Array(iv), ciphertext);
    expect(found).toEqual(new TextEncoder().encode("two keys"));
  });

  it("refuses keys, vectors and ciphertexts of other lengths", () => {
    const [key, iv, block] = [new Uint8Array(24), new Uint8Array(8), new Uint8Array(8)];
    expect(decryptTripleDesCbc(key.subarray(1), iv, block)).toBeNull();
    expect(decryptTripleDesCbc(key, iv.subarray(1), block)).toBeNull();
    expect(decryptTripleDesCbc(key, iv, block.subarray(1))).toBeNull();
    expect(decryptTripleDesCbc(key, iv, new Uint8Array(0))).toBeNull();
  });

  it("refuses every wrong padding", () => {
    const [key, iv] = [randomBytes(24), randomBytes(8)];
    for (const padding of ["00", "09", "ff", "0102", "0203", "03030203", "0808080808080807", "0708080808080808"]) {
      const cipher = createCipheriv("des-ede3-cbc", key, iv).setAutoPadding(false);
      const plaintext = Buffer.concat([Buffer.alloc(8 - padding.length / 2), Buffer.from(padding, "hex")]);
      const ciphertext = new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final()]));
      expect([padding, decryptTripleDesCbc(new Uint8Array(key), new Uint8Array(iv), ciphertext)]).toEqual([
        padding,
        null,
      ]);
    }
  });
});

describe("RC2", () => {
  it.each([
    ["0000000000000000", 63, "0000000000000000", "ebb773f993278eff"],
    ["ffffffffffffffff", 64, "ffffffffffffffff", "278b27e42e2f0d49"],
    ["3000000000000000", 64, "1000000000000001", "30649edf9be7d2c2"],
    ["88", 64, "0000000000000000", "61a8a244adacccf0"],
    ["88bca90e90875a", 64, "0000000000000000", "6ccf4308974c267f"],
    ["88bca90e90875a7f0f79c384627bafb2", 64, "0000000000000000", "1a807d272bbe5db1"],
    ["88bca90e90875a7f0f79c384627bafb2", 128, "0000000000000000", "2269552ab0f85ca6"],
    ["88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e", 129, "0000000000000000", "5b78d3a43dfff1f1"],
  ])("RFC 2268 section 5: key %s, %i effective bits", (key, bits, plaintext, ciphertext) => {
    expect(oneBlock(rc2Decryption(hex(key), bits), hex(ciphertext))).toEqual(hex(plaintext));
  });

  it("refuses impossible keys", () => {
    expect(rc2Decryption(new Uint8Array(0), 64)).toBeNull();
    expect(rc2Decryption(new Uint8Array(129), 64)).toBeNull();
    expect(rc2Decryption(new Uint8Array(8), 0)).toBeNull();
    expect(rc2Decryption(new Uint8Array(8), 1025)).toBeNull();
    expect(decryptRc2Cbc(new Uint8Array(8), 64, new Uint8Array(7), new Uint8Array(8))).toBeNull();
  });
});
