import { createCipheriv, randomBytes } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Bytes, EMPTY } from "../../../src/smime/bytes.ts";
import { decryptAesCcm } from "../../../src/smime/crypto/aes-ccm.ts";

afterEach(() => vi.restoreAllMocks());

function hex(text: string): Bytes {
  return new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
}

function octets(length: number): Bytes {
  return new Uint8Array(randomBytes(length));
}

function flipped(bytes: Bytes): Bytes {
  return bytes.map((octet, i) => (i === 3 ? octet ^ 1 : octet));
}

interface Case {
  readonly key: number;
  readonly iv: number;
  readonly tag: number;
  readonly message: number;
  readonly additional: number;
}

function sealed({ key: keyLength, iv: ivLength, tag: tagLength, message, additional }: Case) {
  const [key, iv, plaintext, additionalData] = [keyLength, ivLength, message, additional].map(octets);
  if (!key || !iv || !plaintext || !additionalData) throw new Error("no octets");
  const name = keyLength === 16 ? "aes-128-ccm" : keyLength === 24 ? "aes-192-ccm" : "aes-256-ccm";
  const cipher = createCipheriv(name, key, iv, { authTagLength: tagLength });
  cipher.setAAD(additionalData, { plaintextLength: message });
  const ciphertext = new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final()]));
  return { input: { key, iv, additionalData }, plaintext, ciphertext, tag: new Uint8Array(cipher.getAuthTag()) };
}

const CASES: readonly Case[] = [
  { key: 16, iv: 12, tag: 12, message: 0, additional: 0 },
  { key: 16, iv: 7, tag: 16, message: 1, additional: 1 },
  { key: 24, iv: 13, tag: 8, message: 16, additional: 14 },
  { key: 24, iv: 12, tag: 10, message: 31, additional: 30 },
  { key: 32, iv: 11, tag: 14, message: 64, additional: 0xff00 },
  { key: 32, iv: 12, tag: 16, message: 100_000, additional: 70_000 },
];

describe("AES-CCM", () => {
  it("RFC 3610 packet vector #1", async () => {
    const input = {
      key: hex("C0C1C2C3C4C5C6C7C8C9CACBCCCDCECF"),
      iv: hex("00000003020100A0A1A2A3A4A5"),
      additionalData: hex("0001020304050607"),
    };
    const ciphertext = hex("588C979A61C663D2F066D0C2C0F989806D5F6B61DAC384");
    const found = await decryptAesCcm(input, [ciphertext], hex("17E8D12CFDF926E0"));
    expect(found).toEqual(hex("08090A0B0C0D0E0F101112131415161718191A1B1C1D1E"));
  });

  it.each(CASES)("agrees with OpenSSL: %j", async (one) => {
    const { input, plaintext, ciphertext, tag } = sealed(one);
    const segments = [ciphertext.subarray(0, 5), ciphertext.subarray(5)];
    expect(await decryptAesCcm(input, segments, tag)).toEqual(plaintext);
  });

  it.each(CASES)("and without WebCrypto: %j", async (one) => {
    vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("no", "NotSupportedError"));
    const { input, plaintext, ciphertext, tag } = sealed(one);
    expect(await decryptAesCcm(input, [ciphertext], tag)).toEqual(plaintext);
  });

  it("nothing comes out of what was changed", async () => {
    const { input, ciphertext, tag } = sealed({ key: 16, iv: 12, tag: 16, message: 40, additional: 5 });
    expect(await decryptAesCcm(input, [flipped(ciphertext)], tag)).toBeNull();
    expect(await decryptAesCcm(input, [ciphertext], flipped(tag))).toBeNull();
    expect(await decryptAesCcm({ ...input, iv: flipped(input.iv) }, [ciphertext], tag)).toBeNull();
    const additionalData = flipped(input.additionalData);
    expect(await decryptAesCcm({ ...input, additionalData }, [ciphertext], tag)).toBeNull();
  });

  it.each([
    ["a short vector", 6, 16],
    ["a long vector", 14, 16],
    ["a short tag", 12, 6],
    ["an odd tag", 12, 15],
    ["a long tag", 12, 18],
    ["no tag", 12, 0],
  ])("refuses %s", async (_, iv, tag) => {
    const input = { key: octets(16), iv: octets(iv), additionalData: EMPTY };
    expect(await decryptAesCcm(input, [octets(16)], octets(tag))).toBeNull();
  });
});
