import { constants, createPrivateKey, generateKeyPairSync, privateEncrypt } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bytes, concat } from "../../src/smime/bytes.ts";
import { i2osp, os2ip } from "../../src/smime/crypto/data-conversion.ts";
import { digest } from "../../src/smime/crypto/digest.ts";
import type { KeyPair } from "../smime/x509/certificate-builder.ts";
import { type Forger, forgerOf } from "./forged-signer.ts";

/** Signatures made without the private key where the exponent is 3 and a verifier parses loosely (Bleichenbacher, CRYPTO 2006 rump session; CVE-2006-4339). */
const LENGTH = 256;
const INFO = Buffer.from("3031300d060960864801650304020105000420", "hex");
const INFO_WITHOUT_NULL = Buffer.from("302f300b06096086480165030402010420", "hex");

let forger: Forger;
let privateKey: Buffer;
beforeAll(async () => {
  const made = generateKeyPairSync("rsa", { modulusLength: 8 * LENGTH, publicExponent: 3 });
  privateKey = made.privateKey.export({ type: "pkcs8", format: "der" });
  const spki = new Uint8Array(made.publicKey.export({ type: "spki", format: "der" }));
  const pkcs8 = new Uint8Array(privateKey);
  const scheme = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, scheme, false, ["sign"]);
  const keys: KeyPair = { kind: "rsa-2048", privateKey: key, spki, pkcs8 };
  forger = await forgerOf(keys);
});

/** The smallest number whose cube is not below `value`. */
function cubeRoot(value: bigint): bigint {
  let [low, high] = [0n, 1n << BigInt(Math.ceil(value.toString(2).length / 3) + 1)];
  while (low < high) {
    const middle = (low + high) >> 1n;
    if (middle ** 3n < value) low = middle + 1n;
    else high = middle;
  }
  return low;
}

/** A number whose cube begins as asked; the rest is garbage. */
function forged(beginning: Uint8Array): Bytes {
  const wanted = os2ip(concat(beginning, new Uint8Array(LENGTH - beginning.length)));
  const root = cubeRoot(wanted);
  expect(i2osp(root ** 3n, LENGTH).subarray(0, beginning.length)).toEqual(Uint8Array.from(beginning));
  return i2osp(root, LENGTH);
}

/** What only the holder of the key can make: any encoded message under the private key. */
function signedRaw(encoded: Uint8Array): Bytes {
  const key = createPrivateKey({ key: privateKey, format: "der", type: "pkcs8" });
  return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded));
}

const padded = (info: Uint8Array, type = 1, fill = 0xff): Bytes =>
  concat(Uint8Array.of(0, type), new Uint8Array(LENGTH - info.length - 3).fill(fill), Uint8Array.of(0), info);
const info = async (covered: Bytes, prefix: Uint8Array = INFO): Promise<Bytes> =>
  concat(prefix, await digest("sha-256", covered));

const sound = async (covered: Bytes): Promise<Bytes> => signedRaw(padded(await info(covered)));

const REFUSED = { kind: "altered", reason: "signature-mismatch" };

describe("without the private key", () => {
  it.each([
    ["behind the DigestInfo", 8, 0],
    ["behind a DigestInfo with hardly any padding", 1, 0],
    ["behind a DigestInfo without any padding", 0, 0],
  ])("garbage %s is no signature", async (_, padding) => {
    const verdict = await forger.verdictOf(async (covered) =>
      forged(concat(Uint8Array.of(0, 1), new Uint8Array(padding).fill(0xff), Uint8Array.of(0), await info(covered))),
    );
    expect(verdict).toMatchObject(REFUSED);
  });

  it("garbage in the algorithm's parameters is no signature", async () => {
    const verdict = await forger.verdictOf(async (covered) => {
      const room = LENGTH - 3 - 8 - 4 - 32;
      const header = Buffer.from(`3081${(room + 32).toString(16)}3081${(room - 20).toString(16)}`, "hex");
      return forged(
        concat(Uint8Array.of(0, 1), new Uint8Array(8).fill(0xff), Uint8Array.of(0), header, await info(covered)),
      );
    });
    expect(verdict).toMatchObject(REFUSED);
  });

  it.each([0n, 1n])("the number %s is no signature", async (value) => {
    expect(await forger.verdictOf(() => i2osp(value, LENGTH))).toMatchObject(REFUSED);
  });
});

describe("with the private key", () => {
  it("the encoding of RFC 8017 is the only one", async () => {
    expect(await forger.verdictOf(sound)).toMatchObject({ kind: "verified" });
  });

  it.each<[string, (covered: Bytes) => Promise<Bytes>]>([
    ["a DigestInfo without NULL", async (covered) => padded(await info(covered, INFO_WITHOUT_NULL))],
    ["the digest alone", async (covered) => padded(await digest("sha-256", covered))],
    ["block type 2", async (covered) => padded(await info(covered), 2, 0xaa)],
    ["padding that is not all ones", async (covered) => padded(await info(covered), 1, 0xfe)],
    ["octets behind the DigestInfo", async (covered) => padded(concat(await info(covered), Uint8Array.of(0)))],
  ])("%s is no signature", async (_, encode) => {
    expect(await forger.verdictOf(async (covered) => signedRaw(await encode(covered)))).toMatchObject(REFUSED);
  });

  it("a signature shorter or longer than the modulus is none", async () => {
    expect(await forger.verdictOf(async (covered) => concat(Uint8Array.of(0), await sound(covered)))).toMatchObject(
      REFUSED,
    );
    expect(await forger.verdictOf(async (covered) => (await sound(covered)).subarray(1))).toMatchObject(REFUSED);
    expect(await forger.verdictOf(() => new Uint8Array(0))).toMatchObject(REFUSED);
  });
});
