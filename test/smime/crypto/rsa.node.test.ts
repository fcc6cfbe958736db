import { constants, generateKeyPairSync, type KeyObject, privateDecrypt, publicEncrypt, sign } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Bytes, EMPTY, utf8 } from "../../../src/smime/bytes.ts";
import { i2osp, os2ip } from "../../../src/smime/crypto/data-conversion.ts";
import type { DigestName } from "../../../src/smime/crypto/digest.ts";
import { modInverse, modPow } from "../../../src/smime/crypto/modular-arithmetic.ts";
import {
  isUsable,
  modulusBits,
  modulusLength,
  type RsaPrivateKey,
  rsaPrivate,
  rsaPublic,
} from "../../../src/smime/crypto/rsa-key.ts";
import { decryptRsaesOaep, encryptRsaesOaep } from "../../../src/smime/crypto/rsaes-oaep.ts";
import { decryptRsaesPkcs1v15, encryptRsaesPkcs1v15 } from "../../../src/smime/crypto/rsaes-pkcs1-v1_5.ts";
import { signRsaPkcs1, verifyRsaPkcs1 } from "../../../src/smime/crypto/rsassa-pkcs1-v1_5.ts";
import { signRsaPss, verifyRsaPss } from "../../../src/smime/crypto/rsassa-pss.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

function octets(value: unknown): Bytes {
  return new Uint8Array(Buffer.from(typeof value === "string" ? value : "", "base64url"));
}

function generate(bits: number): {
  readonly own: RsaPrivateKey;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
} {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: bits });
  const jwk = privateKey.export({ format: "jwk" });
  const own = {
    modulus: octets(jwk["n"]),
    publicExponent: octets(jwk["e"]),
    privateExponent: octets(jwk["d"]),
    prime1: octets(jwk["p"]),
    prime2: octets(jwk["q"]),
    exponent1: octets(jwk["dp"]),
    exponent2: octets(jwk["dq"]),
    coefficient: octets(jwk["qi"]),
  };
  return { own, publicKey, privateKey };
}

const { own, publicKey, privateKey } = generate(2048);
/** One bit short of whole octets, where EMSA-PSS has an octet less than the modulus. */
const odd = generate(2041);
const MESSAGE = utf8("thirty-two octets of message key");

/** As in a browser that can express none of this. */
function withoutWebCrypto(): void {
  vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("no such algorithm", "NotSupportedError"));
}

function raw(encoded: Uint8Array): Bytes {
  return i2osp(rsaPublic(own, os2ip(encoded)) ?? 0n, 256);
}

describe("RSAES-PKCS1-v1_5", () => {
  it("decrypts what another implementation encrypts, and the other way round", async () => {
    const theirs = new Uint8Array(publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, MESSAGE));
    expect(await decryptRsaesPkcs1v15(own, theirs, 32)).toEqual(MESSAGE);
    const ours = encryptRsaesPkcs1v15(own, MESSAGE) ?? EMPTY;
    // Node refuses this padding in privateDecrypt on purpose: the raw operation shows it.
    const encoded = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, ours);
    expect([encoded[0], encoded[1], encoded[256 - 33]]).toEqual([0, 2, 0]);
    expect(encoded.subarray(2, 256 - 33).includes(0)).toBe(false);
    expect(new Uint8Array(encoded.subarray(256 - 32))).toEqual(MESSAGE);
  });

  it.each([
    ["a message one octet longer than expected", 33, (em: Uint8Array) => em],
    ["a message one octet shorter than expected", 31, (em: Uint8Array) => em],
    ["a first octet that is not 0", 32, (em: Uint8Array) => em.with(0, 1)],
    ["block type 1", 32, (em: Uint8Array) => em.with(1, 1)],
    ["a zero in the padding", 32, (em: Uint8Array) => em.with(100, 0)],
    ["a zero within the first eight octets of padding", 32, (em: Uint8Array) => em.with(5, 0)],
    ["no separator", 32, (em: Uint8Array) => em.with(256 - 33, 9)],
  ])("rejects implicitly: %s", async (_, length, change) => {
    const encoded = new Uint8Array(256).fill(0xaa);
    encoded.set([0, 2]);
    encoded.set([0, ...MESSAGE], 256 - 33);
    const ciphertext = raw(change(encoded));
    const first = await decryptRsaesPkcs1v15(own, ciphertext, length);
    expect(first).toHaveLength(length);
    expect(first).not.toEqual(encoded.subarray(256 - length));
    expect(await decryptRsaesPkcs1v15(own, ciphertext, length)).toEqual(first);
  });

  it("rejects implicitly what is no ciphertext at all, each differently", async () => {
    const inputs = [
      EMPTY,
      new Uint8Array(255),
      new Uint8Array(257),
      new Uint8Array(256).fill(0xff),
      new Uint8Array(256),
    ];
    const found = await Promise.all(inputs.map((input) => decryptRsaesPkcs1v15(own, input, 32)));
    expect(new Set(found.map((octetString) => octetString.join())).size).toBe(inputs.length);
  });

  it("rejects implicitly under a damaged key instead of giving half of it away", async () => {
    const ciphertext = encryptRsaesPkcs1v15(own, MESSAGE) ?? EMPTY;
    const damaged = { ...own, exponent1: own.exponent1.with(127, (own.exponent1[127] ?? 0) ^ 2) };
    expect(rsaPrivate(damaged, 2n)).toBeNull();
    const found = await decryptRsaesPkcs1v15(damaged, ciphertext, 32);
    expect(found).toHaveLength(32);
    expect(found).not.toEqual(MESSAGE);
  });

  it("does not encrypt more than fits", () => {
    expect(encryptRsaesPkcs1v15(own, new Uint8Array(245))).toHaveLength(256);
    expect(encryptRsaesPkcs1v15(own, new Uint8Array(246))).toBeNull();
  });
});

