import { describe, expect, it } from "vitest";
import { type Bytes, latin1 } from "../../src/smime/bytes.ts";
import { contentOf, contentTypeOf } from "../../src/smime/cms/content-info.ts";
import { openEncryptedData } from "../../src/smime/cms/encrypted-data.ts";
import { openEnveloped } from "../../src/smime/cms/enveloped-data.ts";
import { readEnvelopedData } from "../../src/smime/cms/enveloped-data-syntax.ts";
import type { RecipientKey } from "../../src/smime/cms/keys.ts";
import { readSignedData, verifySigner } from "../../src/smime/cms/signed-data.ts";
import { keyFor, readPrivateKeyFile } from "../../src/smime/pkcs12/private-key.ts";
import type { Certificate } from "../../src/smime/x509/certificate.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { password, secretKey } from "../smime/cms/secrets.ts";
import { corpusFile, corpusText, hasCorpus } from "./corpus.ts";

const CMS = "openssl-cms/80-test_cms_data";
const API = "openssl-cms/80-test_cmsapi_data";

function armoured(path: string): Bytes {
  const body =
    /-----BEGIN [^-]+-----([^-]+)-----END/.exec(corpusText(path))?.[1] ?? corpusText(path).split(/\r?\n\r?\n/)[1];
  return new Uint8Array(Buffer.from(body ?? "", "base64"));
}

async function resultsOf(message: Bytes, content: Bytes | null = null) {
  const signedData = readSignedData(message);
  const segments = signedData.content ?? (content ? [content] : []);
  return Promise.all(signedData.signerInfos.map((info) => verifySigner(signedData, info, segments, [])));
}

/** A key that claims every recipient, so that what stands behind the match is reached. */
function keyClaiming(message: Bytes, key: RecipientKey): RecipientKey {
  const { recipients } = readEnvelopedData(contentOf(message, "enveloped-data"));
  const [recipient] = recipients;
  if (!recipient || !("rid" in recipient) || recipient.rid.kind !== "issuer-and-serial-number")
    throw new Error("no recipient by issuer and serial number");
  const { issuer, serialNumber } = recipient.rid;
  const certificate: Certificate = { ...key.certificate, issuer, serialNumber };
  return { ...key, certificate };
}

function ecKey(): RecipientKey {
  const [certificate] = readCertificateFile(corpusFile(`${CMS}/ecdh-cert.pem`));
  if (!certificate) throw new Error("no certificate");
  return keyFor(readPrivateKeyFile(corpusFile(`${CMS}/ecdh-key.pem`)), certificate, []);
}

describe.skipIf(!hasCorpus("openssl-cms"))("CMS from OpenSSL's tests", () => {
  it.each(["bad_signtime_attr", "no_ct_attr", "no_md_attr", "ct_multiple_attr"])("%s does not verify", async (name) => {
    const expected = [{ kind: "undetermined", reason: "malformed-signature" }];
    expect(await resultsOf(corpusFile(`${CMS}/${name}.cms`))).toMatchObject(expected);
  });

  it("MD4 is not supported", async () => {
    const expected = [{ kind: "undetermined", reason: "unsupported-algorithm" }];
    expect(await resultsOf(armoured(`${CMS}/pkcs7-md4.pem`))).toMatchObject(expected);
  });

  it("SignedAndEnvelopedData is told as unsupported", () => {
    const message = armoured(`${CMS}/pkcs7-md4-encrypted.pem`);
    const detail = { oid: "1.2.840.113549.1.7.4" };
    expect(() => contentTypeOf(message)).toThrow(
      expect.objectContaining({ code: "cms/unsupported-content-type", detail }),
    );
  });

  it("an empty set of digest algorithms does not verify", async () => {
    const text = latin1(corpusFile("openssl-cms/smime-eml/pkcs7-empty-digest-set.eml"));
    const signature = /filename="smime.p7s"\r?\n\r?\n([^-]+)/.exec(text)?.[1] ?? "";
    const message = new Uint8Array(Buffer.from(signature, "base64"));
    const expected = [{ kind: "undetermined", reason: "malformed-signature" }];
    expect(await resultsOf(message, new Uint8Array(0))).toMatchObject(expected);
  });

  it.each(["ecdh-malformed", "dh-malformed", "rsa-malformed"])(
    "%s ends in a typed error, whoever it matches",
    async (name) => {
      const message = corpusFile(`${CMS}/${name}.der`);
      const code = expect.stringMatching(/^cms\/(decryption-failed|unsupported-algorithm|no-matching-recipient)$/);
      await expect(openEnveloped(message, [keyClaiming(message, ecKey())])).rejects.toMatchObject({ code });
      await expect(openEnveloped(message, [])).rejects.toMatchObject({ code: "cms/no-matching-recipient" });
    },
  );

  it("a message to somebody else has no matching recipient", async () => {
    const message = armoured(`${CMS}/ciphertext_from_1_1_1.cms`);
    const expected = { code: "cms/no-matching-recipient", detail: { recipients: 2 } };
    await expect(openEnveloped(message, [ecKey()])).rejects.toMatchObject(expected);
  });

  it("a password recipient out of bounds matches no key", async () => {
    const expected = { code: "cms/no-matching-recipient", detail: { recipients: 1 } };
    await expect(openEnveloped(corpusFile(`${API}/cms_pwri_kek_oob.der`), [ecKey()])).rejects.toMatchObject(expected);
  });

  it("an initialization vector that is too long ends in a typed error", async () => {
    const message = armoured(`${API}/encDataWithTooLongIV.pem`);
    const code = expect.stringMatching(/^cms\//);
    await expect(openEnveloped(message, [ecKey()])).rejects.toMatchObject({ code });
  });

  it("and with a password its stream cipher is refused, which has no blocks to wrap", async () => {
    const outcome = openEnveloped(corpusFile(`${API}/cms_pwri_kek_oob.der`), [], [password("password")]);
    const detail = { oid: "2.16.840.1.101.3.4.1.4" };
    await expect(outcome).rejects.toMatchObject({ code: "cms/unsupported-algorithm", detail });
  });

  it("EncryptedData opens with no key pair, and fails with another key", async () => {
    const message = corpusFile(`${API}/encryptedData.der`);
    expect(contentTypeOf(message)).toBe("encrypted-data");
    await expect(openEnveloped(message, [ecKey()])).rejects.toMatchObject({ code: "cms/unsupported-content-type" });
    const outcome = openEncryptedData(
      message,
      [16, 24, 32].map((length) => secretKey("01".repeat(length))),
    );
    await expect(outcome).rejects.toMatchObject({ code: "cms/decryption-failed", detail: {} });
  });
});
