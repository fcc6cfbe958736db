import { afterAll, describe, expect, it } from "vitest";
import { context, TAG } from "../../../src/smime/asn1/reader.ts";
import {
  algorithmIdentifier,
  bitString,
  encode,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
} from "../../../src/smime/asn1/writer.ts";
import { type Bytes, EMPTY, utf8 } from "../../../src/smime/bytes.ts";
import { ATTRIBUTE_TYPE, writeAttribute } from "../../../src/smime/cms/attributes.ts";
import { writeIssuerAndSerialNumber } from "../../../src/smime/cms/certificate-identifier.ts";
import { encryptContent } from "../../../src/smime/cms/content-cipher.ts";
import { CONTENT_TYPE, writeContentInfo } from "../../../src/smime/cms/content-info.ts";
import { createEnvelopedData, openEnveloped } from "../../../src/smime/cms/enveloped-data.ts";
import { writeKeyTrans } from "../../../src/smime/cms/key-transport.ts";
import type { RecipientKey } from "../../../src/smime/cms/keys.ts";
import { CMS_LIMITS } from "../../../src/smime/cms/limits.ts";
import { writeRecipientInfo } from "../../../src/smime/cms/recipient-encryption.ts";
import { encryptAesGcm } from "../../../src/smime/crypto/aes-gcm.ts";
import { wrapAesKey } from "../../../src/smime/crypto/aes-kw.ts";
import { agreeEcdh, ephemeralEcKey } from "../../../src/smime/crypto/ecdh.ts";
import { hkdf, x963Kdf } from "../../../src/smime/crypto/key-derivation.ts";
import { agreeMontgomery, ephemeralMontgomeryKey } from "../../../src/smime/crypto/x25519.ts";
import type { Certificate } from "../../../src/smime/x509/certificate.ts";
import { readPublicKey } from "../../../src/smime/x509/public-key.ts";
import { OpenSsl } from "./openssl.ts";

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

const CONTENT = utf8("Content-Type: text/plain\r\n\r\nsecret\r\n");
const FAILED = { code: "cms/decryption-failed", detail: {} };

/** EnvelopedData with RecipientInfos made elsewhere, around AES-256-CBC. */
async function envelop(infosFor: (contentKey: Bytes) => Promise<readonly Bytes[]>): Promise<Bytes> {
  const { key, algorithm, ciphertext } = await encryptContent("aes-256-cbc", CONTENT);
  const contentInfo = sequence(oid(CONTENT_TYPE.data), algorithm, encode(context(0, false), ...ciphertext));
  return writeContentInfo("enveloped-data", integer(2), setOf(await infosFor(key)), contentInfo);
}

function rsaPublicKey(certificate: Certificate) {
  const key = readPublicKey(certificate.subjectPublicKeyInfo);
  if (key.kind !== "rsa") throw new Error("not an RSA key");
  return key.key;
}

/** The message with one octet changed, counted from the end. */
function changed(message: Bytes, fromEnd: number): Bytes {
  const out = message.slice();
  out[out.length - fromEnd] = (out[out.length - fromEnd] ?? 0) ^ 1;
  return out;
}

