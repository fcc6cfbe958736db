/** The MIME reader and the readers of its fields, and what is written again from what they found. */
import { type Bytes, equal, latin1, utf8 } from "../../src/smime/bytes.ts";
import { readAddressList } from "../../src/smime/mime/address.ts";
import { decodeBase64, encodeBase64Lines } from "../../src/smime/mime/base64.ts";
import { canonicalize } from "../../src/smime/mime/canonicalize.ts";
import { readDateTime, writeDateTime } from "../../src/smime/mime/date-time.ts";
import { decodeEncodedWords, encodeWords } from "../../src/smime/mime/encoded-word.ts";
import { decodedBody, decodedSize, dispositionOf, type Entity, textOf } from "../../src/smime/mime/entity.ts";
import type { HeaderField } from "../../src/smime/mime/header.ts";
import { textFromHtml } from "../../src/smime/mime/html-text.ts";
import { parseEntity } from "../../src/smime/mime/parse.ts";
import { readParameterizedValue } from "../../src/smime/mime/parameter.ts";
import { decodeQuotedPrintable, encodeQuotedPrintable } from "../../src/smime/mime/quoted-printable.ts";
import { prepareForSigning } from "../../src/smime/mime/seven-bit.ts";
import { addressPieces, parameterizedPieces, writeField } from "../../src/smime/mime/write-header.ts";
import { orNull } from "./opened-world.ts";
import { ensure } from "./violation.ts";

/** Text that UTF-8 cannot write. */
const LONE_SURROGATE = /\p{Cs}/u;

async function checkAddresses(value: string): Promise<void> {
  const { mailboxes } = readAddressList(value);
  const pieces = await orNull(() => addressPieces(mailboxes));
  if (!pieces) return;
  const [field] = parseEntity(utf8(`${writeField("To", pieces)}\r\n`)).fields;
  const again = readAddressList(field?.value ?? "").mailboxes.map(({ address }) => address.toLowerCase());
  ensure(again.length === mailboxes.length, "as many addresses are written as were read");
}

function checkParameters(value: string): void {
  const { parameters, value: head } = readParameterizedValue(value);
  const writable = [...parameters].filter(
    ([name, text]) => /^[a-z0-9-]{1,20}$/.test(name) && !LONE_SURROGATE.test(text),
  );
  const written = writeField("Content-Type", parameterizedPieces("a/b", Object.fromEntries(writable)));
  const [field] = parseEntity(utf8(`${written}\r\n`)).fields;
  const again = readParameterizedValue(field?.value ?? "").parameters;
  for (const [name, text] of writable)
    if (!text.includes("=?")) ensure(again.get(name) === text, `a parameter comes back as it was written: ${head}`);
}

function checkWords(value: string): void {
  const text = decodeEncodedWords(value);
  if (!LONE_SURROGATE.test(text))
    ensure(decodeEncodedWords(encodeWords(text).join(" ")) === text, "encoded-words come back");
}

async function checkField({ name, raw, value }: HeaderField): Promise<void> {
  ensure(latin1(raw).toLowerCase().trimStart().startsWith(name), "a field is where its name is");
  await checkAddresses(value);
  checkParameters(value);
  checkWords(value);
  const date = readDateTime(value);
  if (date !== null && Math.abs(date) < 2e14) {
    const second = Math.floor(date / 1000) * 1000;
    ensure(readDateTime(writeDateTime(second)) === second || second < 0, "a date comes back");
  }
}

/** A multipart's pieces with what stands between them are its body: nothing is lost and nothing is shown twice. */
function checkRanges({ body, multipart }: Entity): void {
  let end = body.byteOffset;
  for (const part of multipart ? [multipart.preamble, ...multipart.parts, multipart.epilogue] : []) {
    if (part.length === 0) continue;
    ensure(part.byteOffset >= end, "parts stand in order and apart");
    ensure(part.buffer === body.buffer, "a part is a view on the message");
    end = Math.max(end, part.byteOffset + part.length);
  }
  ensure(end <= body.byteOffset + body.length, "parts stand inside their multipart");
}

async function checkEntity(entity: Entity): Promise<void> {
  checkRanges(entity);
  for (const field of entity.fields.slice(0, 40)) await checkField(field);
  ensure(decodedSize(entity) === decodedBody(entity).length, "a size is counted as it is decoded");
  dispositionOf(entity);
  textFromHtml(textOf(entity));
  for (const part of entity.parts) await checkEntity(part);
}

export async function checkMime(input: Bytes): Promise<void> {
  const entity = parseEntity(input);
  ensure(equal(entity.octets, input), "an entity is a view on its octets");
  await checkEntity(entity);
  const canonical = canonicalize(input);
  ensure(canonicalize(canonical) === canonical, "what is canonical stays");
  ensure(equal(decodeBase64(encodeBase64Lines(input)), input), "base64 comes back");
  ensure(equal(decodeQuotedPrintable(encodeQuotedPrintable(canonical)), canonical), "quoted-printable comes back");
  const prepared = await orNull(() => prepareForSigning(input));
  if (prepared) ensure(equal(prepareForSigning(prepared), prepared), "what is prepared for signing stays");
}
