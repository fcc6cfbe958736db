import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Fields, TAG } from "../../src/smime/asn1/reader.ts";
import { encode, octetString } from "../../src/smime/asn1/writer.ts";
import { type Bytes, concat, concatAll, utf8 } from "../../src/smime/bytes.ts";
import { readContentInfo, writeContentInfo } from "../../src/smime/cms/content-info.ts";
import { createEnvelopedData } from "../../src/smime/cms/enveloped-data.ts";
import type { RecipientKey } from "../../src/smime/cms/keys.ts";
import { i2osp, os2ip } from "../../src/smime/crypto/data-conversion.ts";
import { rsaPublic, type RsaPublicKey } from "../../src/smime/crypto/rsa-key.ts";
import { readPublicKey } from "../../src/smime/x509/public-key.ts";
import { People, TEXT } from "../smime/people.ts";
import { opaqueLetter } from "./carrier.ts";

/** The million message attack on S/MIME (Bleichenbacher, CRYPTO 1998; RFC 3218): no answer may tell how a padding was wrong. */
const people = new People();
afterAll(() => people.remove());

const LENGTH = 256;
const FAILED = { kind: "failed", code: "cms/decryption-failed" };

let key: RsaPublicKey;
let envelope: Record<"aes-256-cbc" | "aes-256-gcm", Bytes>;
beforeAll(async () => {
  const read = readPublicKey(people.bob.certificate.subjectPublicKeyInfo);
  if (read.kind !== "rsa") throw new Error("no RSA key");
  ({ key } = read);
  const recipients = [people.bob.certificate];
  envelope = {
    "aes-256-cbc": await createEnvelopedData({ content: utf8(TEXT), recipients, cipher: "aes-256-cbc" }),
    "aes-256-gcm": await createEnvelopedData({ content: utf8(TEXT), recipients, cipher: "aes-256-gcm" }),
  };
});

/** The envelope with another encrypted key. */
function withKey(cms: Bytes, encryptedKey: Bytes): Bytes {
  const parts = new Fields(readContentInfo(cms).content).rest();
  const at = parts.findIndex(({ tag }) => tag === TAG.set);
  const [recipient] = at < 0 ? [] : new Fields(parts[at] ?? envelopeless()).rest();
  const fields = new Fields(recipient ?? envelopeless()).rest().map(({ octets }) => octets);
  const changed = encode(TAG.set, encode(TAG.sequence, ...fields.slice(0, 3), octetString(encryptedKey)));
  const type = readContentInfo(cms).contentType.endsWith(".23") ? "auth-enveloped-data" : "enveloped-data";
  return writeContentInfo(type, concatAll(parts.map(({ octets }, i) => (i === at ? changed : octets))));
}

function envelopeless(): never {
  throw new Error("no recipient");
}

function encrypted(message: Bytes): Bytes {
  return i2osp(rsaPublic(key, os2ip(message)) ?? 0n, LENGTH);
}

/** An encoded message with a key of so many octets behind its separator. */
function encoded(keyLength: number, change: (octets: Bytes) => void = () => undefined): Bytes {
  const padding = new Uint8Array(LENGTH - keyLength - 3).fill(0xaa);
  const out = concat(Uint8Array.of(0, 2), padding, Uint8Array.of(0), new Uint8Array(keyLength).fill(7));
  change(out);
  return out;
}

const WRONG: readonly (readonly [string, () => Bytes])[] = [
  ["a well-formed key that is another", () => encrypted(encoded(32))],
  ["a key too short", () => encrypted(encoded(16))],
  ["a key too long", () => encrypted(encoded(33))],
  ["no key", () => encrypted(encoded(0))],
  ["the wrong first octet", () => encrypted(encoded(32, (octets) => octets.set([1])).map((o, i) => (i === 0 ? 0 : o)))],
  ["block type 1", () => encrypted(encoded(32, (octets) => octets.set([1], 1)))],
  ["no separator", () => encrypted(encoded(32, (octets) => octets.set([9], LENGTH - 33)))],
  ["a separator too early", () => encrypted(encoded(32, (octets) => octets.set([0], 4)))],
  ["zero", () => new Uint8Array(LENGTH)],
  ["a number beyond the modulus", () => new Uint8Array(LENGTH).fill(0xff)],
  ["a ciphertext too short", () => new Uint8Array(LENGTH - 1).fill(1)],
  ["no ciphertext", () => new Uint8Array(0)],
];

describe("authenticated content", () => {
  it.each(WRONG)("is refused alike: %s", async (_, encryptedKey) => {
    const message = opaqueLetter(withKey(envelope["aes-256-gcm"], encryptedKey()));
    const { report, content, reply } = await people.open(message);
    expect(report.encryption).toEqual(FAILED);
    expect([content.text, content.html, reply.quotedText]).toEqual(["", null, ""]);
  });
});

/** Bob's key, which counts how often it was asked. */
function counting(): { readonly key: RecipientKey; readonly asked: () => number } {
  let asked = 0;
  const decryptRsaesPkcs1v15: RecipientKey["decryptRsaesPkcs1v15"] = (octets, length) => {
    asked += 1;
    return people.bob.key.decryptRsaesPkcs1v15(octets, length);
  };
  return { key: { ...people.bob.key, decryptRsaesPkcs1v15 }, asked: () => asked };
}

describe("content without authentication", () => {
  it.each(WRONG)(
    "gives the content of another key or the one failure, and does the same work: %s",
    async (_, wrong) => {
      const bob = counting();
      const message = opaqueLetter(withKey(envelope["aes-256-cbc"], wrong()));
      const { report, content } = await people.open(message, { keys: [bob.key] });
      // One key in 256 ends in what looks like padding: then there is content, and it is noise.
      if (report.encryption.kind === "failed") expect(report.encryption).toEqual(FAILED);
      else expect(report.remarks).toContain("encryption/unauthenticated");
      expect(content.text).not.toContain("still warm");
      expect(bob.asked()).toBe(1);
    },
  );

  it("answers the same ciphertext in the same way each time", async () => {
    const message = opaqueLetter(withKey(envelope["aes-256-cbc"], encrypted(encoded(16))));
    const answers = await Promise.all([1, 2, 3].map(async () => (await people.open(message)).report.encryption));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
