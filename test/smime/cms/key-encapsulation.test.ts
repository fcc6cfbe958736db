import { describe, expect, it } from "vitest";
import { Fields } from "../../../src/smime/asn1/reader.ts";
import { smallInteger } from "../../../src/smime/asn1/values.ts";
import { utf8 } from "../../../src/smime/bytes.ts";
import { readContentInfo } from "../../../src/smime/cms/content-info.ts";
import { createEnvelopedData, openEnveloped } from "../../../src/smime/cms/enveloped-data.ts";
import { belongsTo } from "../../../src/smime/pkcs12/private-key.ts";
import { postQuantumIdentity } from "./post-quantum-identity.ts";

const CONTENT = utf8("Content-Type: text/plain\r\n\r\nsecret\r\n");
const FAILED = { code: "cms/decryption-failed", detail: {} };

describe.each(["ml-kem-512", "ml-kem-768", "ml-kem-1024"] as const)("KEMRecipientInfo for %s", (kind) => {
  it.each(["aes-256-cbc", "aes-128-cbc", "aes-256-gcm"] as const)("is written and read: %s", async (cipher) => {
    const { certificate, key, pkcs8 } = await postQuantumIdentity(kind);
    expect(await belongsTo(pkcs8, certificate)).toBe(true);
    const message = await createEnvelopedData({ content: CONTENT, recipients: [certificate], cipher });
    expect(await openEnveloped(message, [key])).toMatchObject({
      content: CONTENT,
      contentEncryption: cipher,
      keyManagement: kind,
    });
    const version = new Fields(readContentInfo(message).content).any();
    expect(smallInteger(version)).toBe(cipher === "aes-256-gcm" ? 0 : 3);
  });

  it("another key of the kind fails, and one of another kind too", async () => {
    const [mine, other] = [await postQuantumIdentity(kind), await postQuantumIdentity(kind)];
    const elsewhere = await postQuantumIdentity(kind === "ml-kem-768" ? "ml-kem-512" : "ml-kem-768");
    const message = await createEnvelopedData({ content: CONTENT, recipients: [mine.certificate] });
    for (const { key } of [other, elsewhere])
      await expect(openEnveloped(message, [{ ...key, certificate: mine.certificate }])).rejects.toMatchObject(FAILED);
  });

  it("key and certificate of two people do not belong together", async () => {
    const [mine, other] = [await postQuantumIdentity(kind), await postQuantumIdentity(kind)];
    expect(await belongsTo(mine.pkcs8, other.certificate)).toBe(false);
  });
});

it("a signature key is written to by nobody", async () => {
  const { certificate } = await postQuantumIdentity("ml-dsa-44");
  await expect(createEnvelopedData({ content: CONTENT, recipients: [certificate] })).rejects.toMatchObject({
    code: "cms/cannot-write",
    detail: { reason: "ml-dsa-44" },
  });
});
