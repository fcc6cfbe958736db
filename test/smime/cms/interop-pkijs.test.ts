import * as pkijs from "pkijs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { utf8 } from "../../../src/smime/bytes.ts";
import { openEnveloped } from "../../../src/smime/cms/enveloped-data.ts";
import { OpenSsl } from "./openssl.ts";

const openssl = new OpenSsl();
afterAll(() => openssl.remove());
beforeAll(() => {
  pkijs.setEngine("node", new pkijs.CryptoEngine({ name: "node", crypto, subtle: crypto.subtle }));
});

const CIPHER: AesKeyGenParams = { name: "AES-CBC", length: 256 };
const CONTENT = utf8("Content-Type: text/plain\r\n\r\nfrom another library\r\n");

describe("messages PKI.js encrypts open here", () => {
  it.each([
    ["p256", "ecdh"],
    ["p384", "ecdh"],
    ["p521", "ecdh"],
    ["rsa", "rsaes-oaep"],
  ] as const)("%s, in segments, with user keying material where it sends some", async (kind, keyManagement) => {
    const { certificate, key } = openssl.identity(kind);
    const enveloped = new pkijs.EnvelopedData();
    enveloped.addRecipientByCertificate(pkijs.Certificate.fromBER(certificate.der), {});
    await enveloped.encrypt(CIPHER, CONTENT.slice().buffer);
    const info = new pkijs.ContentInfo({
      contentType: pkijs.ContentInfo.ENVELOPED_DATA,
      content: enveloped.toSchema(),
    });
    const message = new Uint8Array(info.toSchema().toBER(false));
    expect(await openEnveloped(message, [key])).toMatchObject({ content: CONTENT, keyManagement });
  });
});
