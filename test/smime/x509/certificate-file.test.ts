import { beforeAll, describe, expect, it } from "vitest";
import { context, TAG } from "../../../src/smime/asn1/reader.ts";
import { encode, integer, oid, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, concat, EMPTY, latin1, utf8 } from "../../../src/smime/bytes.ts";
import { readCertificateFile } from "../../../src/smime/x509/certificate-file.ts";
import { corpusFile, hasCorpus } from "../../vectors/corpus.ts";
import { authority, pem, person } from "./certificate-builder.ts";

let root: Bytes;
let leaf: Bytes;
beforeAll(async () => {
  const issued = await authority();
  root = issued.certificate.der;
  leaf = (await person(issued)).certificate.der;
});

function base64(octets: Bytes): string {
  return btoa(latin1(octets)).replaceAll(/.{64}/g, "$&\n");
}

function certsOnly(...certificates: readonly Bytes[]): Bytes {
  const data = sequence(oid("1.2.840.113549.1.7.1"));
  const signedData = sequence(integer(1), encode(TAG.set), data, encode(context(0), ...certificates), encode(TAG.set));
  return sequence(oid("1.2.840.113549.1.7.2"), encode(context(0), signedData));
}

function openEnded(tag: number, ...parts: readonly Bytes[]): Bytes {
  return concat(Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0));
}

/** The same ContentInfo with indefinite lengths, as Windows writes it. */
function indefinite(...certificates: readonly Bytes[]): Bytes {
  const set = openEnded(context(0), ...certificates);
  const data = sequence(oid("1.2.840.113549.1.7.1"));
  const inner = openEnded(TAG.sequence, integer(1), encode(TAG.set), data, set, encode(TAG.set));
  return openEnded(TAG.sequence, oid("1.2.840.113549.1.7.2"), openEnded(context(0), inner));
}

function ders(file: Bytes): readonly Bytes[] {
  return readCertificateFile(file).map(({ der }) => der);
}

describe("certificate files", () => {
  it("DER", () => {
    expect(ders(leaf)).toEqual([leaf]);
  });

  it("PEM, one or many, with text around and other blocks between", () => {
    const key = pem("PRIVATE KEY", utf8("not shown"));
    const file = `Bag Attributes\n${pem("CERTIFICATE", leaf)}${key}subject=CN=Root\r\n${pem("X509 CERTIFICATE", root)}`;
    expect(ders(utf8(file))).toEqual([leaf, root]);
    expect(ders(utf8(file.replaceAll("\n", "\r\n")))).toEqual([leaf, root]);
  });

  it("PKCS #7, in DER, BER, PEM and bare base64", () => {
    expect(ders(certsOnly(leaf, root))).toEqual([leaf, root]);
    expect(ders(indefinite(leaf, root))).toEqual([leaf, root]);
    expect(ders(utf8(pem("PKCS7", certsOnly(root, leaf))))).toEqual([root, leaf]);
    expect(ders(utf8(base64(certsOnly(root, leaf))))).toEqual([root, leaf]);
  });

  it("starting with the character that is also a SEQUENCE", () => {
    expect(ders(utf8(`0\n${pem("CERTIFICATE", leaf)}`))).toEqual([leaf]);
  });

  it.each<[string, () => Bytes]>([
    ["nothing", () => EMPTY],
    ["text", () => utf8("hello")],
    ["a key", () => utf8(pem("PRIVATE KEY", utf8("x")))],
    ["a PKCS #7 without certificates", () => certsOnly()],
    ["a block that is not base64", () => utf8("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----")],
    ["a ContentInfo of another type", () => sequence(oid("1.2.840.113549.1.7.3"))],
  ])("holding %s are told apart from broken ones", (_, file) => {
    expect(() => readCertificateFile(file())).toThrow(expect.objectContaining({ code: "x509/no-certificate" }));
  });

  it.each<[string, () => Bytes]>([
    ["a certificate with a hole", () => sequence(sequence(), sequence())],
    ["a broken PKCS #7", () => sequence(oid("1.2.840.113549.1.7.2"), integer(1))],
    ["a broken PEM block", () => utf8(pem("CERTIFICATE", sequence(integer(1))))],
  ])("%s is malformed", (_, file) => {
    expect(() => readCertificateFile(file())).toThrow(expect.objectContaining({ code: "x509/malformed" }));
  });
});

describe.skipIf(!hasCorpus("pkcs7-boringssl"))("PKCS #7 of other makers", () => {
  it.each(["nss.p7c", "windows.p7c"])("%s", (file) => {
    const certificates = readCertificateFile(corpusFile(`pkcs7-boringssl/${file}`));
    expect(certificates.map(({ version }) => version)).toEqual(certificates.map(() => 3));
    expect(certificates.length).toBeGreaterThan(0);
  });

  it("one that holds nothing but CRLs", () => {
    const file = corpusFile("pkcs7-boringssl/openssl_crl.p7c");
    expect(() => readCertificateFile(file)).toThrow(expect.objectContaining({ code: "x509/no-certificate" }));
  });
});
