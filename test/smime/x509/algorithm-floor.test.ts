import { describe, expect, it } from "vitest";
import { algorithmSuffices, keySuffices } from "../../../src/smime/x509/algorithm-floor.ts";
import type { AlgorithmFloor } from "../../../src/smime/x509/path-request.ts";
import type { PublicKey } from "../../../src/smime/x509/public-key.ts";
import type { SignatureAlgorithm } from "../../../src/smime/x509/signature-algorithm.ts";

const FLOORS: readonly AlgorithmFloor[] = ["strict", "legacy"];
const PSS = { scheme: "rsassa-pss", mgfDigest: "sha-1", saltLength: 20 } as const;

describe("signature algorithms, strict and legacy", () => {
  it.each<[SignatureAlgorithm, boolean, boolean]>([
    [{ scheme: "rsassa-pkcs1-v1_5", digest: "sha-256" }, true, true],
    [{ scheme: "rsassa-pkcs1-v1_5", digest: "sha-1" }, false, true],
    [{ scheme: "rsassa-pkcs1-v1_5", digest: "md5" }, false, false],
    [{ ...PSS, digest: "sha-256" }, true, true],
    [{ ...PSS, digest: "sha-1" }, false, true],
    [{ scheme: "ecdsa", digest: "sha-1" }, false, true],
    [{ scheme: "dsa", digest: "sha-256" }, false, true],
    [{ scheme: "ed25519" }, true, true],
    [{ scheme: "ed448" }, true, true],
    [{ scheme: "ml-dsa-44" }, true, true],
  ])("%j", (algorithm, strict, legacy) => {
    expect(FLOORS.map((floor) => algorithmSuffices(algorithm, floor))).toEqual([strict, legacy]);
  });
});

function rsa(bits: number): PublicKey {
  const modulus = new Uint8Array(Math.ceil(bits / 8)).fill(0xff);
  modulus[0] = 0xff >> ((8 - (bits % 8)) % 8);
  return { kind: "rsa", key: { modulus, publicExponent: Uint8Array.of(1, 0, 1) }, restriction: null };
}

function dsa(bits: number): PublicKey {
  const [p, one] = [new Uint8Array(bits / 8).fill(0xff), Uint8Array.of(1)];
  return { kind: "dsa", key: { p, q: one, g: one, y: one } };
}

describe("keys, strict and legacy", () => {
  it.each<[string, PublicKey, boolean, boolean]>([
    ["RSA 2048", rsa(2048), true, true],
    ["RSA 2047", rsa(2047), false, true],
    ["RSA 1024", rsa(1024), false, true],
    ["RSA 1023", rsa(1023), false, false],
    ["RSA 512", rsa(512), false, false],
    ["DSA 1024", dsa(1024), false, true],
    ["DSA 512", dsa(512), false, false],
    ["P-256", { kind: "ec", curve: "p-256", point: new Uint8Array(65) }, true, true],
    ["Ed25519", { kind: "ed25519", publicKey: new Uint8Array(32) }, true, true],
  ])("%s", (_, key, strict, legacy) => {
    expect(FLOORS.map((floor) => keySuffices(key, floor))).toEqual([strict, legacy]);
  });
});
