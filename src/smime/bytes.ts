/**
 * Octets and their text forms. Everything in the engine that is signed, hashed or parsed is a `Bytes`; nothing that
 * has been through a string is ever verified.
 */

/** Octets backed by an ordinary ArrayBuffer, as WebCrypto asks for. Often a view: never assume `byteOffset` is 0. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Octets in order, not joined: what is large is copied only where it has to be in one. An array of them is one such. */
export interface Segments extends Iterable<Bytes> {
  /** How many there are. */
  readonly length: number;
  /** Octets in all, where that is known without looking at each. */
  readonly octets?: number;
}

export const EMPTY: Bytes = new Uint8Array(0);

/** For a few parts written out; what a message brings in any number goes through `concatAll` or `joined`. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  return concatAll(parts);
}

/** Any number of parts: a call with very many arguments would exhaust the stack. */
export function concatAll(parts: Iterable<Uint8Array>, length = sumOfLengths(parts)): Bytes {
  const out = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

/** The octets of segments in order: a sole segment itself, several in one copy. */
export function joined(segments: Segments): Bytes {
  const [first] = segments;
  return segments.length === 1 && first ? first : concatAll(segments, totalLength(segments));
}

export function totalLength(segments: Segments): number {
  return segments.octets ?? sumOfLengths(segments);
}

function sumOfLengths(segments: Iterable<Uint8Array>): number {
  let sum = 0;
  for (const { length } of segments) sum += length;
  return sum;
}

/** Compares public data. Not constant-time: never use it on a MAC or a key (see `crypto/constant-time.ts`). */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, "0"));

/** Lower-case hexadecimal without separators. */
export function toHex(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) out += HEX[byte];
  return out;
}

/** The octets of UTF-8 text. */
export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

/** Text of UTF-8 octets; null if they are not well-formed UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** One character per octet (ISO 8859-1 without the windows-1252 remapping of TextDecoder). */
export function latin1(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; i += 8192)
    out += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(i, i + 8192));
  return out;
}

/** Octets of a string whose characters are all below U+0100; higher ones are a programming error. */
export function fromLatin1(text: string): Bytes {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0xff) throw new RangeError("not a single-octet string");
    out[i] = code;
  }
  return out;
}
