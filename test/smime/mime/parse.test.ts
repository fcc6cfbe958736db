import { describe, expect, it } from "vitest";
import { latin1, utf8 } from "../../../src/smime/bytes.ts";
import { decodedBody, decodedSize, dispositionOf, textOf } from "../../../src/smime/mime/entity.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";

const parse = (text: string) => parseEntity(utf8(text));

describe("parseEntity", () => {
  it("gives the signed part of multipart/signed to the octet", () => {
    const signed = "Content-Type: text/plain\r\n\r\nHello  \r\n\r\n";
    const head = 'Content-Type: multipart/signed; boundary="x"\r\n\r\npreamble\r\n--x\r\n';
    const message = utf8(
      `${head}${signed}\r\n--x\r\nContent-Type: application/pkcs7-signature\r\n\r\nMII=\r\n--x--\r\n`,
    );
    const [part] = parseEntity(message).parts;
    expect(latin1(part?.octets ?? utf8(""))).toBe(signed);
    expect(part?.octets.byteOffset).toBe(message.byteOffset + head.length);
  });

  it("nests", () => {
    const inner = 'Content-Type: multipart/alternative; boundary="o1"\n\n--o1\n\na\n--o1\n\nb\n--o1--\n';
    const tree = parse(`Content-Type: multipart/mixed; boundary=o\n\n--o\n${inner}\n--o\n\nc\n--o--\n`);
    expect(tree.parts.map((part) => [part.type, part.parts.map(textOf)])).toEqual([
      ["multipart/alternative", ["a", "b"]],
      ["text/plain", []],
    ]);
    expect(tree.ambiguous).toBe(false);
  });

  it("ends inner multiparts at an outer delimiter", () => {
    const tree = parse(
      "Content-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\na\n--o--\n",
    );
    expect(tree.parts[0]?.parts.map(textOf)).toEqual(["a"]);
  });

  it("takes text/plain where the type is absent or malformed, message/rfc822 in a digest", () => {
    expect(parse("\r\nx").type).toBe("text/plain");
    expect(parse("Content-Type: nonsense\r\n\r\nx").type).toBe("text/plain");
    expect(parse("Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: x\n\n--d--").parts[0]?.type).toBe(
      "message/rfc822",
    );
  });

  it("does not look into message/rfc822", () => {
    const tree = parse("Content-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--");
    expect(tree.parts).toEqual([]);
  });

  it.each([
    ["two Content-Type fields", "Content-Type: text/plain\nContent-Type: text/html\n\nx"],
    ["two transfer encodings", "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64\n\nx"],
    ["two boundaries", 'Content-Type: multipart/mixed; boundary=a; boundary="b"\n\n--a\n\nx\n--a--'],
    ["a boundary in two forms", "Content-Type: multipart/mixed; boundary=a; boundary*=utf-8''b\n\n--a\n\nx\n--a--"],
    ["a header line that is no field", "Subject: x\nnonsense\nContent-Type: text/plain\n\nx"],
    ["a line that is nearly a delimiter", "Content-Type: multipart/mixed; boundary=a\n\n--ab\n\n--a\n\nx\n--a--"],
    [
      "a delimiter behind the close delimiter",
      "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nx\n--a--\n--a\n\ny\n--a--",
    ],
  ])("calls %s ambiguous", (_, text) => expect(parse(text).ambiguous).toBe(true));

  it("does not call the same field twice with one value ambiguous", () => {
    expect(parse("Content-Type: text/plain\nContent-Type: text/plain\n\nx").ambiguous).toBe(false);
  });
});

describe("decodedBody", () => {
  it.each([
    ["base64", "SGVs\r\nbG8=\r\n", "Hello"],
    ["BASE64 (comment)", "SGVsbG8=", "Hello"],
    ["quoted-printable", "H=65llo=\r\n!", "Hello!"],
    ["8bit", "Hello", "Hello"],
    ["x-unknown", "Hello", "Hello"],
  ])("undoes %s", (encoding, body, expected) => {
    expect(latin1(decodedBody(parse(`Content-Transfer-Encoding: ${encoding}\r\n\r\n${body}`)))).toBe(expected);
  });
});

describe("decodedSize", () => {
  it.each([
    ["of base64", "Content-Transfer-Encoding: base64\n\nAAEC\nAw=="],
    ["of quoted-printable", "Content-Transfer-Encoding: quoted-printable\n\n=41=\nb"],
    [
      "of a multipart, which has no transfer encoding",
      "Content-Type: multipart/mixed\nContent-Transfer-Encoding: base64\n\nAAEC",
    ],
  ])("is the length of the decoded body, %s", (_, text) => {
    expect(decodedSize(parse(text))).toBe(decodedBody(parse(text)).length);
  });
});

describe("textOf", () => {
  it("reads the charset that was declared", () => {
    const octets = Uint8Array.from([...utf8("Content-Type: text/plain; charset=iso-8859-15\n\n"), 0xa4]);
    expect(textOf(parseEntity(octets))).toBe("€");
  });

  it("gives LF line ends", () => expect(textOf(parse("\r\na\r\nb\rc"))).toBe("a\nb\nc"));
});

describe("dispositionOf", () => {
  it("prefers filename to name", () => {
    expect(
      dispositionOf(parse('Content-Type: a/b; name=n\nContent-Disposition: ATTACHMENT; filename="f x"\n\n')),
    ).toEqual({
      kind: "attachment",
      filename: "f x",
    });
    expect(dispositionOf(parse("Content-Type: a/b; name=n\n\n"))).toEqual({ kind: "", filename: "n" });
  });

  it("treats unknown dispositions as attachment (RFC 2183 section 2.8)", () => {
    expect(dispositionOf(parse("Content-Disposition: odd\n\n")).kind).toBe("attachment");
  });
});
