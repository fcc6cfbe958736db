/** Header fields (RFC 5322 section 2.2): found in the octets, kept raw, and unfolded for reading. */
import { type Bytes, decodeUtf8, latin1 } from "../bytes.ts";
import { SmimeError } from "../errors.ts";
import { MIME_LIMITS } from "./limits.ts";

export interface HeaderField {
  /** Lower case, without the white space some writers leave before the colon. */
  readonly name: string;
  /** The whole field as delivered, with its line ends. */
  readonly raw: Bytes;
  /** What follows the colon, unfolded and trimmed: UTF-8 (RFC 6532), else one character per octet. Nothing is decoded. */
  readonly value: string;
}

export interface Header {
  readonly fields: readonly HeaderField[];
  /** Where the body begins, counted from the start of the entity. */
  readonly bodyStart: number;
  /** Lines that are no field and no continuation: other readers may end the header there. */
  readonly malformed: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;

function isBlank(octet: number | undefined): boolean {
  return octet === 0x20 || octet === 0x09;
}

/** Text of header octets: well-formed UTF-8, else ISO 8859-1. */
export function headerText(octets: Bytes): string {
  return decodeUtf8(octets) ?? latin1(octets);
}

/** Length of the field name before the colon, white space before it not counted; -1 if the line is no field. */
function nameLength(raw: Bytes): number {
  const colon = raw.indexOf(COLON);
  if (colon < 1) return -1;
  let end = colon;
  while (end > 0 && isBlank(raw[end - 1])) end -= 1;
  for (let i = 0; i < end; i++) {
    const octet = raw[i] ?? 0;
    if (octet <= 0x20 || octet >= 0x7f) return -1;
  }
  return end === 0 ? -1 : end;
}

function readField(raw: Bytes): HeaderField | null {
  const length = nameLength(raw);
  if (length < 0) return null;
  const value = headerText(raw.subarray(raw.indexOf(COLON) + 1))
    .replace(/\r?\n(?=[ \t])/g, "")
    .trim();
  return { name: latin1(raw.subarray(0, length)).toLowerCase(), raw, value };
}

/** Start of the next line, or the end of the octets. */
function nextLine(octets: Bytes, from: number): number {
  const feed = octets.indexOf(LF, from);
  return feed < 0 ? octets.length : feed + 1;
}

function endsHeader(octets: Bytes, line: number): boolean {
  return octets[line] === LF || (octets[line] === CR && octets[line + 1] === LF);
}

/** A leading mbox "From " line (RFC 4155) is passed over: files saved by mail programs begin with one. */
function skipPostmark(octets: Bytes): number {
  return latin1(octets.subarray(0, 5)) === "From " ? nextLine(octets, 0) : 0;
}

/** @throws SmimeError mime/limit-exceeded */
export function readHeader(octets: Bytes): Header {
  const fields: HeaderField[] = [];
  let malformed = false;
  let line = skipPostmark(octets);
  while (line < octets.length && !endsHeader(octets, line)) {
    let end = nextLine(octets, line);
    while (end < octets.length && isBlank(octets[end])) end = nextLine(octets, end);
    if (end > MIME_LIMITS.headerOctets) throw new SmimeError("mime/limit-exceeded", { limit: "headerOctets" });
    const field = readField(octets.subarray(line, end));
    if (field) fields.push(field);
    else malformed = true;
    if (fields.length > MIME_LIMITS.headerFields)
      throw new SmimeError("mime/limit-exceeded", { limit: "headerFields" });
    line = end;
  }
  // Text without any header is all body: nothing of it may disappear into a header that is none.
  const bodyStart = fields.length === 0 && malformed ? 0 : nextLine(octets, line);
  return { fields, bodyStart, malformed };
}

/** Value of the first field of that name (lower case), or null. */
export function fieldValue(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

export function fieldValues(fields: readonly HeaderField[], name: string): readonly string[] {
  return fields.filter((field) => field.name === name).map((field) => field.value);
}
