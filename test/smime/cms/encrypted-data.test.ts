import { afterAll, describe, expect, it } from "vitest";
import { context } from "../../../src/smime/asn1/reader.ts";
import { algorithmIdentifier, encode, integer, octetString, oid, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, utf8 } from "../../../src/smime/bytes.ts";
import { CONTENT_TYPE, writeContentInfo } from "../../../src/smime/cms/content-info.ts";
import { openEncryptedData } from "../../../src/smime/cms/encrypted-data.ts";
import { createEnvelopedData } from "../../../src/smime/cms/enveloped-data.ts";
import { CMS_LIMITS } from "../../../src/smime/cms/limits.ts";
import { encryptAesCbc } from "../../../src/smime/crypto/aes-cbc.ts";
import { pbkdf2 } from "../../../src/smime/crypto/key-derivation.ts";
import { OpenSsl } from "./openssl.ts";
import { password, secretKey } from "./secrets.ts";

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const CONTENT = utf8("Content-Type: text/plain\r\n\r\nsecret\r\n");

describe("under a key, written by OpenSSL", () => {
  it.each([
    ["-aes128", 16, "aes-128-cbc"],
    ["-aes192", 24, "aes-192-cbc"],
    ["-aes256", 32, "aes-256-cbc"],
    ["-des3", 24, "3des-cbc"],
  ] as const)("%s", async (option, length, contentEncryption) => {
    const key = "2a".repeat(length);
    const options = ["-EncryptedData_encrypt", "-binary", "-outform", "DER", option, "-secretkey", key];
    const message = openssl.run(["cms", ...options], CONTENT);
    const secrets = [password("x"), secretKey("00"), secretKey(key)];
    const expected = { content: CONTENT, contentEncryption, keyManagement: "secret-key", authenticated: false };
    expect(await openEncryptedData(message, secrets)).toMatchObject(expected);
    await expect(openEncryptedData(message, [password("x")])).rejects.toMatchObject({
      code: "cms/no-matching-recipient",
      detail: { recipients: 0 },
    });
  });
});

/**
 * EncryptedData under AES-128-CBC. The initialization vector is fixed: CBC cannot tell a wrong key for certain, since
 * one in 256 decrypts to something that ends like padding.
 */
async function underKey(key: Bytes): Promise<Bytes> {
  const iv = new Uint8Array(16).fill(9);
  const info = sequence(
    oid(CONTENT_TYPE.data),
    algorithmIdentifier("2.16.840.1.101.3.4.1.2", octetString(iv)),
    encode(context(0, false), ...(await encryptAesCbc(key, iv, CONTENT))),
  );
  return writeContentInfo("encrypted-data", integer(0), info);
}

describe("under a key, several at hand", () => {
  const [right, wrong] = [secretKey("2a".repeat(16)), secretKey("71".repeat(16))];

  it("the right one opens it, whatever comes before it", async () => {
    const message = await underKey(new Uint8Array(16).fill(0x2a));
    expect(await openEncryptedData(message, [wrong, right])).toMatchObject({ content: CONTENT });
  });

  it("the wrong one alone fails", async () => {
    const message = await underKey(new Uint8Array(16).fill(0x2a));
    await expect(openEncryptedData(message, [wrong])).rejects.toMatchObject({
      code: "cms/decryption-failed",
      detail: {},
    });
  });
});

const HMAC_WITH_SHA256 = algorithmIdentifier("1.2.840.113549.2.9");

/** EncryptedData under PBES2; `claimed` iterations stand in the message. */
async function underPassword(secret: string, claimed = 1000, cipher = "2.16.840.1.101.3.4.1.42"): Promise<Bytes> {
  const [salt, iv] = [new Uint8Array(16).fill(7), new Uint8Array(16).fill(9)];
  const key = await pbkdf2(utf8(secret), { digest: "sha-256", salt, iterations: 1000, length: 32 });
  const derivation = sequence(octetString(salt), integer(claimed), HMAC_WITH_SHA256);
  const parameters = sequence(
    algorithmIdentifier("1.2.840.113549.1.5.12", derivation),
    algorithmIdentifier(cipher, octetString(iv)),
  );
  const info = sequence(
    oid(CONTENT_TYPE.data),
    algorithmIdentifier("1.2.840.113549.1.5.13", parameters),
    encode(context(0, false), ...(await encryptAesCbc(key, iv, CONTENT))),
  );
  return writeContentInfo("encrypted-data", integer(0), info);
}

describe("under a password (PBES2)", () => {
  it("opens with the right one of several", async () => {
    const secrets = [secretKey("00".repeat(32)), password("wrong"), password("grün")];
    expect(await openEncryptedData(await underPassword("grün"), secrets)).toMatchObject({
      content: CONTENT,
      contentEncryption: "aes-256-cbc",
      keyManagement: "password",
    });
  });

  it.each([
    ["a wrong password", 1000, "2.16.840.1.101.3.4.1.42", "cms/decryption-failed"],
    ["a bomb of iterations", CMS_LIMITS.passwordIterations + 1, "2.16.840.1.101.3.4.1.42", "cms/limit-exceeded"],
    ["another cipher", 1000, "1.2.3", "cms/unsupported-algorithm"],
  ] as const)("%s", async (_, claimed, cipher, code) => {
    const message = await underPassword("right", claimed, cipher);
    await expect(openEncryptedData(message, [password("wrong")])).rejects.toMatchObject({ code });
  });

  it("no password at hand", async () => {
    const outcome = openEncryptedData(await underPassword("right"), [secretKey("00".repeat(32))]);
    await expect(outcome).rejects.toMatchObject({ code: "cms/no-matching-recipient" });
  });
});

it("EnvelopedData is something else", async () => {
  const recipients = [openssl.identity("rsa").certificate];
  const outcome = openEncryptedData(await createEnvelopedData({ content: CONTENT, recipients }), []);
  await expect(outcome).rejects.toMatchObject({ code: "cms/unsupported-content-type" });
});
