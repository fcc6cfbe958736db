import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bytes, concat, joined, latin1, utf8 } from "../../../src/smime/bytes.ts";
import { isSmimeError } from "../../../src/smime/errors.ts";
import { readAddressList } from "../../../src/smime/mime/address.ts";
import { decodeBase64, encodeBase64Lines } from "../../../src/smime/mime/base64.ts";
import { canonicalize } from "../../../src/smime/mime/canonicalize.ts";
import { decodeEncodedWords, encodeWords } from "../../../src/smime/mime/encoded-word.ts";
import { decodedBody, dispositionOf, textOf } from "../../../src/smime/mime/entity.ts";
import { textFromHtml } from "../../../src/smime/mime/html-text.ts";
import { splitMultipart } from "../../../src/smime/mime/multipart.ts";
import { readParameterizedValue } from "../../../src/smime/mime/parameter.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";
import { decodeQuotedPrintable, encodeQuotedPrintable } from "../../../src/smime/mime/quoted-printable.ts";
import { attachmentFields, writeHeader, writeMultipart, writeText } from "../../../src/smime/mime/serialize.ts";
import { prepareForSigning } from "../../../src/smime/mime/seven-bit.ts";
import { addressPieces, parameterizedPieces, textPieces, writeField } from "../../../src/smime/mime/write-header.ts";

const octets = fc.uint8Array({ maxLength: 400 }).map((bytes): Bytes => Uint8Array.from(bytes));
const unicode = fc.string({ unit: "grapheme", maxLength: 200 });
/** Text made of what matters to a MIME parser. */
const mail = fc
  .array(
    fc.constantFrom(
      "\r\n", "\n", "\r", " ", "\t", "--b", "--b--", "--", ":", ";", "=", '"', "(", ")", "<", ">", ",", "@", "a", "From ",
      "Content-Type: multipart/mixed; boundary=b", "Content-Type: multipart/signed; boundary=bb", "Subject: x",
      "Content-Transfer-Encoding: base64", "=?utf-8?q?", "?=", "\u0000", "ü",
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join("")); // biome-ignore format: one alphabet
const isSevenBit = (bytes: Bytes) => bytes.every((octet) => octet > 0 && octet < 0x7f);

describe("what is written reads back", () => {
  it("base64", () => {
    fc.assert(
      fc.property(octets, (bytes) => {
        expect(decodeBase64(encodeBase64Lines(bytes))).toEqual(bytes);
      }),
    );
  });

  it("quoted-printable, of canonical text", () => {
    fc.assert(
      fc.property(fc.oneof(unicode, mail), (text) => {
        const bytes = canonicalize(utf8(text));
        const encoded = encodeQuotedPrintable(bytes);
        expect(decodeQuotedPrintable(encoded)).toEqual(bytes);
        expect(isSevenBit(encoded)).toBe(true);
        for (const line of latin1(encoded).split("\r\n")) expect(line).not.toMatch(/^From |^\.$|[ \t]$|.{77}/);
      }),
    );
  });

  it("text", () => {
    fc.assert(
      fc.property(fc.oneof(unicode, mail), (text) => {
        const entity = writeText(text);
        const lines = text.replace(/\r\n?/g, "\n").replace(/^\uFEFF/, "");
        expect(textOf(parseEntity(entity))).toBe(lines === "" || lines.endsWith("\n") ? lines : `${lines}\n`);
        expect(isSevenBit(entity)).toBe(true);
      }),
    );
  });

  it("attachments", () => {
    fc.assert(
      fc.property(octets, unicode, (content, filename) => {
        const entity = parseEntity(concat(writeHeader(attachmentFields(filename, "a/b")), encodeBase64Lines(content)));
        expect(decodedBody(entity)).toEqual(content);
        expect(dispositionOf(entity).filename).not.toBeNull();
        expect(entity.ambiguous).toBe(false);
      }),
    );
  });

  it("multiparts, to the octet", () => {
    fc.assert(
      fc.property(fc.array(octets, { minLength: 1, maxLength: 5 }), (parts) => {
        const entity = parseEntity(
          joined(
            writeMultipart(
              "multipart/mixed",
              {},
              parts.map((part) => [part]),
            ),
          ),
        );
        expect(entity.parts.map((part) => part.octets)).toEqual(parts);
      }),
    );
  });

  it("subjects", () => {
    fc.assert(
      fc.property(fc.oneof(unicode, mail), (subject) => {
        const [field, ...others] = parseEntity(utf8(`${writeField("Subject", textPieces(subject))}\r\n`)).fields;
        expect(others).toEqual([]);
        const expected = subject.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
        expect(decodeEncodedWords(field?.value ?? "")).toBe(expected);
      }),
    );
  });

  it("encoded words", () => {
    fc.assert(
      fc.property(unicode, (text) => {
        expect(decodeEncodedWords(encodeWords(text).join(" "))).toBe(text);
        for (const word of encodeWords(text)) expect(word).toMatch(/^=\?UTF-8\?B\?[A-Za-z0-9+/=]+\?=$/);
      }),
    );
  });

  it("parameters, in as many sections as they need", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
    // Encoded-words in parameters are read as half the world writes them.
    const value = fc.oneof(unicode, mail).filter((text) => !text.includes("=?"));
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }), (parameters) => {
        const field = writeField("Content-Type", parameterizedPieces("a/b", parameters));
        const [read, ...others] = parseEntity(utf8(`${field}\r\n`)).fields;
        expect(others).toEqual([]);
        const found = readParameterizedValue(read?.value ?? "");
        expect(found.value).toBe("a/b");
        expect(Object.fromEntries(found.parameters)).toEqual(parameters);
        expect(found.ambiguous).toBe(false);
      }),
    );
  });

  it("folded fields are one field, of lines that are not too long", () => {
    const piece = fc.stringMatching(/^[!-9;-~]{1,60}$/);
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 40 }), (pieces) => {
        const field = writeField("References", pieces);
        for (const line of field.split("\r\n")) expect(line.length).toBeLessThanOrEqual(76);
        const { fields } = parseEntity(utf8(`${field}\r\n`));
        expect(fields.map(({ name, value }) => [name, value])).toEqual([["references", pieces.join(" ")]]);
      }),
    );
  });

  it("addresses, as many as there are", () => {
    const local = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/);
    const address = fc.tuple(local, fc.stringMatching(/^[a-z0-9]{1,8}\.example$/)).map((parts) => parts.join("@"));
    const mailbox = fc.record({ name: fc.oneof(fc.constant(""), unicode), address });
    fc.assert(
      fc.property(fc.array(mailbox, { minLength: 1, maxLength: 8 }), (mailboxes) => {
        const field = writeField("To", addressPieces(mailboxes));
        const list = readAddressList(parseEntity(utf8(`${field}\r\n`)).fields[0]?.value ?? "");
        expect(list.mailboxes.map((one) => one.address)).toEqual(mailboxes.map((one) => one.address));
        expect(list).toMatchObject({ wellFormed: true, groups: false });
      }),
    );
  });

  it("names, without touching the address", () => {
    fc.assert(
      fc.property(fc.oneof(unicode, mail), (name) => {
        const field = writeField("To", addressPieces([{ name, address: "alice@example.com" }]));
        const { mailboxes, wellFormed } = readAddressList(parseEntity(utf8(`${field}\r\n`)).fields[0]?.value ?? "");
        expect(mailboxes.map((mailbox) => mailbox.address)).toEqual(["alice@example.com"]);
        expect(wellFormed).toBe(true);
      }),
    );
  });
});

