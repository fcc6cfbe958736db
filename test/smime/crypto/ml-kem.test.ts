import { describe, expect, it } from "vitest";
import { EMPTY } from "../../../src/smime/bytes.ts";
import {
  decapsulateMlKem,
  encapsulateMlKem,
  mlKemKeyOfExpanded,
  mlKemKeyOfSeed,
} from "../../../src/smime/crypto/ml-kem.ts";

const SEED = Uint8Array.from({ length: 64 }, (_, i) => i);

describe.each(["ml-kem-512", "ml-kem-768", "ml-kem-1024"] as const)("%s", (parameterSet) => {
  const key = mlKemKeyOfSeed(parameterSet, SEED);
  if (!key) throw new Error("no key");
  const { publicKey, decapsulationKey } = key;

  it("both sides get one secret", () => {
    const encapsulated = encapsulateMlKem(parameterSet, publicKey);
    expect(encapsulated?.secret).toHaveLength(32);
    expect(decapsulateMlKem(key, encapsulated?.ciphertext ?? EMPTY)).toEqual(encapsulated?.secret);
  });

  it("a changed ciphertext gives another secret; one of another length none", () => {
    const encapsulated = encapsulateMlKem(parameterSet, publicKey);
    const changed = encapsulated?.ciphertext.slice() ?? EMPTY;
    changed[7] = (changed[7] ?? 0) ^ 1;
    const secret = decapsulateMlKem(key, changed);
    expect(secret).toHaveLength(32);
    expect(secret).not.toEqual(encapsulated?.secret);
    expect(decapsulateMlKem(key, changed.subarray(1))).toBeNull();
    expect(decapsulateMlKem(key, EMPTY)).toBeNull();
  });

  it("the expanded key is the seed's, and is checked by its hash", () => {
    expect(mlKemKeyOfExpanded(parameterSet, decapsulationKey)).toEqual(key);
    const damaged = decapsulationKey.slice();
    damaged[damaged.length - 100] = (damaged.at(-100) ?? 0) ^ 1;
    expect(mlKemKeyOfExpanded(parameterSet, damaged)).toBeNull();
    expect(mlKemKeyOfExpanded(parameterSet, decapsulationKey.subarray(1))).toBeNull();
    expect(mlKemKeyOfSeed(parameterSet, SEED.subarray(1))).toBeNull();
  });

  it("refuses a public key that is none", () => {
    expect(encapsulateMlKem(parameterSet, publicKey.subarray(1))).toBeNull();
    expect(encapsulateMlKem(parameterSet, new Uint8Array(publicKey.length).fill(0xff))).toBeNull();
  });
});
