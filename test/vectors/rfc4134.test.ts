import { describe, expect, it } from "vitest";
import type { Bytes } from "../../src/smime/bytes.ts";
import { contentTypeOf } from "../../src/smime/cms/content-info.ts";
import { openEncryptedData } from "../../src/smime/cms/encrypted-data.ts";
import { openEnveloped } from "../../src/smime/cms/enveloped-data.ts";
import { readSignedData, type SignerResult, verifySigner } from "../../src/smime/cms/signed-data.ts";
import { keyFor, readPrivateKeyFile } from "../../src/smime/pkcs12/private-key.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { nameToString } from "../../src/smime/x509/name.ts";
import { secretKey } from "../smime/cms/secrets.ts";
import { corpusFile, corpusNames, hasCorpus } from "./corpus.ts";

function file(name: string): Bytes {
  return corpusFile(`rfc4134/${name}`);
}

function certificates() {
  const names = corpusNames("rfc4134").filter((name) => name.endsWith(".cer"));
  return names.flatMap((name) => readCertificateFile(file(name)));
}

type Told = readonly [signer: string | null, outcome: string, remarks: readonly string[]];

function told(result: SignerResult): Told {
  const signer = result.certificate && nameToString(result.certificate.subject);
  if (result.kind !== "sound") return [signer, `${result.kind} ${result.reason}`, []];
  return [signer, `${result.scheme} ${result.digest}`, result.remarks];
}

async function verified(section: string): Promise<readonly Told[]> {
  const signedData = readSignedData(file(`${section}.bin`));
  const content = signedData.content ?? [file("ExContent.bin")];
  const known = certificates();
  const infos = signedData.signerInfos;
  return Promise.all(infos.map(async (info) => told(await verifySigner(signedData, info, content, known))));
}

const OLD = ["legacy/sha-1", "legacy/short-key"];
const OLD_DSA = ["legacy/sha-1", "legacy/dsa", "legacy/short-key"];
const ALICE_DSS = ["CN=AliceDSS", "dsa sha-1", OLD_DSA];
const ALICE_RSA = ["CN=AliceRSA", "rsassa-pkcs1-v1_5 sha-1", OLD];

describe.skipIf(!hasCorpus("rfc4134"))("RFC 4134", () => {
  it.each([
    ["4.1", [ALICE_DSS]],
    ["4.2", [ALICE_RSA]],
    ["4.3", [ALICE_DSS]],
    ["4.4", [ALICE_DSS]],
    ["4.5", [ALICE_RSA]],
    ["4.6", [ALICE_DSS, ["CN=DianeDSS", "dsa sha-1", OLD_DSA]]],
    ["4.7", [ALICE_DSS]],
    ["4.10", [ALICE_DSS]],
    ["4.11", []],
  ])("section %s: signed data", async (section, expected) => {
    expect(await verified(section)).toEqual(expected);
  });

  it("section 4.4 has a signing time among its attributes", async () => {
    const signedData = readSignedData(file("4.4.bin"));
    const [info] = signedData.signerInfos;
    const result = info && (await verifySigner(signedData, info, signedData.content ?? [], []));
    expect(result).toMatchObject({ signingTime: Date.UTC(2003, 4, 14, 15, 39) });
  });

  it("section 4.11 carries certificates and a CRL only", () => {
    const { certificates: carried, crls, content } = readSignedData(file("4.11.bin"));
    expect([carried.length, crls.length, content]).toEqual([2, 1, null]);
  });

  it.each([
    ["5.1", "3des-cbc", "legacy/3des"],
    ["5.2", "rc2-40-cbc", "legacy/rc2"],
  ])("section %s: enveloped data in %s", async (section, contentEncryption, remark) => {
    const [bob] = readCertificateFile(file("BobRSASignByCarl.cer"));
    if (!bob) throw new Error("no certificate");
    const key = keyFor(readPrivateKeyFile(file("BobPrivRSAEncrypt.pri")), bob, []);
    expect(await openEnveloped(file(`${section}.bin`), [key])).toMatchObject({
      content: file("ExContent.bin"),
      contentEncryption,
      keyManagement: "rsaes-pkcs1-v1_5",
      authenticated: false,
      remarks: [remark],
    });
  });

  it.each(["7.1", "7.2"])("section %s: encrypted data under the key of its text", async (section) => {
    const secret = secretKey("737c791f25ead0e04629254352f7dc6291e5cb26917ada32");
    expect(await openEncryptedData(file(`${section}.bin`), [secret])).toMatchObject({
      content: file("ExContent.bin"),
      contentEncryption: "3des-cbc",
      remarks: ["legacy/3des"],
    });
  });

  it.each([
    ["3.1", "data"],
    ["3.2", "data"],
    ["6.0", "digested-data"],
    ["7.1", "encrypted-data"],
    ["7.2", "encrypted-data"],
  ])("section %s: %s is told by its type", (section, type) => {
    expect(contentTypeOf(file(`${section}.bin`))).toBe(type);
  });
});
