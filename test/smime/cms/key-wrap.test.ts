import { createCipheriv, createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Bytes } from "../../../src/smime/bytes.ts";
import { AES_WRAP_OID, keyUnwrapOf } from "../../../src/smime/cms/key-wrap.ts";
import { hex } from "../hex.ts";

const TRIPLE_DES = "1.2.840.113549.1.9.16.3.6";

/** RFC 3217 section 3.1, by another implementation of the cipher. */
function wrapTripleDes(kek: Bytes, key: Bytes, iv: Bytes): Bytes {
  const encrypt = (vector: Uint8Array, octets: Uint8Array) => {
    const cipher = createCipheriv("des-ede3-cbc", kek, vector).setAutoPadding(false);
    return Buffer.concat([cipher.update(octets), cipher.final()]);
  };
  const checksum = createHash("sha1").update(key).digest().subarray(0, 8);
  const inner = Buffer.concat([iv, encrypt(iv, Buffer.concat([key, checksum]))]);
  return new Uint8Array(encrypt(hex("4adda22c79e82105"), Uint8Array.from(inner).toReversed()));
}

describe("key wrap", () => {
  it.each([
    [128, "000102030405060708090A0B0C0D0E0F", "1FA68B0A8112B447 AEF34BD8FB5A7B82 9D3E862371D2CFE5"],
    [192, "000102030405060708090A0B0C0D0E0F1011121314151617", "96778B25AE6CA435 F92B5B97C050AED2 468AB8A17AD84E5D"],
    [
      256,
      "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
      "64E8C3F9CE0F5BA2 63E9777905818A2A 93C8191E7D6E8AE7",
    ],
  ] as const)("RFC 3394 section 4, %i bits", (bits, kek, wrapped) => {
    const { keyLength, unwrap } = keyUnwrapOf({ oid: AES_WRAP_OID[bits], parameters: null });
    expect(keyLength).toBe(bits / 8);
    expect(unwrap(hex(kek), hex(wrapped))).toEqual(hex("00112233445566778899AABBCCDDEEFF"));
    expect(unwrap(hex(kek), hex(wrapped).with(0, 0))).toBeNull();
    expect(unwrap(hex(kek), hex(wrapped).subarray(1))).toBeNull();
  });

  it("Triple DES (RFC 3217)", () => {
    const [kek, key] = [
      hex("255e0d1c07b646df b3134cc843ba8aa7 1f025b7c0838251f"),
      hex("2923bf85e06dd6ae 529149f1f1bae9ea b3a7da3d860d3e98"),
    ];
    const wrapped = wrapTripleDes(kek, key, hex("5dd4cbfc96f5453b"));
    const { keyLength, unwrap } = keyUnwrapOf({ oid: TRIPLE_DES, parameters: null });
    expect(keyLength).toBe(24);
    expect(unwrap(kek, wrapped)).toEqual(key);
    expect(unwrap(kek, wrapped.with(39, (wrapped[39] ?? 0) ^ 1))).toBeNull();
    expect(unwrap(kek, wrapped.subarray(8))).toBeNull();
    expect(unwrap(kek.subarray(1), wrapped)).toBeNull();
  });

  it("Triple DES around a key of another length", () => {
    const [kek, key] = [hex("255e0d1c07b646df b3134cc843ba8aa7 1f025b7c0838251f"), new Uint8Array(32).fill(7)];
    const wrapped = wrapTripleDes(kek, key, hex("5dd4cbfc96f5453b"));
    const { unwrap } = keyUnwrapOf({ oid: TRIPLE_DES, parameters: null });
    expect(unwrap(kek, wrapped)).toEqual(key);
    expect(unwrap(kek, wrapped.with(3, (wrapped[3] ?? 0) ^ 1))).toBeNull();
    expect(unwrap(kek, wrapped.subarray(4))).toBeNull();
    expect(unwrap(kek, wrapped.subarray(0, 16))).toBeNull();
  });

  it("another algorithm is unsupported", () => {
    const expected = expect.objectContaining({ code: "cms/unsupported-algorithm", detail: { oid: "1.2.3" } });
    expect(() => keyUnwrapOf({ oid: "1.2.3", parameters: null })).toThrow(expected);
  });
});
