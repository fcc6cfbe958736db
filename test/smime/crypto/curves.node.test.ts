import { createECDH, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { children, Fields, readSole } from "../../../src/smime/asn1/reader.ts";
import { bitStringOf, integerOctets } from "../../../src/smime/asn1/values.ts";
import { type Bytes, concat, EMPTY, utf8 } from "../../../src/smime/bytes.ts";
import { type CurveName, fieldLength, orderLength, uncompressedPoint } from "../../../src/smime/crypto/curves.ts";
import { verifyDsa } from "../../../src/smime/crypto/dsa.ts";
import { agreeEcdh, ephemeralEcKey } from "../../../src/smime/crypto/ecdh.ts";
import { isValidScalar } from "../../../src/smime/crypto/ec-key.ts";
import { signEcdsa, verifyEcdsa } from "../../../src/smime/crypto/ecdsa.ts";
import { ed25519PublicKey, signEd25519, verifyEd25519 } from "../../../src/smime/crypto/ed25519.ts";
import { agreeMontgomery, ephemeralMontgomeryKey } from "../../../src/smime/crypto/x25519.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const MESSAGE = utf8("message");

/** As in a browser that has none of these curves. */
function withoutWebCrypto(): void {
  vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("no such algorithm", "NotSupportedError"));
}

/** OpenSSL's name of each curve. */
const OPENSSL_NAME: Readonly<Record<CurveName, string>> = {
  "p-256": "prime256v1",
  "p-384": "secp384r1",
  "p-521": "secp521r1",
  secp256k1: "secp256k1",
  brainpoolP256r1: "brainpoolP256r1",
  brainpoolP256t1: "brainpoolP256t1",
  brainpoolP320r1: "brainpoolP320r1",
  brainpoolP320t1: "brainpoolP320t1",
  brainpoolP384r1: "brainpoolP384r1",
  brainpoolP384t1: "brainpoolP384t1",
  brainpoolP512r1: "brainpoolP512r1",
  brainpoolP512t1: "brainpoolP512t1",
};
const CURVES: readonly CurveName[] = [
  "p-256",
  "p-384",
  "p-521",
  "secp256k1",
  "brainpoolP256r1",
  "brainpoolP256t1",
  "brainpoolP320r1",
  "brainpoolP320t1",
  "brainpoolP384r1",
  "brainpoolP384t1",
  "brainpoolP512r1",
  "brainpoolP512t1",
];

describe.each(CURVES)("%s", (curve) => {
  it("agrees with another implementation, with points compressed or not", async () => {
    const theirs = createECDH(OPENSSL_NAME[curve]);
    const theirPoint = new Uint8Array(theirs.generateKeys());
    const { key, point } = ephemeralEcKey(curve);
    const secret = await agreeEcdh(key, theirPoint);
    expect(secret).toEqual(new Uint8Array(theirs.computeSecret(point)));
    expect(secret).toHaveLength(fieldLength(curve));
    expect(await agreeEcdh(key, new Uint8Array(theirs.getPublicKey(null, "compressed")))).toEqual(secret);
  });

  it("refuses what is no point of the curve", async () => {
    const { key, point } = ephemeralEcKey(curve);
    const off = point.slice();
    off[off.length - 1] = (off.at(-1) ?? 0) ^ 1;
    for (const octets of [
      off,
      EMPTY,
      Uint8Array.of(0),
      point.subarray(1),
      concat(point, Uint8Array.of(0)),
      Uint8Array.of(4),
    ])
      expect(await agreeEcdh(key, octets)).toBeNull();
    expect(
      uncompressedPoint(curve, concat(Uint8Array.of(2), new Uint8Array(fieldLength(curve)).fill(0xff))),
    ).toBeNull();
  });

  it("verifies another implementation's signature, by WebCrypto and without it", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: OPENSSL_NAME[curve] });
    const signature = new Uint8Array(sign("sha256", MESSAGE, { key: privateKey, dsaEncoding: "ieee-p1363" }));
    const spki = new Uint8Array(
      createPublicKey(publicKey.export({ format: "pem", type: "spki" })).export({ format: "der", type: "spki" }),
    );
    const point: Bytes = spki.slice(spki.length - 1 - 2 * fieldLength(curve));
    const verification = { curve, point, digest: "sha-256", octets: MESSAGE, signature } as const;
    expect(await verifyEcdsa(verification)).toBe(true);
    withoutWebCrypto();
    expect(await verifyEcdsa(verification)).toBe(true);
    expect(await verifyEcdsa({ ...verification, octets: utf8("other") })).toBe(false);
    expect(await verifyEcdsa({ ...verification, signature: signature.subarray(1) })).toBe(false);
    expect(await verifyEcdsa({ ...verification, signature: new Uint8Array(signature.length) })).toBe(false);
    expect(await verifyEcdsa({ ...verification, point: Uint8Array.of(0) })).toBe(false);
  });

  it("signs, by WebCrypto and without it", async () => {
    const { key, point } = ephemeralEcKey(curve);
    for (const arrange of [() => {}, withoutWebCrypto]) {
      arrange();
      const signature = await signEcdsa(key, "sha-512", MESSAGE);
      vi.restoreAllMocks();
      expect(signature).toHaveLength(2 * orderLength(curve));
      expect(await verifyEcdsa({ curve, point, digest: "sha-512", octets: MESSAGE, signature })).toBe(true);
    }
  });

  it("the scalar zero is no key", () => {
    expect(isValidScalar({ curve, scalar: new Uint8Array(orderLength(curve)) })).toBe(false);
  });
});

