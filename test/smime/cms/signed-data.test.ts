import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { context, readSole, TAG } from "../../../src/smime/asn1/reader.ts";
import {
  algorithmIdentifier,
  encode,
  NULL,
  octetString,
  oid,
  sequence,
  setOf,
  time,
} from "../../../src/smime/asn1/writer.ts";
import { type Bytes, concat, utf8 } from "../../../src/smime/bytes.ts";
import { ATTRIBUTE_TYPE, signedEncodings, writeAttribute } from "../../../src/smime/cms/attributes.ts";
import {
  createSignedData,
  readSignedData,
  type SignerResult,
  verifySigner,
} from "../../../src/smime/cms/signed-data.ts";
import type { Certificate } from "../../../src/smime/x509/certificate.ts";
import { type Identity, OpenSsl } from "./openssl.ts";
import { attribute, buildSignedData } from "./signed-data-builder.ts";

const openssl = new OpenSsl();
let rsa: Identity;
beforeAll(() => {
  rsa = openssl.identity("rsa");
});
afterAll(() => openssl.remove());

const CONTENT = utf8("Content-Type: text/plain\r\n\r\nhello\r\n");
const OTHER_TYPE = "1.2.840.113549.1.9.16.1.4";

async function verify(message: Bytes, content?: Bytes, known: readonly Certificate[] = []): Promise<SignerResult> {
  const signedData = readSignedData(message);
  const [info] = signedData.signerInfos;
  if (!info) throw new Error("no signer");
  return verifySigner(signedData, info, content ? [content] : (signedData.content ?? []), known);
}

async function soundAttributes(): Promise<readonly Bytes[]> {
  return [attribute.contentType(), await attribute.messageDigest(CONTENT)];
}

const MALFORMED = { kind: "undetermined", reason: "malformed-signature" };

describe("signed attributes (RFC 5652 section 11)", () => {
  it("exactly content-type and message-digest are enough", async () => {
    const message = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes: await soundAttributes() });
    expect(await verify(message)).toMatchObject({ kind: "sound", signingTime: null, capabilities: [], remarks: [] });
  });

  it("content-type must equal eContentType", async () => {
    const attributes = [attribute.contentType(OTHER_TYPE), await attribute.messageDigest(CONTENT)];
    const message = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes });
    expect(await verify(message)).toMatchObject({ kind: "altered", reason: "attribute-mismatch" });
  });

  it("another eContentType is taken if it is signed", async () => {
    const attributes = [attribute.contentType(OTHER_TYPE), await attribute.messageDigest(CONTENT)];
    const message = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes, eContentType: OTHER_TYPE });
    expect(await verify(message)).toMatchObject({ kind: "sound" });
  });

  it.each([
    ["no content-type", async () => [await attribute.messageDigest(CONTENT)]],
    ["no message-digest", async () => [attribute.contentType()]],
    ["two content-types", async () => [attribute.contentType(), ...(await soundAttributes())]],
    [
      "two message-digests",
      async () => [...(await soundAttributes()), await attribute.messageDigest(utf8("something else"))],
    ],
    [
      "a message-digest of two values",
      async () => [attribute.contentType(), await attribute.messageDigest(CONTENT, utf8("x"))],
    ],
    ["a message-digest of no value", async () => [attribute.contentType(), await attribute.messageDigest()]],
    [
      "any attribute twice",
      async () => [
        ...(await soundAttributes()),
        ...["1", "2"].map((text) => writeAttribute("1.2.3.4", octetString(utf8(text)))),
      ],
    ],
    [
      "a signing time of two values",
      async () => [...(await soundAttributes()), writeAttribute(ATTRIBUTE_TYPE.signingTime, time(0), time(1000))],
    ],
    [
      "a signing time that is no time",
      async () => [...(await soundAttributes()), writeAttribute(ATTRIBUTE_TYPE.signingTime, octetString(utf8("now")))],
    ],
    ["no attribute in the set", async () => []],
    ["an attribute that is none", async () => [...(await soundAttributes()), NULL]],
  ])("refused: %s", async (_, attributes) => {
    const message = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes: await attributes() });
    expect(await verify(message)).toMatchObject(MALFORMED);
  });

  it("refused: more attributes than the limit", async () => {
    const many = Array.from({ length: 128 }, (_, i) => writeAttribute(`1.2.3.${i}`, NULL));
    const attributes = [...(await soundAttributes()), ...many];
    expect(await verify(await buildSignedData({ signer: rsa.key, content: CONTENT, attributes }))).toMatchObject(
      MALFORMED,
    );
  });

  it.each([
    ["signing-time", writeAttribute(ATTRIBUTE_TYPE.signingTime, time(0))],
    ["message-digest", writeAttribute(ATTRIBUTE_TYPE.messageDigest, octetString(utf8("x")))],
    ["content-type", attribute.contentType()],
  ])("refused: %s among the unsigned attributes", async (_, unsigned) => {
    const attributes = await soundAttributes();
    const message = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes, unsigned: [unsigned] });
    expect(await verify(message)).toMatchObject(MALFORMED);
  });

  it("other unsigned attributes prove nothing and change nothing", async () => {
    const unsigned = [writeAttribute("1.2.840.113549.1.9.16.2.14", octetString(utf8("time stamp")))];
    const attributes = await soundAttributes();
    const message = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes, unsigned });
    expect(await verify(message)).toMatchObject({ kind: "sound" });
  });

  it("a signature over the attributes in the order sent is sound, DER or not", async () => {
    const attributes = (await soundAttributes()).toReversed();
    const signed = encode(TAG.set, ...attributes);
    expect(signedEncodings(readSole(encode(context(0), ...attributes)))).toHaveLength(2);
    const asSent = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes, signed });
    expect(await verify(asSent)).toMatchObject({ kind: "sound" });
    const asDer = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes });
    expect(await verify(asDer)).toMatchObject({ kind: "sound" });
  });
});

