import { describe, expect, it } from "vitest";
import { context, readSole, TAG } from "../../../src/smime/asn1/reader.ts";
import { encode, octetString, oid, sequence, setOf } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, utf8 } from "../../../src/smime/bytes.ts";
import {
  identifies,
  readCertificateIdentifier,
  readKeyAgreeRecipientIdentifier,
  writeIssuerAndSerialNumber,
} from "../../../src/smime/cms/certificate-identifier.ts";
import { digestSync } from "../../../src/smime/crypto/digest.ts";
import type { Certificate } from "../../../src/smime/x509/certificate.ts";

function name(tag: number, text: string): Bytes {
  return sequence(setOf([sequence(oid("2.5.4.3"), encode(tag, utf8(text)))]));
}

const KEY = utf8("public key");

function certificate(change: Partial<Certificate> = {}): Certificate {
  const none = { oid: "1.2.3", parameters: null };
  const element = readSole(sequence());
  return {
    der: sequence(),
    tbs: sequence(),
    version: 3,
    serialNumber: Uint8Array.of(0x00, 0x81),
    signatureAlgorithm: none,
    tbsSignatureAlgorithm: element,
    outerSignatureAlgorithm: element,
    signature: KEY,
    issuer: name(TAG.utf8String, "Authority"),
    subject: name(TAG.utf8String, "Alice"),
    notBefore: 0,
    notAfter: 0,
    subjectPublicKeyInfo: { der: KEY, algorithm: none, publicKey: KEY },
    extensions: [],
    ...change,
  };
}

function keyIdentifier(octets: Bytes): Certificate["extensions"] {
  return [{ oid: "2.5.29.14", critical: false, value: octetString(octets) }];
}

describe("issuer and serial number", () => {
  it("reads what it writes", () => {
    const identifier = readCertificateIdentifier(readSole(writeIssuerAndSerialNumber(certificate())));
    expect(identifier.kind).toBe("issuer-and-serial-number");
    expect(identifies(identifier, certificate())).toBe(true);
    expect(identifies(identifier, certificate({ issuer: name(TAG.utf8String, "Another") }))).toBe(false);
  });

  it("names are compared by RFC 5280, not by their octets", () => {
    const printable = sequence(name(TAG.printableString, "AUTHORITY"), encode(TAG.integer, Uint8Array.of(0, 0x81)));
    expect(identifies(readCertificateIdentifier(readSole(printable)), certificate())).toBe(true);
  });

  it.each([
    ["00 more sign octets", [0x00, 0x00, 0x81], true],
    ["the same octets with another sign", [0x81], false],
    ["another number", [0x00, 0x82], false],
  ])("%s", (_, serial, same) => {
    const octets = sequence(name(TAG.utf8String, "Authority"), encode(TAG.integer, Uint8Array.from(serial)));
    expect(identifies(readCertificateIdentifier(readSole(octets)), certificate())).toBe(same);
  });

  it("a negative number keeps its sign", () => {
    const negative = certificate({ serialNumber: Uint8Array.of(0xff, 0x80) });
    const octets = sequence(negative.issuer, encode(TAG.integer, Uint8Array.of(0x80)));
    expect(identifies(readCertificateIdentifier(readSole(octets)), negative)).toBe(true);
  });
});

function byKeyIdentifier(octets: Bytes) {
  return readCertificateIdentifier(readSole(encode(context(0, false), octets)));
}

describe("subject key identifier", () => {
  it("is the extension's, whatever it was made of", () => {
    const own = certificate({ extensions: keyIdentifier(utf8("own")) });
    expect(identifies(byKeyIdentifier(utf8("own")), own)).toBe(true);
    expect(identifies(byKeyIdentifier(digestSync("sha-1", KEY)), own)).toBe(false);
  });

  it("is the SHA-1 of the key where there is no extension, or none that can be read", () => {
    expect(identifies(byKeyIdentifier(digestSync("sha-1", KEY)), certificate())).toBe(true);
    const broken = certificate({ extensions: [{ oid: "2.5.29.14", critical: false, value: utf8("?") }] });
    expect(identifies(byKeyIdentifier(digestSync("sha-1", KEY)), broken)).toBe(true);
    expect(identifies(byKeyIdentifier(utf8("other")), certificate())).toBe(false);
  });

  it("stands in a SEQUENCE of its own in key agreement", () => {
    const identifier = readKeyAgreeRecipientIdentifier(readSole(encode(context(0), octetString(utf8("own")))));
    expect(identifies(identifier, certificate({ extensions: keyIdentifier(utf8("own")) }))).toBe(true);
    expect(readKeyAgreeRecipientIdentifier(readSole(writeIssuerAndSerialNumber(certificate()))).kind).toBe(
      "issuer-and-serial-number",
    );
  });

  it("anything else is malformed", () => {
    const malformed = expect.objectContaining({ code: "asn1/malformed" });
    expect(() => readCertificateIdentifier(readSole(octetString(KEY)))).toThrow(malformed);
    expect(() => readKeyAgreeRecipientIdentifier(readSole(octetString(KEY)))).toThrow(malformed);
  });
});
