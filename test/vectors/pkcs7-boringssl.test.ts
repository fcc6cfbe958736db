import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/smime/bytes.ts";
import { readSignedData, verifySigner } from "../../src/smime/cms/signed-data.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { corpusFile, hasCorpus } from "./corpus.ts";

const CONTENT = utf8("signed data");

async function verified(name: string, certificate: string, content = CONTENT) {
  const signedData = readSignedData(corpusFile(`pkcs7-boringssl/${name}.p7s`));
  const known = readCertificateFile(corpusFile(`pkcs7-boringssl/${certificate}.pem`));
  return Promise.all(signedData.signerInfos.map((info) => verifySigner(signedData, info, [content], known)));
}

describe.skipIf(!hasCorpus("pkcs7-boringssl"))("PKCS #7 from BoringSSL's tests", () => {
  it.each([
    ["sign_sha1", "sign_cert", "sha-1", ["legacy/sha-1"]],
    ["sign_sha1_key_id", "sign_cert", "sha-1", ["legacy/sha-1"]],
    ["sign_sha256", "sign_cert", "sha-256", []],
    ["sign_sha256_cert2", "sign_cert2", "sha-256", []],
    ["sign_sha256_key_id", "sign_cert", "sha-256", []],
  ])("%s verifies with %s", async (name, certificate, digest, remarks) => {
    expect(await verified(name, certificate)).toMatchObject([{ kind: "sound", digest, remarks }]);
    expect(await verified(name, certificate, utf8("signed date"))).toMatchObject([
      { kind: "altered", reason: "signature-mismatch" },
    ]);
  });

  it("the other certificate is not the signer's", async () => {
    const missing = [{ kind: "undetermined", reason: "signer-certificate-missing", certificate: null }];
    expect(await verified("sign_sha256", "sign_cert2")).toEqual(missing);
  });

  it.each([
    ["nss", 3, 0],
    ["windows", 1, 0],
    ["openssl_crl", 0, 1],
  ])("%s.p7c holds %i certificates and %i CRLs", (name, certificates, crls) => {
    const signedData = readSignedData(corpusFile(`pkcs7-boringssl/${name}.p7c`));
    expect([signedData.certificates.length, signedData.crls.length]).toEqual([certificates, crls]);
    expect(signedData.signerInfos).toEqual([]);
  });
});
