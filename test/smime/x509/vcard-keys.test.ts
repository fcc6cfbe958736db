import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Bytes, concat, latin1, utf8 } from "../../../src/smime/bytes.ts";
import { isSmimeError } from "../../../src/smime/errors.ts";
import { recogniseFile } from "../../../src/smime/file-kind.ts";
import { readCertificateFile } from "../../../src/smime/x509/certificate-file.ts";
import { isVcard, readVcardKeys, VCARD_LIMITS } from "../../../src/smime/x509/vcard-keys.ts";
import { authority, pem, person } from "./certificate-builder.ts";

let root: Bytes;
let leaf: Bytes;
let key: string;
let text: string;
beforeAll(async () => {
  const issued = await authority();
  const { certificate } = await person(issued);
  root = issued.certificate.der;
  leaf = certificate.der;
  key = btoa(latin1(leaf));
  text = pem("CERTIFICATE", leaf);
});

const card = (...lines: readonly string[]): Bytes =>
  utf8(["BEGIN:VCARD", "VERSION:3.0", "FN:Bob Baker", ...lines, "END:VCARD", ""].join("\r\n"));
const ders = (file: Bytes) => readCertificateFile(file).map(({ der }) => der);
const folded = (value: string, indent = " "): string => value.replaceAll(/.{70}/g, `$&\r\n${indent}`);

describe("a certificate in a contact", () => {
  it.each<readonly [string, () => readonly string[]]>([
    ["2.1, folded as Outlook does", () => [`KEY;X509;ENCODING=BASE64:\r\n    ${folded(key, "    ")}`, ""]],
    ["2.1, with a parameter that has no name", () => [`key;x509;base64:${folded(key)}`]],
    ["3.0", () => [`KEY;TYPE=X509;ENCODING=b:${folded(key)}`]],
    ["3.0, of a group", () => [`item1.KEY;ENCODING=B:${folded(key, "\t")}`]],
    ["4.0", () => [folded(`KEY:data:application/pkix-cert;base64,${key}`)]],
    ["4.0, with escapes of a URI", () => [`KEY:data:application/pkix-cert;base64,${encodeURIComponent(key)}`]],
    ["4.0, with a colon in a parameter", () => [`KEY;X-FROM="a:b";MEDIATYPE=application/pkix-cert:${key}`]],
    ["4.0, as text", () => [`KEY;VALUE=text:${text.trim().replaceAll("\n", String.raw`\n`)}`]],
    ["3.0, PEM in base64", () => [`KEY;ENCODING=b:${btoa(text)}`]],
  ])("of version %s", (_, lines) => expect(ders(card(...lines()))).toEqual([leaf]));

  it("is found in every contact of the file, in order", () => {
    const two = concat(card(`KEY;ENCODING=b:${btoa(latin1(root))}`), card(`KEY;ENCODING=b:${key}`));
    expect(ders(two)).toEqual([root, leaf]);
  });

  it("is recognised by what the file says, behind a byte order mark too", () => {
    const file = concat(Uint8Array.of(0xef, 0xbb, 0xbf), card(`KEY;ENCODING=b:${key}`));
    expect(recogniseFile(file)).toMatchObject({ kind: "certificates" });
    expect(isVcard(utf8("FN:BEGIN:VCARD\r\n"))).toBe(false);
    expect(isVcard(utf8("BEGIN:VCARDS\r\n"))).toBe(false);
  });

  it("is not what stands in another field, nor OpenPGP's, nor somewhere on the internet", () => {
    const others = [
      `NOTE:KEY;ENCODING=b:${key}`,
      `X-KEY;ENCODING=b:${key}`,
      `KEY;TYPE=PGP;ENCODING=b:${key}`,
      `KEY:data:application/pgp-keys;base64,${key}`,
      "KEY:https://example.com/bob.cer",
      "KEY;VALUE=uri:ldap://example.com/cn=Bob",
      "KEY;ENCODING=b:AAAA",
      "KEY",
    ];
    expect(() => readCertificateFile(card(...others))).toThrow(
      expect.objectContaining({ code: "x509/no-certificate-in-contact" }),
    );
  });

  it("is told from a damaged one", () => {
    const damaged = btoa(latin1(leaf.subarray(0, 200)));
    for (const read of [readCertificateFile, recogniseFile])
      expect(() => read(card(`KEY;ENCODING=b:${damaged}`))).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(?:x509|asn1)\/malformed$/) }),
      );
  });

  it("has limits", () => {
    const many = card(...Array.from({ length: VCARD_LIMITS.keys + 1 }, () => "KEY;ENCODING=b:AAAA"));
    const large = concat(card(), new Uint8Array(VCARD_LIMITS.octets));
    for (const [file, limit] of [
      [many, "vcard-keys"],
      [large, "vcard-octets"],
    ] as const)
      expect(() => readCertificateFile(file)).toThrow(
        expect.objectContaining({ code: "mime/limit-exceeded", detail: { limit } }),
      );
  });

  it("is never a hang or another error, whatever stands there", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "KEY",
        ";",
        ":",
        '"',
        "\r\n",
        "\r\n ",
        "data:",
        ";base64,",
        "-----BEGIN ",
        "TYPE=X509",
        "\\n",
        "%",
      ),
      fc.string({ unit: "binary", maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        try {
          return readVcardKeys(card(pieces.join(""))).length >= 0 && ders(card(pieces.join(""))).length > 0;
        } catch (error) {
          return isSmimeError(error);
        }
      }),
    );
  });
});
