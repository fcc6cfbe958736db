/** Entities as they are written: 7-bit, CRLF, lines of at most 76 characters, nothing a relay would rewrite. */
import { type Bytes, concat, toHex, utf8 } from "../bytes.ts";
import { encodeBase64Lines } from "./base64.ts";
import { canonicalize } from "./canonicalize.ts";
import { safeFilename } from "./filename.ts";
import { encodeQuotedPrintable } from "./quoted-printable.ts";
import { parameterizedPieces, writeField } from "./write-header.ts";

const CRLF = utf8("\r\n");

export type TransferEncoding = "7bit" | "quoted-printable" | "base64";

/** The header of an entity and the blank line behind it. `fields` come with their line ends (`writeField`). */
export function writeHeader(fields: readonly string[]): Bytes {
  return utf8(`${fields.join("")}\r\n`);
}

/** Whether canonical text can travel as it is: ASCII, short lines, no "From ", no lone dot, no trailing space. */
function isPlain(text: string): boolean {
  return (
    /^[\t\x20-\x7e\r\n]*$/.test(text) && !/^(?:From |\.(?:\r|$)|.{77})|[ \t]\r?$/m.test(text) && !/\r(?!\n)/.test(text)
  );
}

function encodingFor(text: string, octets: Bytes): TransferEncoding {
  if (isPlain(text)) return "7bit";
  const beyond = octets.reduce((count, octet) => (octet > 0x7e ? count + 1 : count), 0);
  return beyond * 3 > octets.length ? "base64" : "quoted-printable";
}

export function encodeBody(octets: Bytes, encoding: TransferEncoding): Bytes {
  switch (encoding) {
    case "7bit":
      return octets;
    case "quoted-printable":
      return encodeQuotedPrintable(octets);
    case "base64":
      return encodeBase64Lines(octets);
  }
}

/** A text entity in UTF-8. Text ends in a line end. `fields` stand before the Content-Type. */
export function writeText(
  text: string,
  parameters: Readonly<Record<string, string>> = {},
  fields: readonly string[] = [],
  type: "text/plain" | "text/html" = "text/plain",
): Bytes {
  const lines = text.replace(/\r\n?|\n/g, "\r\n");
  const whole = lines === "" || lines.endsWith("\r\n") ? lines : `${lines}\r\n`;
  const octets = canonicalize(utf8(whole));
  const encoding = encodingFor(whole, octets);
  const described = [
    ...fields,
    writeField("Content-Type", parameterizedPieces(type, { charset: "utf-8", ...parameters })),
    writeField("Content-Transfer-Encoding", [encoding]),
  ];
  return concat(writeHeader(described), encodeBody(octets, encoding));
}

/** Composite types must not be base64 (RFC 2046 sections 5.1 and 5.2.1); unreadable ones say nothing anyway. */
function leafType(type: string): string {
  const value = type.trim().toLowerCase();
  const valid = /^[a-z0-9!#$&^_.+-]{1,80}\/[a-z0-9!#$&^_.+-]{1,80}$/.test(value);
  return valid && !/^(?:multipart|message)\//.test(value) ? value : "application/octet-stream";
}

/** The header fields of an attachment, whose body is to be base64 in lines. */
export function attachmentFields(filename: string, contentType: string): readonly string[] {
  const name = safeFilename(filename, contentType);
  return [
    writeField("Content-Type", parameterizedPieces(leafType(contentType), { name })),
    writeField("Content-Transfer-Encoding", ["base64"]),
    writeField("Content-Disposition", parameterizedPieces("attachment", { filename: name })),
  ];
}

/** The header fields of an attached message, whose octets are to follow as they are (RFC 2046 section 5.2.1). */
export function attachedMessageFields(filename: string): readonly string[] {
  const name = safeFilename(filename, "message/rfc822");
  return [
    writeField("Content-Type", parameterizedPieces("message/rfc822", { name })),
    writeField("Content-Disposition", parameterizedPieces("attachment", { filename: name })),
  ];
}

/** The header fields of a picture that another part of its multipart/related shows (RFC 2387). */
export function inlineFields(contentId: string, filename: string, contentType: string): readonly string[] {
  const name = safeFilename(filename, contentType);
  return [
    writeField("Content-Type", parameterizedPieces(leafType(contentType), { name })),
    writeField("Content-Transfer-Encoding", ["base64"]),
    writeField("Content-ID", [`<${contentId}>`]),
    writeField("Content-Disposition", parameterizedPieces("inline", { filename: name })),
  ];
}

/** "=_" cannot stand in base64 nor in quoted-printable; 128 random bits keep it out of the rest. */
function newBoundary(): string {
  return `=_${toHex(crypto.getRandomValues(new Uint8Array(16)))}`;
}

/** Pieces of a multipart in order; the parts' own go in exactly as they are. `fields` stand before the Content-Type. */
export function writeMultipart<Piece>(
  type: string,
  parameters: Readonly<Record<string, string>>,
  parts: readonly (readonly Piece[])[],
  fields: readonly string[] = [],
): readonly (Piece | Bytes)[] {
  const boundary = newBoundary();
  const contentType = writeField("Content-Type", parameterizedPieces(type, { ...parameters, boundary }));
  const delimiter = utf8(`--${boundary}\r\n`);
  const body = parts.flatMap((part) => [delimiter, ...part, CRLF]);
  return [writeHeader([...fields, contentType]), ...body, utf8(`--${boundary}--\r\n`)];
}
