import { describe, expect, it } from "vitest";
import { EMPTY, utf8 } from "../../../src/smime/bytes.ts";
import { mlDsaKeyOfExpanded, mlDsaKeyOfSeed, signMlDsa, verifyMlDsa } from "../../../src/smime/crypto/ml-dsa.ts";

const SEED = Uint8Array.from({ length: 32 }, (_, i) => i);
const MESSAGE = utf8("message");

describe.each(["ml-dsa-44", "ml-dsa-65", "ml-dsa-87"] as const)("%s", (parameterSet) => {
  const key = mlDsaKeyOfSeed(parameterSet, SEED);
  if (!key) throw new Error("no key");
  const { publicKey, signingKey } = key;

  it("signs with fresh randomness and verifies", () => {
    const [one, other] = [signMlDsa(key, MESSAGE), signMlDsa(key, MESSAGE)];
    expect(one).not.toEqual(other);
    for (const signature of [one, other])
      expect(verifyMlDsa({ parameterSet, publicKey, octets: MESSAGE, signature })).toBe(true);
  });

  it("refuses another message, a changed signature and impossible lengths", () => {
    const signature = signMlDsa(key, MESSAGE);
    const changed = signature.slice();
    changed[0] = (changed[0] ?? 0) ^ 1;
    const good = { parameterSet, publicKey, octets: MESSAGE, signature };
    expect(verifyMlDsa({ ...good, octets: utf8("massage") })).toBe(false);
    expect(verifyMlDsa({ ...good, signature: changed })).toBe(false);
    expect(verifyMlDsa({ ...good, signature: EMPTY })).toBe(false);
    expect(verifyMlDsa({ ...good, publicKey: publicKey.subarray(1) })).toBe(false);
  });

  it("the expanded key is the seed's", () => {
    expect(mlDsaKeyOfExpanded(parameterSet, signingKey)).toEqual(key);
    expect(mlDsaKeyOfExpanded(parameterSet, signingKey.subarray(1))).toBeNull();
    expect(mlDsaKeyOfExpanded(parameterSet, new Uint8Array(signingKey.length).fill(0xff))).toBeNull();
    expect(mlDsaKeyOfSeed(parameterSet, SEED.subarray(1))).toBeNull();
  });
});
