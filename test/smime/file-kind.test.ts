import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { context, TAG } from "../../src/smime/asn1/reader.ts";
import { encode, integer, octetString, oid, sequence } from "../../src/smime/asn1/writer.ts";
import { type Bytes, concat, latin1, utf8 } from "../../src/smime/bytes.ts";
import { recogniseFile } from "../../src/smime/file-kind.ts";
import { decodeBase64 } from "../../src/smime/mime/base64.ts";
import { letter, People, TEXT } from "./people.ts";
import { bag, dataSafe, pfx } from "./pkcs12/pfx-writer.ts";
import { generateKeys, pem } from "./x509/certificate-builder.ts";

const people = new People();
afterAll(() => people.remove());

const kindOf = (file: Bytes | string) => recogniseFile(typeof file === "string" ? utf8(file) : file).kind;

function base64(octets: Bytes): string {
  return btoa(latin1(octets)).replaceAll(/.{64}/g, "$&\n");
}

/** The CMS object in the last base64 body of an entity. */
function cmsOf(entity: Bytes): Bytes {
  const text = latin1(entity);
  const start = text.lastIndexOf("\r\n\r\nMI") + 4;
  return decodeBase64(utf8(text.slice(start).split("\r\n--")[0] ?? ""));
}

function certsOnly(...certificates: readonly Bytes[]): Bytes {
  const data = sequence(oid("1.2.840.113549.1.7.1"));
  const signedData = sequence(integer(1), encode(TAG.set), data, encode(context(0), ...certificates), encode(TAG.set));
  return sequence(oid("1.2.840.113549.1.7.2"), encode(context(0), signedData));
}

/** Opens so many elements, and closes them all. */
const nested = (depth: number): Bytes => {
  const opened = Uint8Array.from({ length: depth * 2 }, (_, i) => (i % 2 === 0 ? TAG.sequence : 0x80));
  return concat(opened, new Uint8Array(depth * 2));
};

let detached: Bytes;
let opaque: Bytes;
let enveloped: Bytes;
beforeAll(async () => {
  detached = cmsOf(await people.sign(TEXT));
  opaque = cmsOf(await people.sign(TEXT, people.alice, "opaque"));
  enveloped = cmsOf(await people.encrypt(TEXT));
});

describe("a file is recognised by its octets", () => {
  it("as a message: mail as delivered, and CMS that stands for its content", () => {
    expect(kindOf(letter(utf8(TEXT)))).toBe("message");
    expect(kindOf("Content-Type: application/pkcs7-mime\r\n\r\n")).toBe("message");
    expect(kindOf(opaque)).toBe("message");
    expect(kindOf(enveloped)).toBe("message");
    expect(kindOf(pem("CMS", enveloped))).toBe("message");
  });

  it("as a detached signature, in DER, armour and bare base64, which are taken off", () => {
    for (const file of [detached, utf8(pem("PKCS7", detached)), utf8(base64(detached))])
      expect(recogniseFile(file)).toEqual({ kind: "signature", octets: detached });
  });

  it("as certificates, alone, in armour with text around, and without a signer", () => {
    const { der } = people.alice.certificate;
    expect(kindOf(der)).toBe("certificates");
    expect(kindOf(base64(der))).toBe("certificates");
    expect(kindOf(`subject: CN=Alice\nBag Attributes\n${pem("CERTIFICATE", der)}`)).toBe("certificates");
    expect(kindOf(certsOnly(der))).toBe("certificates");
    expect(kindOf(pem("PKCS7", certsOnly(der)))).toBe("certificates");
  });

  it("as a key file, but not as one for a bare private key", async () => {
    const { pkcs8 } = await generateKeys();
    expect(kindOf(pfx([dataSafe(sequence(bag(1, pkcs8)))]))).toBe("key-file");
    expect(kindOf(pkcs8)).toBe("unknown");
    expect(kindOf(pem("PRIVATE KEY", pkcs8))).toBe("unknown");
  });

  it("as a message though there is armour in its body", () => {
    expect(kindOf(letter(utf8(`\r\n${pem("CERTIFICATE", people.alice.certificate.der)}`)))).toBe("message");
  });

  it.each([
    ["nothing at all", ""],
    ["plain text", "Dear diary,\n\ntoday nothing happened.\n"],
    ["a picture", concat(Uint8Array.of(0x89), utf8("PNG\r\n\x1a\n\0\0\0"))],
    ["armour without a certificate", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"],
    ["base64 of something else", `MI${"A".repeat(80)}`],
    ["a structure of another kind", sequence(octetString(utf8("x")), integer(1))],
    ["content of a type nobody knows", sequence(oid("1.2.3.4"), encode(context(0), octetString(utf8("x"))))],
  ])("as unknown: %s", (_, file) => {
    expect(kindOf(file)).toBe("unknown");
  });

  it("refuses what is cut short", () => {
    expect(() => kindOf(detached.subarray(0, detached.length - 9))).toThrow(
      expect.objectContaining({ code: "asn1/malformed" }),
    );
  });

  it("refuses what nests without end", () => {
    expect(() => kindOf(nested(5000))).toThrow(expect.objectContaining({ code: "asn1/limit-exceeded" }));
  });
});