describe("Ed25519", () => {
  const seed = new Uint8Array(32).fill(7);

  it("WebCrypto and noble sign alike and verify each other", async () => {
    const native = await signEd25519(seed, MESSAGE);
    const publicKey = ed25519PublicKey(seed);
    expect(await verifyEd25519({ publicKey, octets: MESSAGE, signature: native })).toBe(true);
    withoutWebCrypto();
    expect(await signEd25519(seed, MESSAGE)).toEqual(native);
    expect(await verifyEd25519({ publicKey, octets: MESSAGE, signature: native })).toBe(true);
    expect(await verifyEd25519({ publicKey, octets: utf8("other"), signature: native })).toBe(false);
    expect(await verifyEd25519({ publicKey: new Uint8Array(31), octets: MESSAGE, signature: native })).toBe(false);
  });
});

describe.each(["x25519", "x448"] as const)("%s", (curve) => {
  it("both sides have the same secret, by WebCrypto or without it", async () => {
    const [one, other] = [ephemeralMontgomeryKey(curve), ephemeralMontgomeryKey(curve)];
    const secret = await agreeMontgomery(one.key, other.publicKey);
    expect(secret).not.toBeNull();
    withoutWebCrypto();
    expect(await agreeMontgomery(other.key, one.publicKey)).toEqual(secret);
  });

  it("refuses points of low order and other lengths, by WebCrypto or without it", async () => {
    const { key, publicKey } = ephemeralMontgomeryKey(curve);
    for (const arrange of [() => {}, withoutWebCrypto]) {
      arrange();
      expect(await agreeMontgomery(key, new Uint8Array(publicKey.length))).toBeNull();
      expect(await agreeMontgomery(key, publicKey.with(0, 0).fill(0).with(0, 1))).toBeNull();
      expect(await agreeMontgomery(key, publicKey.subarray(1))).toBeNull();
    }
  });
});

describe("DSA", () => {
  const { publicKey, privateKey } = generateKeyPairSync("dsa", { modulusLength: 1024, divisorLength: 160 });
  const fields = Fields.ofSequence(new Uint8Array(publicKey.export({ format: "der", type: "spki" })));
  const [, parameters] = children(fields.any());
  const [p = EMPTY, q = EMPTY, g = EMPTY] = (parameters ? children(parameters) : []).map(integerOctets);
  const y = integerOctets(readSole(bitStringOf(fields.any()).octets));
  const signature = new Uint8Array(sign("sha1", MESSAGE, { key: privateKey, dsaEncoding: "ieee-p1363" }));
  const sound = {
    key: { p, q, g, y },
    digest: "sha-1",
    octets: MESSAGE,
    r: signature.slice(0, 20),
    s: signature.slice(20),
  } as const;

  it("verifies another implementation's signature", async () => {
    expect(await verifyDsa(sound)).toBe(true);
    expect(await verifyDsa({ ...sound, octets: utf8("other") })).toBe(false);
  });

  it.each([
    ["r of zero", { r: Uint8Array.of(0) }],
    ["s of zero", { s: Uint8Array.of(0) }],
    ["r of q", { r: q }],
    ["s of q", { s: q }],
    ["a generator of one", { key: { p, q, g: Uint8Array.of(1), y } }],
    ["a public value of one", { key: { p, q, g, y: Uint8Array.of(1) } }],
    ["a public value beyond p", { key: { p, q, g, y: concat(Uint8Array.of(1), p) } }],
    ["a prime that only costs time", { key: { p: new Uint8Array(4096).fill(0xff), q, g, y } }],
  ])("refuses %s", async (_, change) => {
    expect(await verifyDsa({ ...sound, ...change })).toBe(false);
  });
});
