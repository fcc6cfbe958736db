import { afterAll, describe, expect, it } from "vitest";
import { readAlgorithmIdentifier } from "../../../src/smime/x509/algorithm-identifier.ts";
import { readSole } from "../../../src/smime/asn1/reader.ts";
import { algorithmIdentifier, NULL } from "../../../src/smime/asn1/writer.ts";
import { EMPTY, utf8 } from "../../../src/smime/bytes.ts";
import { publicKeyName } from "../../../src/smime/x509/public-key.ts";
import { readSignatureAlgorithm, WHOLE_MESSAGE_OID } from "../../../src/smime/x509/signature-algorithm.ts";
import { verifySignature } from "../../../src/smime/x509/signature-verification.ts";
import { OpenSsl } from "../cms/openssl.ts";
import { postQuantumIdentity } from "../cms/post-quantum-identity.ts";

const openssl = new OpenSsl();
afterAll(() => openssl.remove());

function identifier(oid: string) {
  return readAlgorithmIdentifier(readSole(algorithmIdentifier(oid)));
}

describe("schemes that take the message whole", () => {
  it("a certificate signed with Ed448 by OpenSSL", async () => {
    const { certificate } = openssl.identity("ed448");
    const { tbs: octets, signature, signatureAlgorithm: algorithm, subjectPublicKeyInfo: spki } = certificate;
    expect(publicKeyName(certificate)).toBe("ed448");
    expect(await verifySignature({ spki, algorithm, octets, signature })).toBe(true);
    expect(await verifySignature({ spki, algorithm, octets: certificate.der, signature })).toBe(false);
  });

  it.each(["ml-dsa-44", "ml-dsa-65", "ml-dsa-87"] as const)("%s, and with no other parameter set", async (name) => {
    const { certificate, key } = await postQuantumIdentity(name);
    const [octets, spki] = [utf8("signed"), certificate.subjectPublicKeyInfo];
    const signature = (await key.sign({ name }, octets)) ?? EMPTY;
    const outcomes = Object.values(WHOLE_MESSAGE_OID).map(async (oid) =>
      verifySignature({ spki, algorithm: identifier(oid), octets, signature }),
    );
    expect((await Promise.all(outcomes)).filter(Boolean)).toHaveLength(1);
    expect(await verifySignature({ spki, algorithm: identifier(WHOLE_MESSAGE_OID[name]), octets, signature })).toBe(
      true,
    );
  });

  it("an encryption key verifies nothing, and says so", async () => {
    const { certificate } = await postQuantumIdentity("ml-kem-768");
    const spki = certificate.subjectPublicKeyInfo;
    const algorithm = identifier(WHOLE_MESSAGE_OID.ed448);
    const attempt = verifySignature({ spki, algorithm, octets: EMPTY, signature: EMPTY });
    await expect(attempt).rejects.toMatchObject({
      code: "x509/unsupported-key",
      detail: { oid: "2.16.840.1.101.3.4.4.2" },
    });
  });
});

it("RSASSA-PKCS1-v1_5 has no form for SHAKE (RFC 8702 section 3.2)", () => {
  const rsa = readAlgorithmIdentifier(readSole(algorithmIdentifier("1.2.840.113549.1.1.1", NULL)));
  expect(() => readSignatureAlgorithm(rsa, "shake256")).toThrow(
    expect.objectContaining({ code: "cms/unsupported-algorithm" }),
  );
  expect(readSignatureAlgorithm(rsa, "sha-256")).toEqual({ scheme: "rsassa-pkcs1-v1_5", digest: "sha-256" });
});
