/**
 * The MIME entity (RFC 2045 section 2.4) as a tree of views on the octets as delivered. This room finds ranges and
 * decodes for display; it must never turn a signed part into a string on its way to verification.
 */
import type { Bytes } from "../bytes.ts";
import { base64DecodedLength, decodeBase64 } from "./base64.ts";
import { decodeCharset } from "./charset.ts";
import { fieldValue, type HeaderField } from "./header.ts";
import type { Multipart } from "./multipart.ts";
import { type ParameterizedValue, readParameterizedValue } from "./parameter.ts";
import { decodeQuotedPrintable } from "./quoted-printable.ts";

export interface Entity {
  /** Header, blank line and body, exactly as delivered. */
  readonly octets: Bytes;
  readonly fields: readonly HeaderField[];
  /** As delivered: transfer encoding not undone. */
  readonly body: Bytes;
  /** Lower case type/subtype; the default of the surrounding multipart where absent or malformed. */
  readonly type: string;
  readonly contentType: ParameterizedValue;
  /** Empty for everything but multipart/*. message/rfc822 is not looked into. */
  readonly parts: readonly Entity[];
  /** Null for everything but a multipart with a boundary. */
  readonly multipart: Multipart | null;
  /**
   * Two readers could see two structures: repeated structural fields or parameters, header lines that are no fields,
   * lines that are nearly delimiters. Content outside a signature is then never called covered by it.
   */
  readonly ambiguous: boolean;
}

/** Value of the first field of that name (lower case), unfolded; null if absent. */
export function fieldOf(entity: Entity, name: string): string | null {
  return fieldValue(entity.fields, name);
}

export function transferEncodingOf(entity: Entity): string {
  return (fieldOf(entity, "content-transfer-encoding") ?? "7bit")
    .replace(/\(.*\)/, "")
    .replace(/;.*/, "")
    .trim()
    .toLowerCase();
}

/** The body with its transfer encoding undone. Multiparts have none. Unknown encodings leave the octets as they are. */
export function decodedBody(entity: Entity): Bytes {
  if (entity.type.startsWith("multipart/")) return entity.body;
  switch (transferEncodingOf(entity)) {
    case "base64":
      return decodeBase64(entity.body);
    case "quoted-printable":
      return decodeQuotedPrintable(entity.body);
    default:
      return entity.body;
  }
}

/** Length of `decodedBody`, for base64 without decoding. */
export function decodedSize(entity: Entity): number {
  const isBase64 = !entity.type.startsWith("multipart/") && transferEncodingOf(entity) === "base64";
  return isBase64 ? base64DecodedLength(entity.body) : decodedBody(entity).length;
}

/** Text of a text/* entity with LF line ends. */
export function textOf(entity: Entity): string {
  const octets = decodedBody(entity);
  return decodeCharset(octets, entity.contentType.parameters.get("charset") ?? "").replace(/\r\n?/g, "\n");
}

export interface Disposition {
  /** "inline", "attachment" or "" if absent. Unknown ones count as attachment (RFC 2183 section 2.8). */
  readonly kind: "inline" | "attachment" | "";
  /** As given: not yet safe. Null if none. */
  readonly filename: string | null;
}

export function dispositionOf(entity: Entity): Disposition {
  const { value, parameters } = readParameterizedValue(fieldOf(entity, "content-disposition") ?? "");
  const kind = value === "inline" || value === "" ? value : "attachment";
  return { kind, filename: parameters.get("filename") ?? entity.contentType.parameters.get("name") ?? null };
}
