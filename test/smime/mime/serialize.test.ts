import { describe, expect, it } from "vitest";
import { type Bytes, concat, joined, latin1, utf8 } from "../../../src/smime/bytes.ts";
import { encodeBase64Lines } from "../../../src/smime/mime/base64.ts";
import { decodedBody, dispositionOf, textOf, transferEncodingOf } from "../../../src/smime/mime/entity.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";
import { attachmentFields, writeHeader, writeMultipart, writeText } from "../../../src/smime/mime/serialize.ts";

const longest = (octets: Uint8Array) =>
  Math.max(
    ...latin1(octets)
      .split("\r\n")
      .map((line) => line.length),
  );
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

function attachment(filename: string, contentType: string, content: Bytes) {
  return parseEntity(concat(writeHeader(attachmentFields(filename, contentType)), encodeBase64Lines(content)));
}

describe("attachmentFields", () => {
  it("keeps octets, name and type", () => {
    const content = Uint8Array.from([0, 10, 13, 255]);
    const entity = attachment("für uns.pdf", "application/pdf", content);
    expect(decodedBody(entity)).toEqual(content);
    expect(dispositionOf(entity)).toEqual({ kind: "attachment", filename: "für uns.pdf" });
    expect(entity.type).toBe("application/pdf");
  });

  it.each(["message/rfc822", "multipart/mixed", "nonsense", "a/b\r\nX: y"])("writes no base64 as %j", (contentType) => {
    const entity = attachment("x", contentType, utf8("x"));
    expect(entity.type).toBe("application/octet-stream");
    expect(entity.fields.length).toBe(3);
  });
});

describe("writeMultipart", () => {
  it("puts the parts in as they are", () => {
    const parts = [utf8("Content-Type: text/plain\r\n\r\nx\r\n"), utf8("\r\n")];
    const entity = parseEntity(
      joined(
        writeMultipart(
          "multipart/mixed",
          {},
          parts.map((part) => [part]),
        ),
      ),
    );
    expect(entity.parts.map((part) => latin1(part.octets))).toEqual(parts.map(latin1));
    expect(entity.ambiguous).toBe(false);
  });
});
