/** Writes DER (X.690 section 10). Large content is passed as parts, so that a message is copied once. */
import { type Bytes, concat, concatAll, EMPTY } from "../bytes.ts";
import { TAG } from "./reader.ts";

/** Identifier and length octets for content of `length` octets. */
export function header(tag: number, length: number): Bytes {
  if (length < 0x80) return Uint8Array.of(tag, length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff);
  return Uint8Array.of(tag, 0x80 | octets.length, ...octets);
}

export function encode(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return concat(header(tag, length), ...parts);
}

export function sequence(...parts: readonly Uint8Array[]): Bytes {
  return encode(TAG.sequence, ...parts);
}

/** Orders octet strings as X.690 section 11.6 orders the components of a SET OF. */
export function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A SET OF in DER order, under `tag` (SET by default, a context tag where it is IMPLICIT). */
export function setOf(parts: readonly Uint8Array[], tag: number = TAG.set): Bytes {
  return encode(tag, concatAll(parts.toSorted(compareOctets)));
}

/** A non-negative INTEGER from a number, or from big-endian octets taken as unsigned. */
export function integer(value: number | Uint8Array): Bytes {
  if (typeof value !== "number") {
    let start = 0;
    while (start < value.length - 1 && value[start] === 0) start++;
    const octets = value.length === 0 ? Uint8Array.of(0) : value.subarray(start);
    return encode(TAG.integer, (octets[0] ?? 0) & 0x80 ? Uint8Array.of(0) : EMPTY, octets);
  }
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError("not a small non-negative integer");
  const octets: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff);
  return integer(Uint8Array.from(octets));
}

function base128(arc: bigint): number[] {
  const out = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) out.unshift(Number(rest & 0x7fn) | 0x80);
  return out;
}

/** Appends an arc in seven bits an octet. Nearly all arcs are short; those of UUIDs have 128 bits. */
function pushArc(octets: number[], arc: string, plus: number): void {
  const value = Number(arc) + plus;
  if (value < 0x80) octets.push(value);
  else if (value < 0x4000) octets.push((value >> 7) | 0x80, value & 0x7f);
  else octets.push(...base128(BigInt(arc) + BigInt(plus)));
}

export function oid(dotted: string): Bytes {
  const [first = "0", second = "0", ...rest] = dotted.split(".");
  const octets: number[] = [];
  pushArc(octets, second, 40 * Number(first));
  for (const arc of rest) pushArc(octets, arc, 0);
  return encode(TAG.oid, new Uint8Array(octets));
}

export function octetString(...parts: readonly Uint8Array[]): Bytes {
  return encode(TAG.octetString, ...parts);
}

export function bitString(octets: Uint8Array, unusedBits = 0): Bytes {
  return encode(TAG.bitString, Uint8Array.of(unusedBits), octets);
}

export const NULL: Bytes = Uint8Array.of(TAG.null, 0);

/** An AlgorithmIdentifier; `parameters` is a complete TLV or absent. */
export function algorithmIdentifier(algorithm: string, parameters: Uint8Array = EMPTY): Bytes {
  return sequence(oid(algorithm), parameters);
}

/** A Time: UTCTime through 2049, GeneralizedTime from 2050 on (RFC 5652 section 11.3). */
export function time(milliseconds: number): Bytes {
  const digits = new Date(milliseconds)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replaceAll(/[-:T]/g, "");
  const year = new Date(milliseconds).getUTCFullYear();
  const utc = year >= 1950 && year < 2050;
  return encode(utc ? TAG.utcTime : TAG.generalizedTime, new TextEncoder().encode(utc ? digits.slice(2) : digits));
}
