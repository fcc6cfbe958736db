import { afterAll, describe, expect, it } from "vitest";
import { context } from "../../../src/smime/asn1/reader.ts";
import {
  algorithmIdentifier,
  encode,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
} from "../../../src/smime/asn1/writer.ts";
import { type Bytes, utf8 } from "../../../src/smime/bytes.ts";
import { encryptContent } from "../../../src/smime/cms/content-cipher.ts";
import { CONTENT_TYPE, writeContentInfo } from "../../../src/smime/cms/content-info.ts";
import { openEnveloped } from "../../../src/smime/cms/enveloped-data.ts";
import { CMS_LIMITS } from "../../../src/smime/cms/limits.ts";
import { OpenSsl } from "./openssl.ts";
import { password, secretKey } from "./secrets.ts";

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const CONTENT = utf8("Content-Type: text/plain\r\n\r\nsecret\r\n");
const FAILED = { code: "cms/decryption-failed", detail: {} };
const NOBODY = { code: "cms/no-matching-recipient", detail: { recipients: 1 } };

function encrypted(...options: readonly string[]): Bytes {
  return openssl.run(["cms", "-encrypt", "-binary", "-outform", "DER", ...options], CONTENT);
}

describe("KEKRecipientInfo, written by OpenSSL", () => {
  it.each([16, 24, 32])("a key of %i octets", async (length) => {
    const key = "ab".repeat(length);
    const message = encrypted("-aes256", "-secretkey", key, "-secretkeyid", "C0FEE0");
    const expected = { content: CONTENT, contentEncryption: "aes-256-cbc", keyManagement: "kek" };
    expect(await openEnveloped(message, [], [secretKey(key, "c0fee0")])).toMatchObject(expected);
    expect(await openEnveloped(message, [], [password("x"), secretKey(key)])).toMatchObject(expected);
    await expect(openEnveloped(message, [], [secretKey(key, "c0fee1")])).rejects.toMatchObject(NOBODY);
    await expect(openEnveloped(message, [], [password("x")])).rejects.toMatchObject(NOBODY);
    await expect(openEnveloped(message, [], [secretKey("ba".repeat(length))])).rejects.toMatchObject(FAILED);
    await expect(openEnveloped(message, [], [secretKey("ab")])).rejects.toMatchObject(FAILED);
  });
});

describe("PasswordRecipientInfo, written by OpenSSL", () => {
  it.each([
    ["-aes128", "aes-128-cbc"],
    ["-aes192", "aes-192-cbc"],
    ["-aes256", "aes-256-cbc"],
    ["-des3", "3des-cbc"],
  ])("%s", async (option, contentEncryption) => {
    const message = encrypted(option, "-pwri_password", "tiger");
    const expected = { content: CONTENT, contentEncryption, keyManagement: "password" };
    expect(await openEnveloped(message, [], [password("lion"), password("tiger")])).toMatchObject(expected);
    await expect(openEnveloped(message, [], [password("lion")])).rejects.toMatchObject(FAILED);
    await expect(openEnveloped(message, [], [secretKey("00".repeat(16))])).rejects.toMatchObject(NOBODY);
  });

  it("beside a certificate and a key: whatever is at hand opens it", async () => {
    const { certificatePath, key } = openssl.identity("rsa");
    const secret = "000102030405060708090A0B0C0D0E0F";
    const message = encrypted(
      "-aes128",
      "-secretkey",
      secret,
      "-secretkeyid",
      "01",
      "-pwri_password",
      "x",
      certificatePath,
    );
    const ways = [await openEnveloped(message, [key])];
    for (const one of [secretKey(secret, "01"), password("x")]) ways.push(await openEnveloped(message, [], [one]));
    expect(ways.map(({ keyManagement }) => keyManagement)).toEqual(["rsaes-pkcs1-v1_5", "kek", "password"]);
    expect(ways.every(({ content }) => Buffer.from(content).equals(CONTENT))).toBe(true);
  });
});

const PBKDF2 = "1.2.840.113549.1.5.12";
const PWRI_KEK = "1.2.840.113549.1.9.16.3.9";
const AES_128_CBC = algorithmIdentifier("2.16.840.1.101.3.4.1.2", octetString(new Uint8Array(16)));

interface Plan {
  readonly derivation?: Bytes;
  readonly wrap?: Bytes;
  readonly encryptedKey?: Bytes;
}

function pbkdf2(iterations: number, ...rest: readonly Bytes[]): Bytes {
  return sequence(oid(PBKDF2), sequence(octetString(new Uint8Array(8)), integer(iterations), ...rest));
}

function passwordRecipient({ derivation = pbkdf2(1), wrap, encryptedKey = new Uint8Array(32) }: Plan): Bytes {
  const fields = derivation.subarray(derivation[1] === undefined || derivation[1] < 0x80 ? 2 : 3);
  return encode(
    context(3),
    integer(0),
    encode(context(0), fields),
    wrap ?? algorithmIdentifier(PWRI_KEK, AES_128_CBC),
    octetString(encryptedKey),
  );
}

async function envelope(...recipients: readonly Bytes[]): Promise<Bytes> {
  const { algorithm, ciphertext } = await encryptContent("aes-128-cbc", CONTENT);
  const contentInfo = sequence(oid(CONTENT_TYPE.data), algorithm, encode(context(0, false), ...ciphertext));
  return writeContentInfo("enveloped-data", integer(3), setOf(recipients), contentInfo);
}

describe("hostile password recipients", () => {
  it.each<[string, Plan, string]>([
    ["another key derivation", { derivation: algorithmIdentifier("1.2.3") }, "cms/unsupported-algorithm"],
    [
      "another pseudo-random function",
      { derivation: pbkdf2(1, algorithmIdentifier("1.2.3")) },
      "cms/unsupported-algorithm",
    ],
    ["another key wrap", { wrap: algorithmIdentifier("1.2.3") }, "cms/unsupported-algorithm"],
    [
      "another cipher",
      { wrap: algorithmIdentifier(PWRI_KEK, algorithmIdentifier("1.2.3")) },
      "cms/unsupported-algorithm",
    ],
    ["a wrapped key of one block", { encryptedKey: new Uint8Array(16) }, "cms/decryption-failed"],
    ["a wrapped key of no whole blocks", { encryptedKey: new Uint8Array(40) }, "cms/decryption-failed"],
    ["an empty wrapped key", { encryptedKey: new Uint8Array(0) }, "cms/decryption-failed"],
    ["another key length", { derivation: pbkdf2(1, integer(5)) }, "cms/decryption-failed"],
    ["no iterations at all", { derivation: pbkdf2(0) }, "cms/decryption-failed"],
    ["a bomb of iterations", { derivation: pbkdf2(CMS_LIMITS.passwordIterations + 1) }, "cms/limit-exceeded"],
  ])("%s", async (_, plan, code) => {
    const message = await envelope(passwordRecipient(plan));
    await expect(openEnveloped(message, [], [password("x")])).rejects.toMatchObject({ code });
  });

  it("many small bombs are one large one", async () => {
    const each = passwordRecipient({ derivation: pbkdf2(CMS_LIMITS.passwordIterations / 4 + 1) });
    const message = await envelope(each, each, each, each);
    await expect(openEnveloped(message, [], [password("x")])).rejects.toMatchObject({
      code: "cms/limit-exceeded",
      detail: { limit: "passwordIterations" },
    });
  });
});