describe("RSAES-OAEP", () => {
  it.each([
    ["sha-1", "sha-1"],
    ["sha-256", "sha-256"],
    ["sha-256", "sha-1"],
    ["sha-224", "sha-512"],
    ["sha3-256", "sha3-256"],
  ] as const)("round trip with %s and MGF1 %s", async (digest, mgfDigest) => {
    const options = { digest, mgfDigest, label: utf8("label") };
    const ciphertext = (await encryptRsaesOaep(own, MESSAGE, options)) ?? EMPTY;
    expect(await decryptRsaesOaep(own, ciphertext, options)).toEqual(MESSAGE);
    expect(await decryptRsaesOaep(own, ciphertext, { ...options, label: EMPTY })).toBeNull();
  });

  it("own arithmetic reads what WebCrypto writes", async () => {
    const options = { digest: "sha-256", mgfDigest: "sha-256", label: EMPTY } as const;
    const ciphertext = (await encryptRsaesOaep(own, MESSAGE, options)) ?? EMPTY;
    withoutWebCrypto();
    expect(await decryptRsaesOaep(own, ciphertext, options)).toEqual(MESSAGE);
    expect(await decryptRsaesOaep(own, ciphertext.with(255, (ciphertext[255] ?? 0) ^ 1), options)).toBeNull();
    expect(await encryptRsaesOaep(own, new Uint8Array(191), options)).toBeNull();
  });
});

const DIGESTS: readonly DigestName[] = [
  "md5",
  "sha-1",
  "sha-224",
  "sha-256",
  "sha-384",
  "sha-512",
  "sha-512/224",
  "sha-512/256",
  "sha3-224",
  "sha3-256",
  "sha3-384",
  "sha3-512",
];

describe("RSASSA-PKCS1-v1_5", () => {
  it.each(DIGESTS)("%s, against another implementation", async (digest) => {
    const name = digest.replace("sha-512/", "sha512-").replace(/^sha-/, "sha");
    const theirs = new Uint8Array(sign(name, MESSAGE, privateKey));
    expect(await signRsaPkcs1(own, digest, MESSAGE)).toEqual(theirs);
    expect(await verifyRsaPkcs1({ key: own, digest, octets: MESSAGE, signature: theirs })).toBe(true);
    expect(await verifyRsaPkcs1({ key: own, digest, octets: utf8("other"), signature: theirs })).toBe(false);
  });

  it("own arithmetic signs and verifies as WebCrypto does", async () => {
    const theirs = new Uint8Array(sign("sha256", MESSAGE, privateKey));
    withoutWebCrypto();
    expect(await signRsaPkcs1(own, "sha-256", MESSAGE)).toEqual(theirs);
    expect(await verifyRsaPkcs1({ key: own, digest: "sha-256", octets: MESSAGE, signature: theirs })).toBe(true);
    expect(await verifyRsaPkcs1({ key: own, digest: "sha-256", octets: MESSAGE, signature: theirs.subarray(1) })).toBe(
      false,
    );
    const overlong = i2osp(os2ip(theirs), 257);
    expect(await verifyRsaPkcs1({ key: own, digest: "sha-256", octets: MESSAGE, signature: overlong })).toBe(false);
  });

  it("a signature representative as large as the modulus is refused", async () => {
    withoutWebCrypto();
    const verification = { key: own, digest: "sha-256", octets: MESSAGE, signature: own.modulus } as const;
    expect(await verifyRsaPkcs1(verification)).toBe(false);
  });
});