describe("one failure stands for all (RFC 3218)", () => {
  it.each([
    ["rsaes-pkcs1-v1_5", "rsa"],
    ["rsaes-oaep", "rsa"],
    ["rsaes-pkcs1-v1_5", "p256"],
  ] as const)("a damaged encrypted key or content: %s, %s", async (keyTransport, kind) => {
    const { certificate, key } = openssl.identity(kind);
    const request = { content: CONTENT, recipients: [certificate], cipher: "aes-256-gcm", keyTransport } as const;
    const message = await createEnvelopedData(request);
    const overhead = message.length - CONTENT.length;
    for (const fromEnd of [1, 16, 17, 19 + CONTENT.length, overhead - (kind === "rsa" ? 0 : 40)]) {
      const outcome = openEnveloped(changed(message, Math.min(fromEnd, message.length)), [key]);
      await expect(outcome).rejects.toMatchObject({ code: expect.stringMatching(/^cms\//) });
    }
    await expect(openEnveloped(changed(message, 1), [key])).rejects.toMatchObject(FAILED);
    await expect(openEnveloped(changed(message, 19), [key])).rejects.toMatchObject(FAILED);
  });

  it("a damaged RSAES-PKCS1-v1_5 key leads into content decryption and fails there", async () => {
    const { certificate, key } = openssl.identity("rsa");
    const { key: contentKey, algorithm, ciphertext, tag } = await encryptContent("aes-256-gcm", CONTENT);
    const info = await writeKeyTrans(certificate, rsaPublicKey(certificate), contentKey, "rsaes-pkcs1-v1_5");
    const contentInfo = sequence(oid(CONTENT_TYPE.data), algorithm, encode(context(0, false), ...ciphertext));
    const damaged = [integer(0), setOf([changed(info, 5)]), contentInfo, octetString(tag ?? EMPTY)];
    await expect(openEnveloped(writeContentInfo("auth-enveloped-data", ...damaged), [key])).rejects.toMatchObject(
      FAILED,
    );
  });

  it("wrong padding of the content", async () => {
    const { certificate, key } = openssl.identity("p256");
    const message = await createEnvelopedData({ content: CONTENT.subarray(0, 15), recipients: [certificate] });
    // One block whose last octet is 01: changing the IV's last octet makes it 00.
    const iv = message.length - 16 - 2 - 1;
    const altered = message.slice();
    altered[iv] = (altered[iv] ?? 0) ^ 1;
    await expect(openEnveloped(altered, [key])).rejects.toMatchObject(FAILED);
  });

  it("an RSA key that is another's", async () => {
    const [mine, theirs] = [openssl.identity("rsa"), openssl.identity("rsa3072")];
    const message = await createEnvelopedData({
      content: CONTENT,
      recipients: [theirs.certificate],
      cipher: "aes-128-gcm",
    });
    const confused: RecipientKey = { ...mine.key, certificate: theirs.certificate };
    await expect(openEnveloped(message, [confused])).rejects.toMatchObject(FAILED);
    expect((await openEnveloped(message, [confused, theirs.key])).content).toEqual(CONTENT);
  });
});

describe("recipients", () => {
  it("nobody's message tells only how many recipients it has", async () => {
    const recipients = [openssl.identity("rsa").certificate, openssl.identity("p384").certificate];
    const outcome = openEnveloped(await createEnvelopedData({ content: CONTENT, recipients }), [
      openssl.identity("p256").key,
    ]);
    await expect(outcome).rejects.toMatchObject({ code: "cms/no-matching-recipient", detail: { recipients: 2 } });
  });

  it("symmetric keys and passwords beside a certificate are passed over", async () => {
    const { certificatePath, key } = openssl.identity("rsa");
    const secret = ["-secretkey", "000102030405060708090A0B0C0D0E0F", "-secretkeyid", "C0FEE0"];
    const options = ["-aes128", ...secret, "-pwri_password", "tiger", certificatePath];
    const message = openssl.run(["cms", "-encrypt", "-binary", "-outform", "DER", ...options], CONTENT);
    expect((await openEnveloped(message, [key])).content).toEqual(CONTENT);
    const outcome = openEnveloped(message, []);
    await expect(outcome).rejects.toMatchObject({ code: "cms/no-matching-recipient", detail: { recipients: 3 } });
  });

  it("an unknown kind of recipient is passed over", async () => {
    const { certificate, key } = openssl.identity("rsa");
    const other = encode(context(4), oid("1.2.840.113549.1.9.16.13.4"), sequence(octetString(EMPTY)));
    const message = await envelop(async (contentKey) => [
      other,
      await writeRecipientInfo(certificate, contentKey, "rsaes-pkcs1-v1_5"),
    ]);
    expect((await openEnveloped(message, [key])).content).toEqual(CONTENT);
  });

  it("an unknown key-encryption algorithm is told if nothing else can be tried", async () => {
    const { certificate, key } = openssl.identity("rsa");
    const rid = writeIssuerAndSerialNumber(certificate);
    const strange = sequence(integer(0), rid, algorithmIdentifier("1.2.3.4"), octetString(utf8("?")));
    const alone = await envelop(async () => [strange]);
    await expect(openEnveloped(alone, [key])).rejects.toMatchObject({
      code: "cms/unsupported-algorithm",
      detail: { oid: "1.2.3.4" },
    });
    const beside = await envelop(async (contentKey) => [
      strange,
      await writeRecipientInfo(certificate, contentKey, "rsaes-pkcs1-v1_5"),
    ]);
    expect((await openEnveloped(beside, [key])).content).toEqual(CONTENT);
  });

  it("private-key operations are limited, however often one recipient is named", async () => {
    const { certificate, key } = openssl.identity("rsa");
    let operations = 0;
    const counting: RecipientKey = {
      ...key,
      decryptRsaesOaep: () => {
        operations++;
        return Promise.resolve(EMPTY);
      },
    };
    const message = await envelop(async (contentKey) => {
      const info = await writeRecipientInfo(certificate, contentKey, "rsaes-oaep");
      return Array.from({ length: 100 }, () => info);
    });
    await expect(openEnveloped(message, [counting])).rejects.toMatchObject(FAILED);
    expect(operations).toBe(CMS_LIMITS.keyOperations);
  });

  it("more recipients than the limit are refused", async () => {
    const message = await envelop(async () =>
      Array.from({ length: CMS_LIMITS.recipients + 1 }, () => encode(context(2))),
    );
    const expected = { code: "cms/limit-exceeded", detail: { limit: "recipients" } };
    await expect(openEnveloped(message, [])).rejects.toMatchObject(expected);
  });

  it("writing refuses no recipient, and keys that cannot receive", async () => {
    const code = "cms/cannot-write";
    await expect(createEnvelopedData({ content: CONTENT, recipients: [] })).rejects.toMatchObject({ code });
    const recipients = [openssl.identity("ed25519").certificate];
    await expect(createEnvelopedData({ content: CONTENT, recipients })).rejects.toMatchObject({ code });
  });
});

/** A KeyAgreeRecipientInfo with user keying material and several recipients, the last of whom is meant. */
function keyAgree(
  schemeOid: string,
  key: { algorithm: Bytes; publicKey: Bytes },
  ukm: Bytes,
  rids: readonly Bytes[],
  wrapped: Bytes,
) {
  const wrap = algorithmIdentifier("2.16.840.1.101.3.4.1.45");
  const keys = rids.map((rid, i) =>
    sequence(rid, octetString(i === rids.length - 1 ? wrapped : utf8("somebody else's"))),
  );
  return encode(
    context(1),
    integer(3),
    encode(context(0), encode(context(1), key.algorithm, bitString(key.publicKey))),
    encode(context(1), octetString(ukm)),
    sequence(oid(schemeOid), wrap),
    sequence(...keys),
  );
}

function sharedInfo(ukm: Bytes): Bytes {
  const wrap = algorithmIdentifier("2.16.840.1.101.3.4.1.45");
  const length = octetString(Uint8Array.of(0, 0, 1, 0));
  return sequence(wrap, encode(context(0), octetString(ukm)), encode(context(2), length));
}

describe("key agreement", () => {
  const ukm = utf8("user keying material");

  it("with user keying material, and the second of several recipients (RFC 5753)", async () => {
    const { certificate, key } = openssl.identity("p256");
    const message = await envelop(async (contentKey) => {
      const ephemeral = ephemeralEcKey("p-256");
      const secret = await agreeEcdh(ephemeral.key, certificate.subjectPublicKeyInfo.publicKey);
      const kek = await x963Kdf("sha-256", secret ?? EMPTY, sharedInfo(ukm), 32);
      const originator = { algorithm: algorithmIdentifier("1.2.840.10045.2.1"), publicKey: ephemeral.point };
      const rids = [openssl.identity("p384").certificate, certificate].map(writeIssuerAndSerialNumber);
      return [keyAgree("1.3.132.1.11.1", originator, ukm, rids, wrapAesKey(kek, contentKey))];
    });
    expect(await openEnveloped(message, [key])).toMatchObject({ content: CONTENT, keyManagement: "ecdh" });
    await expect(openEnveloped(message, [openssl.identity("p384").key])).rejects.toMatchObject(FAILED);
  });

  it("X25519 with HKDF and user keying material as salt (RFC 8418)", async () => {
    const { certificate, key } = openssl.identity("x25519");
    const message = await envelop(async (contentKey) => {
      const ephemeral = ephemeralMontgomeryKey("x25519");
      const secret = await agreeMontgomery(ephemeral.key, certificate.subjectPublicKeyInfo.publicKey);
      const parameters = { digest: "sha-256", salt: ukm, info: sharedInfo(ukm), length: 32 } as const;
      const kek = await hkdf(secret ?? EMPTY, parameters);
      const originator = { algorithm: algorithmIdentifier("1.3.101.110"), publicKey: ephemeral.publicKey };
      const rids = [writeIssuerAndSerialNumber(certificate)];
      return [keyAgree("1.2.840.113549.1.9.16.3.19", originator, ukm, rids, wrapAesKey(kek, contentKey))];
    });
    expect(await openEnveloped(message, [key])).toMatchObject({ content: CONTENT });
  });

  it("a public key off the curve fails like anything else", async () => {
    const { certificate, key } = openssl.identity("p256");
    const off = Uint8Array.from({ length: 65 }, (_, i) => (i === 0 ? 4 : 7));
    const originator = { algorithm: algorithmIdentifier("1.2.840.10045.2.1"), publicKey: off };
    const rids = [writeIssuerAndSerialNumber(certificate)];
    const message = await envelop(async () => [keyAgree("1.3.132.1.11.1", originator, ukm, rids, new Uint8Array(40))]);
    await expect(openEnveloped(message, [key])).rejects.toMatchObject(FAILED);
  });
});

async function withAttributes(attributes: readonly Bytes[], authenticated: readonly Bytes[]): Promise<Bytes> {
  const { certificate } = openssl.identity("rsa");
  const [contentKey, iv] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(12))];
  const { ciphertext, tag } = await encryptAesGcm(
    { key: contentKey, iv, additionalData: setOf(authenticated) },
    CONTENT,
  );
  return writeContentInfo(
    "auth-enveloped-data",
    integer(0),
    setOf([await writeRecipientInfo(certificate, contentKey, "rsaes-pkcs1-v1_5")]),
    sequence(
      oid(CONTENT_TYPE.data),
      algorithmIdentifier("2.16.840.1.101.3.4.1.6", sequence(octetString(iv))),
      encode(context(0, false), ciphertext),
    ),
    encode(context(1), ...attributes),
    octetString(tag.subarray(0, 12)),
  );
}

describe("AuthEnvelopedData", () => {
  const attributes = [
    writeAttribute(ATTRIBUTE_TYPE.contentType, oid(CONTENT_TYPE.data)),
    writeAttribute("1.2.3", encode(TAG.utf8String, utf8("note"))),
  ];

  it("authenticates attributes in DER order, whatever order they were sent in, and takes a tag of twelve octets", async () => {
    const { key } = openssl.identity("rsa");
    for (const sent of [attributes, attributes.toReversed()])
      expect(await openEnveloped(await withAttributes(sent, attributes), [key])).toMatchObject({
        content: CONTENT,
        contentEncryption: "aes-128-gcm",
        authenticated: true,
      });
  });

  it("fails with attributes that were changed", async () => {
    const message = await withAttributes(attributes.slice(1), attributes);
    await expect(openEnveloped(message, [openssl.identity("rsa").key])).rejects.toMatchObject(FAILED);
  });
});
