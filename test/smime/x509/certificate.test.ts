import { beforeAll, describe, expect, it } from "vitest";
import { sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, concat, toHex, utf8 } from "../../../src/smime/bytes.ts";
import { extensionOf, readCertificate } from "../../../src/smime/x509/certificate.ts";
import { hasDuplicates } from "../../../src/smime/x509/extension.ts";
import { nameToString } from "../../../src/smime/x509/name.ts";
import { authority, basicConstraints, DAY, extension, type Issued, issue, NOW, person } from "./certificate-builder.ts";

let root: Issued;
let alice: Issued;
beforeAll(async () => {
  root = await authority("O=Example,CN=Root");
  alice = await person(root, "alice@example.com", { serial: 0x1234, notBefore: NOW - DAY, notAfter: NOW + DAY });
});

describe("a certificate", () => {
  it("shows its fields", () => {
    const { certificate } = alice;
    expect(certificate.version).toBe(3);
    expect(toHex(certificate.serialNumber)).toBe("1234");
    expect(nameToString(certificate.issuer)).toBe("CN=Root,O=Example");
    expect(nameToString(certificate.subject)).toBe("CN=Alice");
    expect(certificate.notBefore).toBe(NOW - DAY);
    expect(certificate.notAfter).toBe(NOW + DAY);
    expect(certificate.signatureAlgorithm.oid).toBe("1.2.840.10045.4.3.2");
    expect(certificate.subjectPublicKeyInfo.der).toEqual(alice.keys.spki);
    expect(certificate.extensions).toHaveLength(3);
    expect(extensionOf(certificate, "2.5.29.15")).toMatchObject({ critical: true });
    expect(extensionOf(certificate, "2.5.29.99")).toBeNull();
  });

  it("is a view on the octets it was read from", () => {
    const { certificate } = alice;
    expect(certificate.tbs.buffer).toBe(certificate.der.buffer);
  });

  it("keeps extensions that stand twice, for path validation to refuse", async () => {
    const one = extension("1.2.3", sequence());
    const { certificate } = await issue({ subject: "CN=a", extensions: [one, one, basicConstraints(false)] });
    expect(certificate.extensions).toHaveLength(3);
    expect(hasDuplicates(certificate.extensions)).toBe(true);
    expect(hasDuplicates(alice.certificate.extensions)).toBe(false);
  });
});

describe("octets that are no certificate", () => {
  it.each<[string, (der: Bytes) => Bytes]>([
    ["cut short", (der) => der.slice(0, -1)],
    ["with more behind", (der) => concat(der, utf8("x"))],
    ["empty", () => utf8("")],
    ["text", () => utf8("-----BEGIN CERTIFICATE-----")],
    ["another structure", () => sequence(sequence())],
  ])("%s", (_, change) => {
    expect(() => readCertificate(change(alice.certificate.der))).toThrow(
      expect.objectContaining({ code: "x509/malformed", detail: { structure: "Certificate" } }),
    );
  });

  it("any prefix of a certificate", () => {
    const { der } = root.certificate;
    for (let length = 0; length < der.length; length++)
      expect(() => readCertificate(der.slice(0, length))).toThrow(expect.objectContaining({ code: "x509/malformed" }));
  });
});