function typedOrNothing(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!isSmimeError(error)) throw error;
  }
}

describe("hostile input", () => {
  it("never ends otherwise than in a tree or a typed error", () => {
    fc.assert(
      fc.property(fc.oneof(mail.map(utf8), octets), (bytes) => {
        typedOrNothing(() => parseEntity(bytes));
        typedOrNothing(() => prepareForSigning(bytes));
        typedOrNothing(() => readAddressList(latin1(bytes)));
        textFromHtml(latin1(bytes));
      }),
      { numRuns: 400 },
    );
  });

  it("gives parts that are views on the message, in order and apart", () => {
    fc.assert(
      fc.property(mail, (text) => {
        const entity = parseEntity(utf8(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${text}`));
        let end = entity.octets.byteOffset;
        for (const { octets: part } of entity.parts) {
          expect(part.buffer).toBe(entity.octets.buffer);
          expect(part.byteOffset).toBeGreaterThanOrEqual(end);
          end = part.byteOffset + part.length;
        }
        expect(end).toBeLessThanOrEqual(entity.octets.byteOffset + entity.octets.length);
      }),
    );
  });

  it("takes a multipart apart into octets that are all of it, delimiters aside", () => {
    fc.assert(
      fc.property(mail, (text) => {
        const body = utf8(text);
        const { preamble, parts, epilogue } = splitMultipart(body, "b");
        const pieces = [preamble, ...parts, epilogue].filter((piece) => piece.length > 0);
        let at = body.byteOffset;
        for (const piece of [...pieces, body.subarray(body.length)]) {
          const between = latin1(new Uint8Array(body.buffer, at, piece.byteOffset - at));
          for (const line of between.split(/\r?\n/)) expect(line === "" || line.startsWith("--b")).toBe(true);
          at = piece.byteOffset + piece.length;
        }
      }),
      { numRuns: 400 },
    );
  });

  it("canonicalizes once and for all", () => {
    fc.assert(
      fc.property(mail, (text) => {
        const once = canonicalize(utf8(text));
        expect(canonicalize(once)).toBe(once);
        expect(latin1(once)).not.toMatch(/(?<!\r)\n/);
      }),
    );
  });
});
