import { describe, expect, it } from "vitest";
import { latin1, utf8 } from "../../../src/smime/bytes.ts";
import { decodedBody, dispositionOf, textOf, transferEncodingOf } from "../../../src/smime/mime/entity.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";
import { writeAttachment, writeMultipart, writeText } from "../../../src/smime/mime/serialize.ts";
import { prepareForSigning } from "../../../src/smime/mime/seven-bit.ts";
import { addressPieces, asciiAddress, textPieces, writeField } from "../../../src/smime/mime/write-header.ts";

const longest = (octets: Uint8Array) =>
  Math.max(
    ...latin1(octets)
      .split("\r\n")
      .map((line) => line.length),
  );
const prepare = (text: string) => latin1(prepareForSigning(utf8(text)));
const isSevenBit = (octets: Uint8Array) => octets.every((octet) => octet < 0x7f && octet > 0);

describe("writeText", () => {
  it.each([
    ["plain words", "7bit"],
    ["Grüße und mehr Text, damit es überwiegt", "quoted-printable"],
    ["Привет, мир, привет", "base64"],
    ["From here", "quoted-printable"],
    [".\n", "quoted-printable"],
    ["trailing \nx", "quoted-printable"],
    ["x".repeat(77), "quoted-printable"],
    ["x".repeat(76), "7bit"],
    ["", "7bit"],
  ])("writes %j as %s, 7-bit and in short lines, and it reads back", (text, encoding) => {
    const octets = writeText(text);
    const entity = parseEntity(octets);
    expect(transferEncodingOf(entity)).toBe(encoding);
    expect(isSevenBit(octets)).toBe(true);
    expect(longest(octets)).toBeLessThanOrEqual(76);
    expect(textOf(entity)).toBe(text === "" || text.endsWith("\n") ? text : `${text}\n`);
  });
});

describe("writeAttachment", () => {
  it("keeps octets, name and type", () => {
    const content = Uint8Array.from([0, 10, 13, 255]);
    const entity = parseEntity(writeAttachment({ filename: "für uns.pdf", contentType: "application/pdf", content }));
    expect(decodedBody(entity)).toEqual(content);
    expect(dispositionOf(entity)).toEqual({ kind: "attachment", filename: "für uns.pdf" });
    expect(entity.type).toBe("application/pdf");
  });

  it.each(["message/rfc822", "multipart/mixed", "nonsense", "a/b\r\nX: y"])("writes no base64 as %j", (contentType) => {
    const entity = parseEntity(writeAttachment({ filename: "x", contentType, content: utf8("x") }));
    expect(entity.type).toBe("application/octet-stream");
    expect(entity.fields.length).toBe(3);
  });

  it("takes 10 MB in a moment", () => {
    const content = new Uint8Array(10_000_000);
    const begun = performance.now();
    writeAttachment({ filename: "x", contentType: "a/b", content });
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});

describe("writeMultipart", () => {
  it("puts the parts in as they are", () => {
    const parts = [utf8("Content-Type: text/plain\r\n\r\nx\r\n"), utf8("\r\n")];
    const entity = parseEntity(writeMultipart("multipart/mixed", {}, parts));
    expect(entity.parts.map((part) => latin1(part.octets))).toEqual(parts.map(latin1));
    expect(entity.ambiguous).toBe(false);
  });
});

describe("header fields", () => {
  it("are folded at 76 characters", () => {
    const field = writeField(
      "To",
      addressPieces(Array.from({ length: 9 }, (_, i) => ({ name: `Person ${i}`, address: `p${i}@example.com` }))),
    );
    expect(longest(utf8(field))).toBeLessThanOrEqual(76);
    expect(field.endsWith("\r\n")).toBe(true);
  });

  it("never let a value begin a field of its own", () => {
    expect(writeField("Subject", textPieces("Hello\r\nBcc: eve@evil.example"))).toBe(
      "Subject: Hello Bcc: eve@evil.example\r\n",
    );
    expect(writeField("To", addressPieces([{ name: 'x"\r\nBcc: y', address: "a@b" }]))).not.toMatch(/\n(?! )\S/);
  });

  it.each(["a@b>\r\nBcc: <c@d", "a@b, c@d", "nonsense", "a@b\n"])("refuse the address %j", (address) => {
    expect(() => addressPieces([{ name: "", address }])).toThrow(
      expect.objectContaining({ code: "draft/bad-address", detail: { address } }),
    );
  });

  it("quote and encode names", () => {
    expect(
      addressPieces([
        { name: "Adler, A.", address: "a@b" },
        { name: "Jürgen", address: "c@d" },
      ]),
    ).toEqual(['"Adler, A."', "<a@b>,", "=?UTF-8?B?SsO8cmdlbg==?=", "<c@d>"]);
  });

  it("write international domains as A-labels", () => {
    expect(asciiAddress("a@müller.example")).toBe("a@xn--mller-kva.example");
  });
});

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
