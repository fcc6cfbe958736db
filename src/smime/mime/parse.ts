/** Octets to the entity tree, in one pass over the octets; every limit ends in a typed error. */
import { type Bytes, EMPTY, latin1 } from "../bytes.ts";
import { SmimeError } from "../errors.ts";
import type { Entity } from "./entity.ts";
import { fieldValues, type Header, readHeader } from "./header.ts";
import { MIME_LIMITS } from "./limits.ts";
import { dashLines, type Multipart, splitMultipart } from "./multipart.ts";
import { type ParameterizedValue, readParameterizedValue } from "./parameter.ts";

const TYPE = /^[!#$&\-^_.+\w]+\/[!#$&\-^_.+\w]+$/;
const STRUCTURAL = ["content-type", "content-transfer-encoding", "content-disposition"];

interface Reading {
  /** Entities read so far. */
  parts: number;
  readonly lines: readonly number[];
}

function isRepeated(header: Header, name: string): boolean {
  return new Set(fieldValues(header.fields, name)).size > 1;
}

function typeOf(contentType: ParameterizedValue, fallback: string): string {
  return TYPE.test(contentType.value) ? contentType.value : fallback;
}

function withoutClosing(line: Bytes): string {
  return latin1(line).trimEnd().replace(/--$/, "");
}

/** Whether a line that nearly is a delimiter of `multipart` is a clean one of something nested in it. */
function isExplained(line: Bytes, parts: readonly Entity[]): boolean {
  const inner = latin1(line).trimEnd();
  return parts.some((part) => {
    const boundary = part.contentType.parameters.get("boundary");
    if (part.multipart && (boundary === inner || boundary === withoutClosing(line))) return true;
    return isExplained(line, part.parts);
  });
}

function readParts(multipart: Multipart, type: string, depth: number, reading: Reading): Entity[] {
  const fallback = type === "multipart/digest" ? "message/rfc822" : "text/plain";
  return multipart.parts.map((part) => readEntity(part, fallback, depth + 1, reading));
}

function readEntity(octets: Bytes, fallback: string, depth: number, reading: Reading): Entity {
  if (depth > MIME_LIMITS.depth) throw new SmimeError("mime/limit-exceeded", { limit: "depth" });
  reading.parts += 1;
  if (reading.parts > MIME_LIMITS.parts) throw new SmimeError("mime/limit-exceeded", { limit: "parts" });
  const header = readHeader(octets);
  const body = octets.subarray(header.bodyStart);
  const contentType = readParameterizedValue(fieldValues(header.fields, "content-type")[0] ?? "");
  const type = typeOf(contentType, fallback);
  const boundary = contentType.parameters.get("boundary") ?? "";
  const multipart =
    type.startsWith("multipart/") && boundary !== "" ? splitMultipart(body, boundary, reading.lines) : null;
  const parts = multipart ? readParts(multipart, type, depth, reading) : [];
  const ambiguous =
    header.malformed ||
    contentType.ambiguous ||
    STRUCTURAL.some((name) => isRepeated(header, name)) ||
    (multipart?.nearDelimiters ?? []).some((line) => !isExplained(line, parts));
  return {
    octets,
    fields: header.fields,
    body: body.length > 0 ? body : EMPTY,
    type,
    contentType,
    parts,
    multipart,
    ambiguous,
  };
}

/** The entity tree of a message or body part. Malformed input is read as well as it can be. @throws SmimeError mime/limit-exceeded */
export function parseEntity(octets: Bytes): Entity {
  return readEntity(octets, "text/plain", 0, { parts: 0, lines: dashLines(octets) });
}
