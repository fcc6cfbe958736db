import { afterAll, describe, expect, it } from "vitest";
import { utf8 } from "../../src/smime/bytes.ts";
import { openEncryption } from "../../src/smime/encryption-layer.ts";
import { OpenSsl } from "./cms/openssl.ts";
import { password, secretKey } from "./cms/secrets.ts";

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const CONTENT = utf8("Content-Type: text/plain\r\n\r\nsecret\r\n");
const KEY = "000102030405060708090a0b0c0d0e0f";
const DER = ["-binary", "-outform", "DER", "-aes128"];

describe("layers encrypted by what both sides knew", () => {
  it("EncryptedData opens with its key; without one the verdict says why not", async () => {
    const cms = openssl.run(["cms", "-EncryptedData_encrypt", ...DER, "-secretkey", KEY], CONTENT);
    expect(await openEncryption(cms, [], [secretKey(KEY)])).toEqual({
      content: CONTENT,
      remarks: [],
      verdict: {
        kind: "decrypted",
        contentEncryption: "aes-128-cbc",
        keyManagement: "secret-key",
        authenticated: false,
      },
    });
    const failed = { content: null, verdict: { kind: "failed", code: "cms/no-matching-recipient" }, remarks: [] };
    expect(await openEncryption(cms, [])).toEqual(failed);
    expect(await openEncryption(cms, "locked", [secretKey(KEY)])).toMatchObject({ verdict: { kind: "locked" } });
  });

  it("EnvelopedData for a password", async () => {
    const cms = openssl.run(["cms", "-encrypt", ...DER, "-pwri_password", "tiger"], CONTENT);
    const { content, verdict } = await openEncryption(cms, [], [password("tiger")]);
    expect(content).toEqual(CONTENT);
    expect(verdict).toMatchObject({ kind: "decrypted", keyManagement: "password" });
    expect(await openEncryption(cms, [], [password("lion")])).toMatchObject({
      content: null,
      verdict: { kind: "failed", code: "cms/decryption-failed" },
    });
  });

  it("what is no encryption at all", async () => {
    const cms = openssl.run(["cms", "-data_create", "-outform", "DER", "-binary"], CONTENT);
    expect(await openEncryption(cms, [])).toMatchObject({
      content: null,
      verdict: { kind: "failed", code: "cms/unsupported-content-type" },
    });
  });
});
