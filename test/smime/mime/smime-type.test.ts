import { describe, expect, it } from "vitest";
import { utf8 } from "../../../src/smime/bytes.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";
import { cmsOctets, smimeKindOf } from "../../../src/smime/mime/smime-type.ts";

const kind = (header: string, body = "") => smimeKindOf(parseEntity(utf8(`${header}\n\n${body}`)));

const signed = (protocol: string, second: string) =>
  kind(`Content-Type: multipart/signed; boundary=b${protocol}`, `--b\n\nx\n--b\nContent-Type: ${second}\n\n--b--`);

describe("smimeKindOf (RFC 8551 section 3.2)", () => {
  it.each([
    ["Content-Type: application/pkcs7-mime; smime-type=enveloped-data", "cms"],
    ["Content-Type: application/pkcs7-mime", "cms"],
    ["Content-Type: Application/X-PKCS7-Mime; smime-type=wrong", "cms"],
    ["Content-Type: application/octet-stream; name=SMIME.P7M", "cms"],
    ['Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="x.p7c"', "cms"],
    ["Content-Type: application/octet-stream; name=smime.p7s", "signature"],
    ["Content-Type: application/x-pkcs7-signature", "signature"],
    ["Content-Type: application/octet-stream; name=x.pdf", null],
    ["Content-Type: text/plain; name=smime.p7m", null],
    ["Content-Type: application/pkcs7-mime.evil", null],
  ])("%s", (header, expected) => expect(kind(header)).toBe(expected));

  it("knows multipart/signed by its protocol, else by its second part", () => {
    expect(signed('; protocol="application/pkcs7-signature"', "text/plain")).toBe("multipart-signed");
    expect(signed("; protocol=application/x-pkcs7-signature", "a/b")).toBe("multipart-signed");
    expect(signed("", "application/pkcs7-signature")).toBe("multipart-signed");
    expect(signed("", "text/plain")).toBeNull();
    expect(signed('; protocol="application/pgp-signature"', "application/pgp-signature")).toBeNull();
  });
});

describe("cmsOctets", () => {
  it.each([
    ["Content-Transfer-Encoding: base64", "MAA="],
    ["X: lost", "MAA="],
    ["X: armoured", "-----BEGIN PKCS7-----\nMAA=\n-----END PKCS7-----\n"],
    ["Content-Transfer-Encoding: binary", "0\u0000"],
  ])("%s", (header, body) => {
    const entity = parseEntity(utf8(`Content-Type: application/pkcs7-mime\n${header}\n\n${body}`));
    expect(cmsOctets(entity)).toEqual(Uint8Array.of(0x30, 0));
  });
});
