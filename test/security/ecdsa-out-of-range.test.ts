import { beforeAll, describe, expect, it } from "vitest";
import { algorithmIdentifier, encode, integer, sequence } from "../../src/smime/asn1/writer.ts";
import { TAG } from "../../src/smime/asn1/reader.ts";
import { type Bytes, concat } from "../../src/smime/bytes.ts";
import { i2osp, os2ip } from "../../src/smime/crypto/data-conversion.ts";
import { generateKeys } from "../smime/x509/certificate-builder.ts";
import { type Forger, forgerOf } from "./forged-signer.ts";

/** Numbers that a verifier must not even try, zero above all: "psychic signatures" (CVE-2022-21449), and other spellings of sound ones. */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const ECDSA_WITH_SHA_256 = { signatureAlgorithm: algorithmIdentifier("1.2.840.10045.4.3.2") };
const REFUSED = { kind: "altered", reason: "signature-mismatch" };

let forger: Forger;
beforeAll(async () => {
  forger = await forgerOf(await generateKeys("p-256"));
});

function number(value: bigint): Bytes {
  return integer(i2osp(value, 40));
}

function pair(r: bigint, s: bigint): Bytes {
  return sequence(number(r), number(s));
}

async function sound(covered: Bytes): Promise<readonly [bigint, bigint]> {
  const scheme = { name: "ECDSA", hash: "SHA-256" };
  const raw = new Uint8Array(await crypto.subtle.sign(scheme, forger.victim.keys.privateKey, covered));
  return [os2ip(raw.subarray(0, 32)), os2ip(raw.subarray(32))];
}

const verdictOf = (forge: (covered: Bytes) => Bytes | Promise<Bytes>) => forger.verdictOf(forge, ECDSA_WITH_SHA_256);

describe("made up", () => {
  it.each([
    ["zero and zero", 0n, 0n],
    ["zero and one", 0n, 1n],
    ["one and zero", 1n, 0n],
    ["one and one", 1n, 1n],
    ["the order and the order", N, N],
    ["one and the order", 1n, N],
    ["beyond the order", N + 1n, N + 1n],
    ["the field's prime", P, P],
    ["of 320 bits", (1n << 319n) + 1n, 1n],
  ])("%s", async (_, r, s) => {
    expect(await verdictOf(() => pair(r, s))).toMatchObject(REFUSED);
  });

  it.each([
    ["nothing", new Uint8Array(0)],
    ["an empty sequence", sequence()],
    ["negative numbers", sequence(encode(TAG.integer, Uint8Array.of(0xff)), encode(TAG.integer, Uint8Array.of(0xff)))],
    ["empty numbers", sequence(encode(TAG.integer), encode(TAG.integer))],
  ])("%s", async (_, octets) => {
    expect(await verdictOf(() => octets)).toMatchObject(REFUSED);
  });
});

describe("a sound signature", () => {
  it("is one", async () => {
    expect(await verdictOf(async (covered) => pair(...(await sound(covered))))).toMatchObject({ kind: "verified" });
  });

  it.each<[string, (r: bigint, s: bigint) => Bytes]>([
    ["with the order added", (r, s) => pair(r + N, s)],
    ["with the order added to s", (r, s) => pair(r, s + N)],
    ["with its numbers exchanged", (r, s) => pair(s, r)],
    ["with r negated", (r, s) => pair(N - r, s)],
    ["with a third number", (r, s) => sequence(number(r), number(s), number(1n))],
    ["with octets behind it", (r, s) => concat(pair(r, s), Uint8Array.of(0))],
    ["with padded numbers", (r, s) => sequence(encode(TAG.integer, i2osp(r, 34)), number(s))],
    ["in the form of WebCrypto", (r, s) => concat(i2osp(r, 32), i2osp(s, 32))],
  ])("%s is none", async (_, form) => {
    expect(await verdictOf(async (covered) => form(...(await sound(covered))))).toMatchObject(REFUSED);
  });
});