describe("the CMS ambiguity of absent signed attributes", () => {
  it("the octets of signed attributes presented as content are refused", async () => {
    const attributes = await soundAttributes();
    const content = setOf(attributes);
    const message = await buildSignedData({ signer: rsa.key, content, attributes: null });
    expect(await verify(message)).toMatchObject({ kind: "altered", reason: "attribute-mismatch" });
  });

  it("content that merely starts like a SET is taken", async () => {
    const message = await buildSignedData({ signer: rsa.key, content: utf8("1. chapter"), attributes: null });
    expect(await verify(message)).toMatchObject({ kind: "sound" });
  });

  it("content of another type must have signed attributes", async () => {
    const plan = { signer: rsa.key, content: CONTENT, attributes: null, eContentType: OTHER_TYPE };
    expect(await verify(await buildSignedData(plan))).toMatchObject(MALFORMED);
  });
});

describe("altered content and signatures", () => {
  it("changed content", async () => {
    const message = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes: await soundAttributes() });
    const result = await verify(message, utf8("Content-Type: text/plain\r\n\r\nhullo\r\n"));
    expect(result).toMatchObject({ kind: "altered", reason: "digest-mismatch", certificate: rsa.certificate });
  });

  it("changed content with no certificate at hand is still told as altered", async () => {
    const plan = { signer: rsa.key, content: CONTENT, attributes: await soundAttributes(), certificates: [] };
    const result = await verify(await buildSignedData(plan), utf8("other"));
    expect(result).toMatchObject({ kind: "altered", reason: "digest-mismatch", certificate: null });
  });

  it("attributes changed after signing", async () => {
    const attributes = await soundAttributes();
    const signed = setOf([...attributes, writeAttribute(ATTRIBUTE_TYPE.signingTime, time(0))]);
    const message = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes, signed });
    expect(await verify(message)).toMatchObject({ kind: "altered", reason: "signature-mismatch" });
  });

  it("a signing certificate attribute that names another certificate", async () => {
    const identifier = sequence(sequence(sequence(octetString(new Uint8Array(32)))));
    const attributes = [...(await soundAttributes()), writeAttribute(ATTRIBUTE_TYPE.signingCertificateV2, identifier)];
    const message = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes });
    expect(await verify(message)).toMatchObject({ kind: "altered", reason: "attribute-mismatch" });
  });
});