describe("RSASSA-PSS", () => {
  it.each([
    ["sha-256", "sha-256", 32],
    ["sha-256", "sha-1", 20],
    ["sha-256", "sha-512", 0],
    ["sha-224", "sha-224", 28],
    ["sha3-384", "sha-384", 48],
  ] as const)("%s with MGF1 %s and a salt of %i", async (digest, mgfDigest, saltLength) => {
    for (const key of [own, odd.own]) {
      const parameters = { digest, mgfDigest, saltLength };
      const signature = (await signRsaPss(key, parameters, MESSAGE)) ?? EMPTY;
      expect(await verifyRsaPss({ key, ...parameters, octets: MESSAGE, signature })).toBe(true);
      expect(await verifyRsaPss({ key, ...parameters, octets: utf8("other"), signature })).toBe(false);
      expect(await verifyRsaPss({ key, ...parameters, saltLength: saltLength + 1, octets: MESSAGE, signature })).toBe(
        false,
      );
    }
  });

  it("a salt longer than any signature is no reason to throw", async () => {
    const signature = new Uint8Array(256);
    for (const saltLength of [257, 2 ** 32, 2 ** 53 - 1]) {
      const verification = { key: own, saltLength, octets: MESSAGE, signature };
      expect(await verifyRsaPss({ ...verification, digest: "sha-256", mgfDigest: "sha-256" })).toBe(false);
      expect(await verifyRsaPss({ ...verification, digest: "sha-256", mgfDigest: "sha-1" })).toBe(false);
    }
  });

  it.each([own, odd.own])("own arithmetic and WebCrypto verify each other", async (key) => {
    const parameters = { digest: "sha-256", mgfDigest: "sha-256", saltLength: 32 } as const;
    const native = (await signRsaPss(key, parameters, MESSAGE)) ?? EMPTY;
    withoutWebCrypto();
    expect(await verifyRsaPss({ key, ...parameters, octets: MESSAGE, signature: native })).toBe(true);
    const ours = (await signRsaPss(key, parameters, MESSAGE)) ?? EMPTY;
    vi.restoreAllMocks();
    expect(await verifyRsaPss({ key, ...parameters, octets: MESSAGE, signature: ours })).toBe(true);
  });
});

describe("keys", () => {
  it("lengths do not count leading zeros", () => {
    const padded = { ...own, modulus: Uint8Array.of(0, ...own.modulus) };
    expect([modulusLength(padded), modulusBits(padded), modulusBits(odd.own)]).toEqual([256, 2048, 2041]);
  });

  it.each([
    ["an even modulus", { modulus: new Uint8Array(256).fill(2) }],
    ["an even exponent", { publicExponent: Uint8Array.of(2) }],
    ["the exponent 1", { publicExponent: Uint8Array.of(1) }],
    ["a modulus of 31 octets", { modulus: new Uint8Array(31).fill(0xff) }],
    ["a modulus that only costs time", { modulus: new Uint8Array(2049).fill(0xff) }],
    ["an exponent that only costs time", { publicExponent: new Uint8Array(33).fill(0xff) }],
    ["no modulus", { modulus: EMPTY }],
  ])("%s is not usable", async (_, change) => {
    const key = { ...own, ...change };
    expect(isUsable(key)).toBe(false);
    expect(rsaPublic(key, 2n)).toBeNull();
    const signature = new Uint8Array(modulusLength(key));
    expect(await verifyRsaPkcs1({ key, digest: "sha-256", octets: MESSAGE, signature })).toBe(false);
  });

  it("a private key whose primes are not the modulus's computes nothing", () => {
    expect(rsaPrivate({ ...own, prime1: Uint8Array.of(0) }, 2n)).toBeNull();
    expect(rsaPrivate({ ...own, prime1: odd.own.prime1 }, 2n)).toBeNull();
    expect(rsaPrivate(own, os2ip(own.modulus))).toBeNull();
  });

  it("a damaged private key signs nothing", async () => {
    const damaged = { ...own, exponent1: own.exponent1.with(127, (own.exponent1[127] ?? 0) ^ 2) };
    const parameters = { digest: "sha-256", mgfDigest: "sha-256", saltLength: 32 } as const;
    withoutWebCrypto();
    expect(await signRsaPkcs1(damaged, "sha-256", MESSAGE)).toBeNull();
    expect(await signRsaPss(damaged, parameters, MESSAGE)).toBeNull();
    vi.restoreAllMocks();
    vi.spyOn(crypto.subtle, "sign").mockRejectedValue(new DOMException("damaged", "OperationError"));
    expect(await signRsaPkcs1(damaged, "sha-256", MESSAGE)).toBeNull();
    expect(await signRsaPss(damaged, parameters, MESSAGE)).toBeNull();
  });

  it("takes the primes in either order", () => {
    const [p, q] = [os2ip(own.prime1), os2ip(own.prime2)];
    const swapped = {
      ...own,
      prime1: own.prime2,
      prime2: own.prime1,
      exponent1: own.exponent2,
      exponent2: own.exponent1,
      coefficient: i2osp(modInverse(p, q) ?? 0n, 128),
    };
    const c = modPow(12345n, 65537n, os2ip(own.modulus));
    expect(rsaPrivate(own, c)).toBe(12345n);
    expect(rsaPrivate(swapped, c)).toBe(12345n);
  });
});
