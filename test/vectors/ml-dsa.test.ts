import { describe, expect, it } from "vitest";
import { type Bytes, utf8 } from "../../src/smime/bytes.ts";
import { createSignedData, readSignedData, verifySigner } from "../../src/smime/cms/signed-data.ts";
import { belongsTo, keyFor, readPrivateKeyFile } from "../../src/smime/pkcs12/private-key.ts";
import { readCertificateFile } from "../../src/smime/x509/certificate-file.ts";
import { validatePath } from "../../src/smime/x509/certification-path.ts";
import { publicKeyName } from "../../src/smime/x509/public-key.ts";
import { verifySignature } from "../../src/smime/x509/signature-verification.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { corpusFile, corpusText, hasCorpus } from "./corpus.ts";

const FOLDER = "pqc/cms-ml-dsa";

function message(strength: number): Bytes {
  const text = corpusText(`${FOLDER}/mldsa${strength}-signed-attrs.pem`);
  return new Uint8Array(Buffer.from(/-----BEGIN CMS-----([^-]+)/.exec(text)?.[1] ?? "", "base64"));
}

/** The file holds commentary, the private and the public key, and the certificate. */
function certificateOf(file: string) {
  const armour = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(corpusText(file))?.[0] ?? "";
  const [certificate] = readCertificateFile(utf8(armour));
  if (!certificate) throw new Error("no certificate");
  return certificate;
}

describe.skipIf(!hasCorpus(FOLDER)).each([44, 65, 87])("ML-DSA-%d (RFC 9882)", (strength) => {
  const name = `ml-dsa-${strength}`;

  it("the example with signed attributes verifies, and not when it is changed", async () => {
    const certificate = certificateOf(`${FOLDER}/ML-DSA-${strength}.pem`);
    expect(publicKeyName(certificate)).toBe(name);
    const signedData = readSignedData(message(strength));
    const [signerInfo] = signedData.signerInfos;
    if (!signerInfo) throw new Error("no signer");
    const content = signedData.content ?? [];
    const sound = { kind: "sound", scheme: name, digest: "sha-512", remarks: [] };
    expect(await verifySigner(signedData, signerInfo, content, [certificate])).toMatchObject(sound);
    const signature = signerInfo.signature.slice();
    signature[100] = (signature[100] ?? 0) ^ 1;
    expect(await verifySigner(signedData, { ...signerInfo, signature }, content, [certificate])).toMatchObject({
      kind: "altered",
      reason: "signature-mismatch",
    });
  });

  it("the certificate's own signature, and a signature by its key", async () => {
    const certificate = certificateOf(`${FOLDER}/ML-DSA-${strength}.pem`);
    const { subjectPublicKeyInfo: spki, signatureAlgorithm: algorithm, tbs: octets, signature } = certificate;
    expect(await verifySignature({ spki, algorithm, octets, signature })).toBe(true);
    const pkcs8 = readPrivateKeyFile(corpusFile(`${FOLDER}/ML-DSA-${strength}.pem`));
    expect(await belongsTo(pkcs8, certificate)).toBe(true);
    const order = { content: utf8("content"), detached: false, signers: [keyFor(pkcs8, certificate, [])] };
    const signedData = readSignedData(await createSignedData({ ...order, signingTime: 0 }));
    const [signerInfo] = signedData.signerInfos;
    const result = signerInfo && (await verifySigner(signedData, signerInfo, signedData.content ?? [], []));
    expect(result).toMatchObject({ kind: "sound", scheme: name, digest: "sha-512" });
  });
});

describe.skipIf(!hasCorpus("pqc/cms-kyber"))("certificates signed with ML-DSA-65", () => {
  it("verify by their issuer's key", async () => {
    const issuer = certificateOf("pqc/cms-kyber/mldsa65RootCA.pem");
    for (const name of ["ML-KEM-512", "mldsa65RootCA"]) {
      const { signatureAlgorithm: algorithm, tbs: octets, signature } = certificateOf(`pqc/cms-kyber/${name}.pem`);
      const spki = issuer.subjectPublicKeyInfo;
      expect(await verifySignature({ spki, algorithm, octets, signature })).toBe(true);
    }
  });

  it("carry a certification path", async () => {
    const [target, root] = ["ML-KEM-512", "mldsa65RootCA"].map((name) => certificateOf(`pqc/cms-kyber/${name}.pem`));
    if (!target || !root) throw new Error("no certificate");
    const at = target.notBefore + 1000;
    const request = { target, intermediates: [], at, purpose: "any", use: "encrypt", revocation: "ignore" } as const;
    expect(await validatePath({ ...request, anchors: anchorsOf([root]) })).toMatchObject({ kind: "valid" });
    const signature = target.signature.map((octet, i) => (i === 9 ? octet ^ 1 : octet));
    const forged = await validatePath({ ...request, target: { ...target, signature }, anchors: anchorsOf([root]) });
    expect(forged).toMatchObject({ kind: "refused", reason: { code: "bad-signature" } });
  });

  it("the issuer's expanded private key is its own", async () => {
    const pkcs8 = readPrivateKeyFile(corpusFile("pqc/cms-kyber/mldsa65RootCA.priv"));
    expect(await belongsTo(pkcs8, certificateOf("pqc/cms-kyber/mldsa65RootCA.pem"))).toBe(true);
  });
});
