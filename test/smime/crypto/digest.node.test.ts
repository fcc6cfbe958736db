import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { EMPTY, utf8 } from "../../../src/smime/bytes.ts";
import { equalConstantTime, equalsMask, select } from "../../../src/smime/crypto/constant-time.ts";
import { type DigestName, digest, digestLength, digestSync } from "../../../src/smime/crypto/digest.ts";
import { hmac } from "../../../src/smime/crypto/hmac.ts";
import { hkdf } from "../../../src/smime/crypto/key-derivation.ts";
import { randomOctets } from "../../../src/smime/crypto/random.ts";

const NAMES: readonly (readonly [DigestName, string])[] = [
  ["md5", "md5"],
  ["sha-1", "sha1"],
  ["sha-224", "sha224"],
  ["sha-256", "sha256"],
  ["sha-384", "sha384"],
  ["sha-512", "sha512"],
  ["sha-512/224", "sha512-224"],
  ["sha-512/256", "sha512-256"],
  ["sha3-224", "sha3-224"],
  ["sha3-256", "sha3-256"],
  ["sha3-384", "sha3-384"],
  ["sha3-512", "sha3-512"],
];

describe("digests", () => {
  it.each(NAMES)("%s, in one segment or several", async (name, theirs) => {
    const expected = new Uint8Array(createHash(theirs).update("segments").digest());
    expect(await digest(name, utf8("segments"))).toEqual(expected);
    expect(await digest(name, utf8("seg"), EMPTY, utf8("ments"))).toEqual(expected);
    expect(digestSync(name, utf8("seg"), utf8("ments"))).toEqual(expected);
    expect(digestLength(name)).toBe(expected.length);
    expect(await digest(name)).toEqual(new Uint8Array(createHash(theirs).digest()));
  });

  it("a view is digested, not the buffer behind it", async () => {
    const whole = utf8("xxabcxx");
    expect(await digest("sha-256", whole.subarray(2, 5))).toEqual(await digest("sha-256", utf8("abc")));
  });

  it.each(NAMES)("HMAC with %s, the empty key included", async (name, theirs) => {
    for (const key of ["", "key", "k".repeat(300)]) {
      const expected = new Uint8Array(createHmac(theirs, key).update("message").digest());
      expect(await hmac(name, utf8(key), utf8("message"))).toEqual(expected);
    }
  });

  it("HKDF gives no more than 255 digests", async () => {
    const parameters = { digest: "sha-1", salt: EMPTY, info: EMPTY } as const;
    expect(await hkdf(utf8("secret"), { ...parameters, length: 255 * 20 })).toHaveLength(5100);
    await expect(hkdf(utf8("secret"), { ...parameters, length: 255 * 20 + 1 })).rejects.toThrow(RangeError);
  });
});

describe("constant-time comparison and choice", () => {
  it("equalsMask is 1 for equal 32-bit values only", () => {
    const values = [0, 1, 2, 255, 256, -1, 0x7fffffff, -0x80000000];
    for (const a of values) for (const b of values) expect(equalsMask(a, b)).toBe(a === b ? 1 : 0);
  });

  it("equalConstantTime", () => {
    expect(equalConstantTime(utf8("abc"), utf8("abc"))).toBe(true);
    expect(equalConstantTime(utf8("abc"), utf8("abd"))).toBe(false);
    expect(equalConstantTime(utf8("abc"), utf8("abcd"))).toBe(false);
    expect(equalConstantTime(EMPTY, EMPTY)).toBe(true);
  });

  it("select", () => {
    expect(select(1, utf8("yes"), utf8("no!"))).toEqual(utf8("yes"));
    expect(select(0, utf8("yes"), utf8("no!"))).toEqual(utf8("no!"));
  });
});

it("random octets beyond one call's quota are all filled", () => {
  const octets = randomOctets(200_000);
  expect(octets).toHaveLength(200_000);
  for (let at = 0; at < octets.length; at += 4000)
    expect(octets.subarray(at, at + 4000).some((octet) => octet !== 0)).toBe(true);
});
