import { Crypto as PeculiarCrypto } from "@peculiar/webcrypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bytes, utf8 } from "../../../src/smime/bytes.ts";
import { createEnvelopedData, openEnveloped } from "../../../src/smime/cms/enveloped-data.ts";
import { createSignedData, readSignedData, verifySigner } from "../../../src/smime/cms/signed-data.ts";
import { OpenSsl } from "./openssl.ts";

/** pkijs on two WebCrypto engines: a third opinion on what we write, and another producer of what we read. */
const ENGINES = [
  ["Node's WebCrypto", globalThis.crypto],
  ["@peculiar/webcrypto", new PeculiarCrypto()],
] as const;

const CONTENT = utf8("Content-Type: text/plain\r\n\r\nA third opinion.\r\n");
const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const identity = openssl.identity("rsa");
const { pkcs8, key } = identity;
const bytes = (buffer: ArrayBuffer): Bytes => new Uint8Array(buffer);

function contentOf(contentInfo: Bytes): asn1js.AsnType {
  const { result } = asn1js.fromBER(contentInfo);
  return new pkijs.ContentInfo({ schema: result }).content;
}

function certificateForPkijs(): pkijs.Certificate {
  return new pkijs.Certificate({ schema: asn1js.fromBER(identity.certificate.der).result });
}

describe.each(ENGINES)("pkijs on %s", (name, engine) => {
  beforeAll(() => pkijs.setEngine(name, new pkijs.CryptoEngine({ name, crypto: engine })));

  it.each([true, false])("verifies what we sign (detached: %s)", async (detached) => {
    const written = await createSignedData({
      content: CONTENT,
      detached,
      signers: [key],
      signingTime: 1_700_000_000_000,
    });
    const signedData = new pkijs.SignedData({ schema: contentOf(written) });
    const data = detached ? { data: CONTENT.slice().buffer } : {};
    expect(await signedData.verify({ signer: 0, ...data })).toBe(true);
    if (!detached) return;
    await expect(signedData.verify({ signer: 0, data: utf8("something else").buffer })).rejects.toThrow("digest");
  });

  it("writes a signature that we find sound", async () => {
    const imported = await engine.subtle.importKey(
      "pkcs8",
      pkcs8,
      { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
      true,
      ["sign"],
    );
    const signedData = new pkijs.SignedData({
      encapContentInfo: new pkijs.EncapsulatedContentInfo({
        eContentType: pkijs.ContentInfo.DATA,
        eContent: new asn1js.OctetString({ valueHex: CONTENT.slice().buffer }),
      }),
      signerInfos: [
        new pkijs.SignerInfo({
          sid: new pkijs.IssuerAndSerialNumber({
            issuer: certificateForPkijs().issuer,
            serialNumber: certificateForPkijs().serialNumber,
          }),
        }),
      ],
      certificates: [certificateForPkijs()],
    });
    await signedData.sign(imported, 0, "SHA-256");
    const info = new pkijs.ContentInfo({
      contentType: pkijs.ContentInfo.SIGNED_DATA,
      content: signedData.toSchema(true),
    });
    const read = readSignedData(bytes(info.toSchema().toBER()));
    const [signer] = read.signerInfos;
    if (!signer) throw new Error("no signer");
    expect(await verifySigner(read, signer, read.content ?? [], [])).toMatchObject({ kind: "sound" });
  });

  it("opens what we encrypt", async () => {
    const order = { content: CONTENT, recipients: [identity.certificate], keyTransport: "rsaes-oaep" } as const;
    const written = await createEnvelopedData(order);
    const envelope = new pkijs.EnvelopedData({ schema: contentOf(written) });
    const opened = await envelope.decrypt(0, { recipientPrivateKey: pkcs8.slice().buffer });
    expect(bytes(opened)).toEqual(CONTENT);
  });

  it("encrypts what we open", async () => {
    const envelope = new pkijs.EnvelopedData();
    envelope.addRecipientByCertificate(certificateForPkijs(), { oaepHashAlgorithm: "SHA-256" });
    const algorithm = { name: "AES-CBC", length: 256 };
    await envelope.encrypt(algorithm, CONTENT.slice().buffer);
    const info = new pkijs.ContentInfo({ contentType: pkijs.ContentInfo.ENVELOPED_DATA, content: envelope.toSchema() });
    const { content } = await openEnveloped(bytes(info.toSchema().toBER()), [key]);
    expect(content).toEqual(CONTENT);
  });
});
