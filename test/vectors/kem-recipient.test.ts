import { describe, expect, it } from "vitest";
import type { Bytes } from "../../src/smime/bytes.ts";
import { openEnveloped } from "../../src/smime/cms/enveloped-data.ts";
import type { RecipientKey } from "../../src/smime/cms/keys.ts";
import { SmimeError } from "../../src/smime/errors.ts";
import { belongsTo, keyFor, readPrivateKeyFile } from "../../src/smime/pkcs12/private-key.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { corpusFile, corpusText, hasCorpus } from "./corpus.ts";

const FOLDER = "pqc/cms-kyber";

function hexFile(name: string): Bytes {
  return new Uint8Array(Buffer.from(corpusText(`${FOLDER}/${name}.txt`).replaceAll(/\s/g, ""), "hex"));
}

function message(): Bytes {
  const body = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(corpusText(`${FOLDER}/ML-KEM-512.cms`))?.[1] ?? "";
  return new Uint8Array(Buffer.from(body, "base64"));
}

function none(): null {
  return null;
}

/** A key that knows the shared secret of this one message. */
function keyKnowing(secret: () => Promise<Bytes>): RecipientKey {
  const [certificate] = readCertificateFile(corpusFile(`${FOLDER}/ML-KEM-512.pem`));
  if (!certificate) throw new Error("no certificate");
  return { certificate, decryptRsaesPkcs1v15: none, decryptRsaesOaep: none, agree: none, decapsulate: secret };
}

describe.skipIf(!hasCorpus(FOLDER))("KEMRecipientInfo (RFC 9629)", () => {
  it.each(["seed", "expanded", "both"])("opens with the private key as %s (RFC 9935)", async (form) => {
    const pkcs8 = readPrivateKeyFile(corpusFile(`${FOLDER}/ML-KEM-512-${form}.priv`));
    const [certificate] = readCertificateFile(corpusFile(`${FOLDER}/ML-KEM-512.pem`));
    if (!certificate) throw new Error("no certificate");
    expect(await belongsTo(pkcs8, certificate)).toBe(true);
    const { content } = await openEnveloped(message(), [keyFor(pkcs8, certificate, [])]);
    expect(content).toEqual(corpusFile(`${FOLDER}/plaintext.txt`));
  });

  it("what follows decapsulation: HKDF, key wrap and AES-GCM", async () => {
    const asked: Bytes[] = [];
    const key = keyKnowing(() => Promise.resolve(hexFile("shared_secret")));
    const listening: RecipientKey = {
      ...key,
      decapsulate: (ciphertext) => {
        asked.push(ciphertext);
        return key.decapsulate(ciphertext);
      },
    };
    expect(await openEnveloped(message(), [listening])).toMatchObject({
      content: corpusFile(`${FOLDER}/plaintext.txt`),
      contentEncryption: "aes-128-gcm",
      keyManagement: "ml-kem-512",
      authenticated: true,
    });
    expect(asked).toEqual([hexFile("ciphertext")]);
  });

  it.each([
    ["another secret", () => Promise.resolve(new Uint8Array(32))],
    ["a failure", () => Promise.reject(new SmimeError("cms/decryption-failed", {}))],
  ])("%s fails like anything else", async (_, secret) => {
    const expected = { code: "cms/decryption-failed", detail: {} };
    await expect(openEnveloped(message(), [keyKnowing(secret)])).rejects.toMatchObject(expected);
  });
});
