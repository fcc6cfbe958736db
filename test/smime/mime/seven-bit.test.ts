import { describe, expect, it } from "vitest";
import { latin1, utf8 } from "../../../src/smime/bytes.ts";
import { decodedBody, transferEncodingOf } from "../../../src/smime/mime/entity.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";
import { prepareForSigning } from "../../../src/smime/mime/seven-bit.ts";

const prepare = (text: string) => latin1(prepareForSigning(utf8(text)));
const isSevenBit = (octets: Uint8Array) => octets.every((octet) => octet < 0x7f && octet > 0);

describe("prepareForSigning (RFC 8551 section 3.1)", () => {
  it("only canonicalizes what survives transport", () => {
    expect(prepare("A: 1\n\nb\n")).toBe("A: 1\r\n\r\nb\r\n");
    const octets = utf8("Content-Type: text/plain\r\n\r\nb\r\n");
    expect(prepareForSigning(octets)).toBe(octets);
  });

  it("encodes 8-bit text, and says so in the header", () => {
    const out = prepare("Content-Transfer-Encoding: 8bit\nContent-Type: text/plain; charset=utf-8\n\nü\n");
    expect(out).toBe(
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=C3=BC\r\n",
    );
  });

  it.each(["From here\n", "x".repeat(1_000)])("encodes %s", (body) => {
    expect(transferEncodingOf(parseEntity(prepareForSigning(utf8(`A: 1\n\n${body}`))))).toBe("quoted-printable");
  });

  it("gives a header to text that has none", () => {
    expect(prepare("3\u00fc4\n")).toBe("Content-Transfer-Encoding: quoted-printable\r\n\r\n3=C3=BC4\r\n");
    const part = "--b\n3\u00fc4\n--b--\n";
    const entity = parseEntity(prepareForSigning(utf8(`Content-Type: multipart/mixed; boundary=b\n\n${part}`)));
    expect(entity.parts.map((leaf) => latin1(decodedBody(leaf)))).toEqual(["3\xc3\xbc4"]);
  });

  it("leaves a header alone that nothing follows", () => {
    const text = "Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: 8bit\r\n";
    expect(prepare(text)).toBe(text);
  });

  it("encodes the leaves of multiparts and leaves everything else in place", () => {
    const part = "Content-Type: application/x; charset=utf-8\n\nü\n";
    const text = `Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: 8bit\n\npre\n--b\n\nplain\n--b\n${part}--b--\nepi\n`;
    const entity = parseEntity(prepareForSigning(utf8(text)));
    expect(transferEncodingOf(entity)).toBe("7bit");
    expect(entity.parts.map((leaf) => transferEncodingOf(leaf))).toEqual(["7bit", "base64"]);
    expect(latin1(decodedBody(entity.parts[1] ?? entity))).toBe("\xc3\xbc");
    expect(latin1(entity.multipart?.preamble ?? utf8(""))).toBe("pre");
    expect(isSevenBit(entity.octets)).toBe(true);
  });

  it("never touches a nested signature or message", () => {
    const signed = "Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n\r\nü\r\n--s--\r\n";
    expect(prepareForSigning(utf8(signed))).toEqual(utf8(signed));
    expect(prepareForSigning(utf8("Content-Type: message/rfc822\r\n\r\nA: ü\r\n"))).toEqual(
      utf8("Content-Type: message/rfc822\r\n\r\nA: ü\r\n"),
    );
  });
});
