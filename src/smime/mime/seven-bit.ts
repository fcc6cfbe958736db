/**
 * Entities of other makers brought into the form in which a clear signature survives transport (RFC 8551 sections
 * 3.1.2 and 3.1.3): 8-bit, overlong and "From " bodies are transfer-encoded. Nested signatures are left untouched.
 */
import { type Bytes, concat, utf8 } from "../bytes.ts";
import { canonicalize } from "./canonicalize.ts";
import { type Entity, transferEncodingOf } from "./entity.ts";
import { parseEntity } from "./parse.ts";
import { encodeBody, type TransferEncoding } from "./serialize.ts";

const LONGEST_LINE = 998;
const CR = 0x0d;
const LF = 0x0a;

interface Edit {
  /** Counted from the start of the whole entity. */
  readonly start: number;
  readonly end: number;
  readonly octets: Bytes;
}

function survives(body: Bytes): boolean {
  if (body.some((octet) => octet > 0x7e || octet === 0)) return false;
  for (let line = 0; line < body.length; ) {
    const feed = body.indexOf(LF, line);
    const next = feed < 0 ? body.length : feed + 1;
    if ((feed < 0 ? next : feed - 1) - line > LONGEST_LINE) return false;
    if (String.fromCharCode(...body.subarray(line, line + 5)) === "From ") return false;
    line = next;
  }
  return true;
}

/** Whether these octets can stand in a message as they are: 7-bit, in lines that end in CRLF and that transport leaves alone. */
export function travelsAsItIs(octets: Bytes): boolean {
  const loneCr = octets.some((octet, i) => octet === CR && octets[i + 1] !== LF);
  return !loneCr && canonicalize(octets) === octets && survives(octets);
}

function encodingField(encoding: string): Bytes {
  return utf8(`Content-Transfer-Encoding: ${encoding}\r\n`);
}

class Editor {
  readonly edits: Edit[] = [];
  readonly #base: number;

  constructor(root: Entity) {
    this.#base = root.octets.byteOffset;
  }

  #replace(view: Bytes, octets: Bytes): void {
    const start = view.byteOffset - this.#base;
    this.edits.push({ start, end: start + view.length, octets });
  }

  #declare(entity: Entity, encoding: string): void {
    const declared = entity.fields.filter((field) => field.name === "content-transfer-encoding");
    for (const field of declared) this.#replace(field.raw, utf8(""));
    if (entity.body.length === entity.octets.length) return this.#begin(entity, encoding);
    const headerEnd = entity.octets.byteOffset + entity.octets.length - entity.body.length - 2 - this.#base;
    this.edits.push({ start: headerEnd, end: headerEnd, octets: encodingField(encoding) });
  }

  /** Text without any header is all body (see `header.ts`): it gets one of its own. */
  #begin({ octets }: Entity, encoding: string): void {
    const start = octets.byteOffset - this.#base;
    this.edits.push({ start, end: start, octets: concat(encodingField(encoding), utf8("\r\n")) });
  }

  visit(entity: Entity): void {
    if (entity.body.length === 0) return;
    if (entity.type === "multipart/signed" || entity.type.startsWith("message/")) return;
    const encoding = transferEncodingOf(entity);
    if (entity.multipart) {
      if (encoding === "8bit" || encoding === "binary") this.#declare(entity, "7bit");
      for (const part of entity.parts) this.visit(part);
      return;
    }
    if (encoding === "base64" || encoding === "quoted-printable" || survives(entity.body)) return;
    const chosen: TransferEncoding = entity.type.startsWith("text/") ? "quoted-printable" : "base64";
    this.#declare(entity, chosen);
    this.#replace(entity.body, encodeBody(entity.body, chosen));
  }
}

function apply(octets: Bytes, edits: readonly Edit[]): Bytes {
  const pieces: Bytes[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    pieces.push(octets.subarray(at, edit.start), edit.octets);
    at = edit.end;
  }
  return concat(...pieces, octets.subarray(at));
}

/** The same view if nothing has to change. @throws SmimeError mime/limit-exceeded */
export function prepareForSigning(octets: Bytes): Bytes {
  const canonical = canonicalize(octets);
  const root = parseEntity(canonical);
  const editor = new Editor(root);
  editor.visit(root);
  return editor.edits.length === 0 ? canonical : apply(canonical, editor.edits);
}