describe("structures", () => {
  it("a digest algorithm that the message does not announce is refused", async () => {
    const plan = { signer: rsa.key, content: CONTENT, attributes: await soundAttributes(), digestAlgorithms: [] };
    expect(await verify(await buildSignedData(plan))).toMatchObject(MALFORMED);
  });

  it("an unknown signature algorithm is undetermined", async () => {
    const signatureAlgorithm = algorithmIdentifier("1.2.3.4");
    const plan = { signer: rsa.key, content: CONTENT, attributes: await soundAttributes(), signatureAlgorithm };
    const expected = { kind: "undetermined", reason: "unsupported-algorithm", certificate: rsa.certificate };
    expect(await verify(await buildSignedData(plan))).toMatchObject(expected);
  });

  it("of two certificates with the same name and number, the one that verifies counts", async () => {
    const other = openssl.identity("rsa3072").certificate;
    const { issuer, serialNumber } = rsa.certificate;
    const impostor: Certificate = { ...other, issuer, serialNumber };
    const plan = { signer: rsa.key, content: CONTENT, attributes: await soundAttributes(), certificates: [] };
    const message = await buildSignedData(plan);
    expect(await verify(message, undefined, [impostor, rsa.certificate])).toMatchObject({
      kind: "sound",
      certificate: rsa.certificate,
    });
    expect(await verify(message, undefined, [impostor])).toMatchObject({ kind: "altered", certificate: impostor });
  });

  it("a short RSA key is remarked upon", async () => {
    const weak = openssl.identity("rsa1024");
    const message = await buildSignedData({ signer: weak.key, content: CONTENT, attributes: await soundAttributes() });
    expect(await verify(message)).toMatchObject({ kind: "sound", remarks: ["legacy/short-key"] });
  });

  it("nothing may stand behind the ContentInfo", async () => {
    const message = await buildSignedData({ signer: rsa.key, content: CONTENT, attributes: null });
    const expected = expect.objectContaining({ code: "cms/malformed", detail: { structure: "ContentInfo" } });
    expect(() => readSignedData(concat(message, Uint8Array.of(0)))).toThrow(expected);
  });

  it("more signers than the limit are refused", async () => {
    const message = await createSignedData({
      content: CONTENT,
      detached: true,
      signers: Array.from({ length: 17 }, () => openssl.identity("p256").key),
      signingTime: 0,
    });
    const expected = expect.objectContaining({ code: "cms/limit-exceeded", detail: { limit: "signers" } });
    expect(() => readSignedData(message)).toThrow(expected);
  });

  it("another content type is told by its OID", () => {
    const message = sequence(oid("1.2.3.4"), encode(context(0), sequence()));
    const expected = expect.objectContaining({ code: "cms/unsupported-content-type", detail: { oid: "1.2.3.4" } });
    expect(() => readSignedData(message)).toThrow(expected);
  });
});

describe("writing", () => {
  it("attributes are in DER order, so that they are signed as sent", async () => {
    const message = await createSignedData({
      content: CONTENT,
      detached: false,
      signers: [rsa.key],
      signingTime: 1e12,
    });
    const [info] = readSignedData(message).signerInfos;
    if (!info?.signedAttributes) throw new Error("no attributes");
    expect(signedEncodings(info.signedAttributes)).toHaveLength(1);
  });

  it("says what can be read, when, and by which certificate", async () => {
    const message = await createSignedData({ content: CONTENT, detached: true, signers: [rsa.key], signingTime: 1e12 });
    const result = await verify(message, CONTENT);
    expect(result).toMatchObject({ kind: "sound", signingTime: 1e12, digest: "sha-256", scheme: "rsassa-pkcs1-v1_5" });
    expect(result).toHaveProperty("capabilities.0", { oid: "2.16.840.1.101.3.4.1.46", parameters: null });
  });

  it("sends the chain along, each certificate once", async () => {
    const issuer = openssl.identity("p384").certificate;
    const signers = [
      { ...rsa.key, chain: [issuer] },
      { ...openssl.identity("p256").key, chain: [issuer] },
    ];
    const message = await createSignedData({ content: CONTENT, detached: true, signers, signingTime: 0 });
    expect(readSignedData(message).certificates).toHaveLength(3);
  });

  it("names the certificate to write to, and sends it along (RFC 8551 section 2.5.3)", async () => {
    const encryptionCertificate = openssl.identity("x25519").certificate;
    const request = { content: CONTENT, detached: true, signers: [rsa.key], signingTime: 0 };
    const named = await verify(await createSignedData({ ...request, encryptionCertificate }), CONTENT);
    expect(named).toMatchObject({ kind: "sound", encryptionCertificate: { der: encryptionCertificate.der } });
    expect(await verify(await createSignedData(request), CONTENT)).not.toHaveProperty("encryptionCertificate");
  });

  it("keys for RSASSA-PSS alone, restricted to one digest or not", async () => {
    for (const [kind, digest] of [
      ["rsaPss", "sha-256"],
      ["rsaPssSha384", "sha-384"],
    ] as const) {
      const { key } = openssl.identity(kind);
      const message = await createSignedData({ content: CONTENT, detached: false, signers: [key], signingTime: 0 });
      expect(await verify(message)).toMatchObject({ kind: "sound", scheme: "rsassa-pss", digest });
      const path = openssl.write("pss.der", message);
      expect(openssl.run(["cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", path])).toEqual(CONTENT);
    }
    const { key } = openssl.identity("rsaPssSha384");
    const request = { content: CONTENT, detached: true, signers: [key], signingTime: 0, digest: "sha-512" } as const;
    await expect(createSignedData(request)).rejects.toMatchObject({ code: "cms/cannot-write" });
  });

  it("refuses a key that cannot sign", async () => {
    const request = { content: CONTENT, detached: true, signingTime: 0 };
    const [x25519, dead] = [openssl.identity("x25519"), { ...rsa.key, sign: () => null }];
    await expect(createSignedData({ ...request, signers: [x25519.key] })).rejects.toMatchObject({
      code: "x509/unsupported-key",
    });
    await expect(createSignedData({ ...request, signers: [dead] })).rejects.toMatchObject({ code: "cms/cannot-write" });
  });
});
