import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { EMPTY, utf8 } from "../../../src/smime/bytes.ts";
import { ed448PublicKey, signEd448, verifyEd448 } from "../../../src/smime/crypto/ed448.ts";

const MESSAGE = utf8("message");
const { privateKey } = generateKeyPairSync("ed448");
const seed = new Uint8Array(privateKey.export({ format: "der", type: "pkcs8" }).subarray(-57));
const publicKey = new Uint8Array(createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(-57));

describe("Ed448", () => {
  it("is deterministic, and the same as OpenSSL's", () => {
    expect(ed448PublicKey(seed)).toEqual(publicKey);
    expect(signEd448(seed, MESSAGE)).toEqual(new Uint8Array(sign(null, MESSAGE, privateKey)));
  });

  it("verifies what is sound and nothing else", () => {
    const signature = signEd448(seed, MESSAGE);
    const changed = signature.slice();
    changed[3] = (changed[3] ?? 0) ^ 1;
    expect(verifyEd448({ publicKey, octets: MESSAGE, signature })).toBe(true);
    expect(verifyEd448({ publicKey, octets: utf8("massage"), signature })).toBe(false);
    expect(verifyEd448({ publicKey, octets: MESSAGE, signature: changed })).toBe(false);
    expect(verifyEd448({ publicKey, octets: MESSAGE, signature: EMPTY })).toBe(false);
    expect(verifyEd448({ publicKey: EMPTY, octets: MESSAGE, signature })).toBe(false);
  });
});
