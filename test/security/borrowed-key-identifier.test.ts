import { afterAll, describe, expect, it } from "vitest";
import { context } from "../../src/smime/asn1/reader.ts";
import { encode } from "../../src/smime/asn1/writer.ts";
import { type Bytes, utf8 } from "../../src/smime/bytes.ts";
import { writeIssuerAndSerialNumber } from "../../src/smime/cms/certificate-identifier.ts";
import { digestSync } from "../../src/smime/crypto/digest.ts";
import type { Certificate } from "../../src/smime/x509/certificate.ts";
import { subjectKeyIdentifierOf } from "../../src/smime/x509/key-identifier.ts";
import { attribute, buildSignedData } from "../smime/cms/signed-data-builder.ts";
import { People, TEXT } from "../smime/people.ts";
import { opaqueLetter } from "./carrier.ts";

/** A signer who names somebody else's certificate: names are no proof, only the key is (RFC 5652 section 5.3). */
const people = new People();
afterAll(() => people.remove());

const eve = people.issue("evelyn", { kind: "rsa", address: "evelyn@evil.example" });
const { bob, alice } = people;
const CONTENT = utf8(TEXT);

function keyIdentifier(octets: Bytes): Bytes {
  return encode(context(0, false), octets);
}

function identifierOf(certificate: Certificate): Bytes {
  return subjectKeyIdentifierOf(certificate) ?? digestSync("sha-1", certificate.subjectPublicKeyInfo.publicKey);
}

async function verdictOf(sid: Bytes, certificates: readonly Certificate[], from: string) {
  const attributes = [attribute.contentType(), await attribute.messageDigest(CONTENT)];
  const cms = await buildSignedData({ signer: eve.key, content: CONTENT, attributes, sid, certificates });
  return (await people.open(opaqueLetter(cms, { From: from }))).report.signature;
}

describe("Eve's signature", () => {
  it.each([
    ["under Bob's key identifier", keyIdentifier(identifierOf(bob.certificate)), bob],
    ["under Bob's issuer and serial number", writeIssuerAndSerialNumber(bob.certificate), bob],
    ["under Alice's, whose key is of another kind", writeIssuerAndSerialNumber(alice.certificate), alice],
  ])("%s is not sound", async (_, sid, victim) => {
    for (const certificates of [[victim.certificate], [victim.certificate, eve.certificate], [eve.certificate]]) {
      const verdict = await verdictOf(sid, certificates, victim === bob ? "bob@example.com" : "alice@example.com");
      expect(["altered", "undetermined"]).toContain(verdict.kind);
    }
  });

  it("by her own key identifier is hers, whoever else travels along", async () => {
    const sid = keyIdentifier(identifierOf(eve.certificate));
    const certificates = [bob.certificate, eve.certificate, alice.certificate];
    expect(await verdictOf(sid, certificates, "evelyn@evil.example")).toMatchObject({
      kind: "verified",
      signer: { name: "evelyn" },
    });
    expect(await verdictOf(sid, certificates, "bob@example.com")).toMatchObject({
      kind: "mismatched",
      signer: { name: "evelyn" },
    });
  });

  it.each([
    ["no octets", new Uint8Array(0)],
    ["the first octets of hers", identifierOf(eve.certificate).subarray(0, 8)],
    ["hers and one more", new Uint8Array([...identifierOf(eve.certificate), 0])],
  ])("by a key identifier of %s names nobody", async (_, octets) => {
    expect(await verdictOf(keyIdentifier(octets), [eve.certificate], "evelyn@evil.example")).toMatchObject({
      kind: "undetermined",
      reason: "signer-certificate-missing",
    });
  });
});
