import { describe, expect, it } from "vitest";
import { context } from "../../../src/smime/asn1/reader.ts";
import { encode, integer, octetString, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, EMPTY } from "../../../src/smime/bytes.ts";
import { mlDsaKeyOfSeed } from "../../../src/smime/crypto/ml-dsa.ts";
import { mlKemKeyOfSeed } from "../../../src/smime/crypto/ml-kem.ts";
import { readPrivateKeyInfo } from "../../../src/smime/pkcs12/private-key-info.ts";
import { privateKeyInfoOf } from "../cms/post-quantum-identity.ts";

const [SEED, OTHER] = [new Uint8Array(64).fill(1), new Uint8Array(64).fill(2)];
const kem = (seed: Bytes) => mlKemKeyOfSeed("ml-kem-768", seed)?.decapsulationKey ?? EMPTY;
const dsa = (seed: Bytes) => mlDsaKeyOfSeed("ml-dsa-65", seed.subarray(32))?.signingKey ?? EMPTY;

describe.each([
  { kind: "ml-kem-768", seed: SEED, expanded: kem(SEED), others: kem(OTHER) },
  { kind: "ml-dsa-65", seed: SEED.subarray(32), expanded: dsa(SEED), others: dsa(OTHER) },
] as const)("private keys: $kind", ({ kind, seed, expanded, others }) => {
  const read = (choice: Bytes) => readPrivateKeyInfo(privateKeyInfoOf(kind, choice));

  it("seed, expanded and both are one key", () => {
    const ofSeed = read(encode(context(0, false), seed));
    expect(ofSeed).toMatchObject({ kind: kind.slice(0, 6), key: { parameterSet: kind } });
    expect(read(octetString(expanded))).toEqual(ofSeed);
    expect(read(sequence(octetString(seed), octetString(expanded)))).toEqual(ofSeed);
  });

  it.each<[string, Bytes]>([
    ["halves of two keys", sequence(octetString(seed), octetString(others))],
    ["a short seed", encode(context(0, false), seed.subarray(1))],
    ["a short expanded key", octetString(expanded.subarray(1))],
    ["a third half", sequence(octetString(seed), octetString(expanded), integer(1))],
    ["nothing", EMPTY],
  ])("refuses %s", (_, choice) => {
    expect(() => read(choice)).toThrow(expect.objectContaining({ code: "pkcs12/malformed" }));
  });
});
