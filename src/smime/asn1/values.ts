/** Values of universal types, read from an element's content. Each refuses other tags and impossible content. */
import { type Bytes, decodeUtf8, latin1 } from "../bytes.ts";
import { ASN1_LIMITS } from "./limits.ts";
import { type Element, limitExceeded, malformed, TAG } from "./reader.ts";

export { octetStringOf, octetStringSegments } from "./octet-string.ts";

export interface BitString {
  readonly octets: Bytes;
  readonly unusedBits: number;
}

function expect(element: Element, tag: number, name: string): void {
  if (element.tag !== tag) throw malformed(0, name);
}

export function booleanOf(element: Element): boolean {
  expect(element, TAG.boolean, "BOOLEAN");
  if (element.content.length !== 1) throw malformed(0, "BOOLEAN of one octet");
  return element.content[0] !== 0;
}

/** The two's complement octets of an INTEGER, as written. */
export function integerOctets(element: Element): Bytes {
  expect(element, TAG.integer, "INTEGER");
  if (element.content.length === 0) throw malformed(0, "INTEGER of at least one octet");
  if (element.content.length > ASN1_LIMITS.integerOctets) throw limitExceeded("integerOctets");
  return element.content;
}

/** A non-negative INTEGER that fits a number. */
export function smallInteger(element: Element): number {
  const octets = integerOctets(element);
  let value = 0;
  for (const octet of octets) value = value * 256 + octet;
  if (((octets[0] ?? 0) & 0x80) !== 0 || !Number.isSafeInteger(value)) throw malformed(0, "a small INTEGER");
  return value;
}

/** A non-negative INTEGER of any size: RSA moduli and the like. */
export function unsignedInteger(element: Element): bigint {
  const octets = integerOctets(element);
  if (((octets[0] ?? 0) & 0x80) !== 0) throw malformed(0, "a non-negative INTEGER");
  let hex = "0x0";
  for (const octet of octets) hex += octet.toString(16).padStart(2, "0");
  return BigInt(hex);
}

/** Above this an arc times 128 is no longer exact in a number. */
const EXACT_ARC = 2 ** 46;

/** The first arc stands in one number with the second (X.690 section 8.19.4). */
function firstArcs(arc: number | bigint): string {
  if (arc < 40) return `0.${arc}`;
  if (arc < 80) return `1.${Number(arc) - 40}`;
  return `2.${typeof arc === "bigint" ? arc - 80n : arc - 80}`;
}

/** Dotted decimal. */
export function oidOf(element: Element): string {
  expect(element, TAG.oid, "OBJECT IDENTIFIER");
  const { content } = element;
  const { length } = content;
  if (length > ASN1_LIMITS.oidOctets) throw limitExceeded("oidOctets");
  if (length === 0 || ((content[length - 1] ?? 0) & 0x80) !== 0) throw malformed(0, "OBJECT IDENTIFIER");
  let dotted = "";
  let arc: number | bigint = 0;
  for (let i = 0; i < length; i++) {
    const octet = content[i] ?? 0;
    // Padding would give one identifier many spellings (X.690 section 8.19.2).
    if (octet === 0x80 && arc === 0) throw malformed(0, "OBJECT IDENTIFIER");
    if (typeof arc === "number" && arc < EXACT_ARC) arc = arc * 128 + (octet & 0x7f);
    else arc = BigInt(arc) * 128n + BigInt(octet & 0x7f);
    if (octet & 0x80) continue;
    dotted = dotted === "" ? firstArcs(arc) : `${dotted}.${arc}`;
    arc = 0;
  }
  return dotted;
}

export function bitStringOf(element: Element): BitString {
  expect(element, TAG.bitString, "BIT STRING");
  const unusedBits = element.content[0];
  if (unusedBits === undefined || unusedBits > 7) throw malformed(0, "BIT STRING");
  if (unusedBits > 0 && element.content.length === 1) throw malformed(0, "BIT STRING");
  return { octets: element.content.subarray(1), unusedBits };
}

function utf16be(octets: Bytes): string | null {
  return octets.length % 2 ? null : new TextDecoder("utf-16be").decode(octets);
}

/** Text of any ASN.1 string type used in names; null where the octets do not fit the type. */
export function stringOf(element: Element): string | null {
  switch (element.tag) {
    case TAG.utf8String:
      return decodeUtf8(element.content);
    case TAG.printableString:
    case TAG.ia5String:
    case TAG.teletexString:
    case 0x12: // NumericString
    case 0x1a: // VisibleString
      return latin1(element.content);
    case TAG.bmpString:
      return utf16be(element.content);
    case TAG.universalString: {
      if (element.content.length % 4) return null;
      const view = new DataView(element.content.buffer, element.content.byteOffset, element.content.length);
      let out = "";
      for (let i = 0; i < element.content.length; i += 4) {
        const code = view.getUint32(i);
        if (code > 0x10ffff) return null;
        out += String.fromCodePoint(code);
      }
      return out;
    }
    default:
      return null;
  }
}

const UTC = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})$/;
const GENERALIZED = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:[.,](\d{1,9}))?(Z|[+-]\d{4})$/;

function zoneMinutes(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
  return zone.startsWith("-") ? -minutes : minutes;
}

/** Milliseconds since 1970 of a UTCTime (RFC 5280 section 4.1.2.5.1: 1950 to 2049) or GeneralizedTime. */
export function timeOf(element: Element): number {
  const text = latin1(element.content.subarray(0, 40));
  const utc = element.tag === TAG.utcTime ? UTC.exec(text) : null;
  const generalized = element.tag === TAG.generalizedTime ? GENERALIZED.exec(text) : null;
  const match = utc ?? generalized;
  if (!match) throw malformed(0, "UTCTime or GeneralizedTime");
  const [, y = "", month, day, hour, minute, second = "0"] = match;
  const year = utc ? Number(y) + (Number(y) < 50 ? 2000 : 1900) : Number(y);
  const time = new Date(0);
  time.setUTCFullYear(year, Number(month) - 1, Number(day));
  time.setUTCHours(Number(hour), Number(minute), Number(second));
  if (time.getUTCMonth() !== Number(month) - 1 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60)
    throw malformed(0, "a date that exists");
  return time.getTime() - zoneMinutes(match.at(-1) ?? "Z") * 60_000;
}
