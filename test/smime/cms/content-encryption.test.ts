import { createCipheriv } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readSole } from "../../../src/smime/asn1/reader.ts";
import { integer, NULL, octetString, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, EMPTY, joined, utf8 } from "../../../src/smime/bytes.ts";
import { encryptContent } from "../../../src/smime/cms/content-cipher.ts";
import { authenticatedDecryptionOf, contentDecryptionOf } from "../../../src/smime/cms/content-encryption.ts";
import { readAlgorithmIdentifier } from "../../../src/smime/x509/algorithm-identifier.ts";
import { hex } from "../hex.ts";

const RC2_CBC = "1.2.840.113549.3.2";
const NO_AUTHENTICATION = { additionalData: EMPTY, tag: EMPTY };

function rc2(parameters: Bytes) {
  return contentDecryptionOf({ oid: RC2_CBC, parameters: readSole(parameters) });
}

function unsupported(oid: string) {
  return expect.objectContaining({ code: "cms/unsupported-algorithm", detail: { oid } });
}

describe("content-encryption algorithms", () => {
  it.each([
    [160, "rc2-40-cbc", [5, 16]],
    [120, "rc2-64-cbc", [8, 16]],
    [58, "rc2-128-cbc", [16]],
    [256, "rc2-256-cbc", [32, 16]],
  ])("RC2 parameter version %i", (version, name, keyLengths) => {
    expect(rc2(sequence(integer(version), octetString(new Uint8Array(8))))).toMatchObject({ name, keyLengths });
  });

  it("RC2 with an initialization vector alone has 32 effective bits", () => {
    expect(rc2(octetString(new Uint8Array(8)))).toMatchObject({ name: "rc2-32-cbc", remarks: ["legacy/rc2"] });
  });

  it("RC2 with impossible bits is unsupported", () => {
    const expected = expect.objectContaining({ code: "cms/unsupported-algorithm", detail: { oid: RC2_CBC } });
    expect(() => rc2(sequence(integer(2000), octetString(new Uint8Array(8))))).toThrow(expected);
  });

  it.each([
    ["2.16.840.1.101.3.4.1.2", "aes-128-cbc", [16]],
    ["2.16.840.1.101.3.4.1.22", "aes-192-cbc", [24]],
    ["2.16.840.1.101.3.4.1.42", "aes-256-cbc", [32]],
    ["1.2.840.113549.3.7", "3des-cbc", [24]],
  ])("%s is %s", async (oid, name, keyLengths) => {
    const decryption = contentDecryptionOf({ oid, parameters: readSole(octetString(new Uint8Array(16))) });
    expect(decryption).toMatchObject({ name, keyLengths, authenticated: false });
    // A vector of another length, a ciphertext of no whole blocks or none at all: null, like a wrong key.
    const wrong = contentDecryptionOf({ oid, parameters: readSole(octetString(new Uint8Array(17))) });
    const key = new Uint8Array(keyLengths[0] ?? 0);
    expect(await wrong.decrypt(key, [new Uint8Array(32)], NO_AUTHENTICATION)).toBeNull();
    expect(await decryption.decrypt(key, [new Uint8Array(31)], NO_AUTHENTICATION)).toBeNull();
    expect(await decryption.decrypt(key, [], NO_AUTHENTICATION)).toBeNull();
  });

  it.each([
    ["2.16.840.1.101.3.4.1.7", 16, "aes-128-ccm"],
    ["2.16.840.1.101.3.4.1.27", 24, "aes-192-ccm"],
    ["2.16.840.1.101.3.4.1.47", 32, "aes-256-ccm"],
  ] as const)("%s is AES-CCM with its tag's own length", async (oid, length, name) => {
    const [key, nonce, content, additionalData] = [new Uint8Array(length), new Uint8Array(12), utf8("?"), utf8("set")];
    const cipher = createCipheriv(name, key, nonce, { authTagLength: 16 }).setAAD(additionalData, {
      plaintextLength: 1,
    });
    const ciphertext = [new Uint8Array(cipher.update(content)), new Uint8Array(cipher.final())];
    const tag = new Uint8Array(cipher.getAuthTag());
    const parameters = readSole(sequence(octetString(nonce), integer(16)));
    const decryption = authenticatedDecryptionOf({ oid, parameters });
    expect(decryption).toMatchObject({ name, keyLengths: [length], authenticated: true });
    expect(await decryption.decrypt(key, ciphertext, { additionalData, tag })).toEqual(content);
    expect(await decryption.decrypt(key, ciphertext, { additionalData: EMPTY, tag })).toBeNull();
    expect(() => contentDecryptionOf({ oid, parameters })).toThrow(unsupported(oid));
  });

  it.each([
    ["DES-CBC", "1.3.14.3.2.7"],
    ["Camellia-128-CBC", "1.2.392.200011.61.1.1.1.2"],
    ["Camellia-256-CBC", "1.2.392.200011.61.1.1.1.4"],
  ])("%s is not supported, and told by its name", (_, oid) => {
    const parameters = readSole(octetString(new Uint8Array(16)));
    expect(() => contentDecryptionOf({ oid, parameters })).toThrow(unsupported(oid));
  });

  it("ChaCha20-Poly1305 (RFC 8439 section 2.8.2)", async () => {
    const [nonce, key] = [hex("070000004041424344454647"), Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i)];
    const oid = "1.2.840.113549.1.9.16.3.18";
    const decryption = authenticatedDecryptionOf({ oid, parameters: readSole(octetString(nonce)) });
    const authentication = {
      additionalData: hex("50515253c0c1c2c3c4c5c6c7"),
      tag: hex("1ae10b594f09e26a7e902ecbd0600691"),
    };
    const ciphertext = hex(
      "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b" +
        "1a71de0a9e060b2905d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc" +
        "3ff4def08e4b7a9de576d26586cec64b6116",
    );
    const found = await decryption.decrypt(key, [ciphertext.subarray(0, 7), ciphertext.subarray(7)], authentication);
    expect(found && new TextDecoder().decode(found)).toMatch(/^Ladies and Gentlemen of the class of '99/);
    expect(await decryption.decrypt(key, [ciphertext], { ...authentication, tag: EMPTY })).toBeNull();
    expect(await decryption.decrypt(key, [ciphertext], { ...authentication, additionalData: EMPTY })).toBeNull();
  });

  it("a cipher without parameters, and one nobody knows", () => {
    for (const oid of ["2.16.840.1.101.3.4.1.42", "1.2.840.113549.3.7", RC2_CBC, "1.2.3"])
      expect(() => contentDecryptionOf({ oid, parameters: null })).toThrow(unsupported(oid));
    expect(() => authenticatedDecryptionOf({ oid: "1.2.3", parameters: null })).toThrow(unsupported("1.2.3"));
    const aes = { oid: "2.16.840.1.101.3.4.1.42", parameters: readSole(NULL) };
    expect(() => contentDecryptionOf(aes)).toThrow(expect.objectContaining({ code: "asn1/malformed" }));
  });

  it("a cipher of EnvelopedData is none of AuthEnvelopedData, nor the other way round", async () => {
    const gcm = readAlgorithmIdentifier(readSole((await encryptContent("aes-128-gcm", EMPTY)).algorithm));
    const cbc = readAlgorithmIdentifier(readSole((await encryptContent("aes-128-cbc", EMPTY)).algorithm));
    expect(() => contentDecryptionOf(gcm)).toThrow(expect.objectContaining({ detail: { oid: gcm.oid } }));
    expect(() => authenticatedDecryptionOf(cbc)).toThrow(expect.objectContaining({ detail: { oid: cbc.oid } }));
  });

  it.each(["aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "aes-128-gcm", "aes-256-gcm"] as const)(
    "%s: key and vector are fresh each time, segments are one content",
    async (cipher) => {
      const content = utf8("a content of more than one block");
      const [one, other] = [await encryptContent(cipher, content), await encryptContent(cipher, content)];
      expect(one.key).not.toEqual(other.key);
      expect(one.algorithm).not.toEqual(other.algorithm);
      const identifier = readAlgorithmIdentifier(readSole(one.algorithm));
      const decryption = one.tag ? authenticatedDecryptionOf(identifier) : contentDecryptionOf(identifier);
      expect(decryption.name).toBe(cipher);
      const ciphertext = joined(one.ciphertext);
      const segments = [ciphertext.subarray(0, 5), EMPTY, ciphertext.subarray(5)];
      const authentication = { additionalData: EMPTY, tag: one.tag ?? EMPTY };
      expect(await decryption.decrypt(one.key, segments, authentication)).toEqual(content);
      expect(await decryption.decrypt(other.key, segments, { ...authentication, tag: other.tag ?? EMPTY })).not.toEqual(
        content,
      );
    },
  );
});
