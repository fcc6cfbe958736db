/** Base64 (RFC 2045 section 6.8) from octets to octets: 25 MB of it never become a string. */
import { type Bytes, concat, EMPTY, type Segments } from "../bytes.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CODES = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const PAD = 0x3d;
const NOT_BASE64 = 64;
const VALUES = new Uint8Array(256).fill(NOT_BASE64);
for (let value = 0; value < 64; value++) VALUES[CODES[value] ?? 0] = value;

/** Octets the encoding stands for, counted without decoding. */
export function base64DecodedLength(encoded: Bytes): number {
  const padding = encoded.indexOf(PAD);
  const end = padding < 0 ? encoded.length : padding;
  let digits = 0;
  for (let i = 0; i < end; i++) if ((VALUES[encoded[i] ?? 0] ?? NOT_BASE64) < NOT_BASE64) digits += 1;
  return Math.floor((digits * 3) / 4);
}

/** Four digits at a time, as long as nothing stands between them. Returns where it stopped; writes at `at` and on. */
function decodeRun(encoded: Bytes, start: number, end: number, out: Bytes, at: number): number {
  let length = at;
  let i = start;
  for (; i + 3 < end; i += 4) {
    const a = VALUES[encoded[i] ?? 0] ?? NOT_BASE64;
    const b = VALUES[encoded[i + 1] ?? 0] ?? NOT_BASE64;
    const c = VALUES[encoded[i + 2] ?? 0] ?? NOT_BASE64;
    const d = VALUES[encoded[i + 3] ?? 0] ?? NOT_BASE64;
    if ((a | b | c | d) >= NOT_BASE64) break;
    out[length] = (a << 2) | (b >> 4);
    out[length + 1] = (b << 4) | (c >> 2);
    out[length + 2] = (c << 6) | d;
    length += 3;
  }
  return i;
}

/** What stands between two slices of a decoding: octets written, and digits of a group that is not whole yet. */
class Decoding {
  readonly out: Bytes;
  length = 0;
  ended = false;
  #quantum = 0;
  #digits = 0;

  constructor(encodedLength: number) {
    this.out = new Uint8Array(Math.floor((encodedLength * 3) / 4) + 3);
  }

  take(encoded: Bytes, start: number, end: number): void {
    for (let i = start; i < end && !this.ended; i++) {
      if (this.#digits === 0) {
        const stopped = decodeRun(encoded, i, end, this.out, this.length);
        this.length += ((stopped - i) / 4) * 3;
        i = stopped;
      }
      if (i < end) this.#digit(encoded[i] ?? 0);
    }
  }

  #digit(octet: number): void {
    const value = VALUES[octet] ?? NOT_BASE64;
    if (octet === PAD) this.ended = true;
    if (value === NOT_BASE64) return;
    this.#quantum = (this.#quantum << 6) | value;
    this.#digits = (this.#digits + 1) & 3;
    if (this.#digits > 0) return;
    this.#write(this.#quantum >> 16, this.#quantum >> 8, this.#quantum);
    this.#quantum = 0;
  }

  #write(...octets: readonly number[]): void {
    for (const octet of octets) this.out[this.length++] = octet;
  }

  finish(): Bytes {
    if (this.#digits === 2) this.#write(this.#quantum >> 4);
    if (this.#digits === 3) this.#write(this.#quantum >> 10, this.#quantum >> 2);
    return this.out.subarray(0, this.length);
  }
}

/** Octets of base64 taken at a time, where others shall run in between: some milliseconds of work. */
const SLICE = 2 ** 21;

/** `decodeBase64` in slices: yields the octets of `encoded` done so far after each, and returns what they stand for. */
export function* decodingBase64(encoded: Bytes): Generator<number, Bytes> {
  const decoding = new Decoding(encoded.length);
  for (let start = 0; start < encoded.length && !decoding.ended; start += SLICE) {
    decoding.take(encoded, start, Math.min(start + SLICE, encoded.length));
    yield Math.min(start + SLICE, encoded.length);
  }
  return decoding.finish();
}

/** Decodes until padding or the end; octets outside the alphabet are passed over, as RFC 2045 asks. Never fails. */
export function decodeBase64(encoded: Bytes): Bytes {
  const decoding = new Decoding(encoded.length);
  decoding.take(encoded, 0, encoded.length);
  return decoding.finish();
}

/** Whole groups of three octets. Returns where it stopped writing. */
function encodeGroups(octets: Bytes, start: number, end: number, out: Bytes, at: number): number {
  let offset = at;
  for (let i = start; i < end; i += 3, offset += 4) {
    const a = octets[i] ?? 0;
    const b = octets[i + 1] ?? 0;
    const c = octets[i + 2] ?? 0;
    out[offset] = CODES[a >> 2] ?? 0;
    out[offset + 1] = CODES[((a & 3) << 4) | (b >> 4)] ?? 0;
    out[offset + 2] = CODES[((b & 15) << 2) | (c >> 6)] ?? 0;
    out[offset + 3] = CODES[c & 63] ?? 0;
  }
  return offset;
}

/** One stretch of octets, padded if it is the end. Returns where it stopped writing. */
function encodeStretch(octets: Bytes, start: number, end: number, out: Bytes, at: number): number {
  const rest = (end - start) % 3;
  const offset = encodeGroups(octets, start, end - rest, out, at);
  if (rest === 0) return offset;
  const last = new Uint8Array(3);
  last.set(octets.subarray(end - rest, end));
  encodeGroups(last, 0, 3, out, offset);
  out.fill(PAD, offset + rest + 1, offset + 4);
  return offset + 4;
}

/** Without line ends: for encoded-words and parameters. */
export function encodeBase64(octets: Bytes): Bytes {
  const out = new Uint8Array(Math.ceil(octets.length / 3) * 4);
  encodeStretch(octets, 0, octets.length, out, 0);
  return out;
}

const LINE_OCTETS = 57;

/** Octets of base64 in lines that stand for this many. */
export function base64LinesLength(octets: number): number {
  return Math.ceil(octets / 3) * 4 + Math.ceil(octets / LINE_OCTETS) * 2;
}

/** Whole lines, and at the end what is left. Returns where it stopped writing. */
function encodeLinesInto(octets: Bytes, out: Bytes, at: number): number {
  let offset = at;
  for (let start = 0; start < octets.length; start += LINE_OCTETS) {
    offset = encodeStretch(octets, start, Math.min(start + LINE_OCTETS, octets.length), out, offset);
    out[offset] = 0x0d;
    out[offset + 1] = 0x0a;
    offset += 2;
  }
  return offset;
}

/** In lines of 76 characters, each ended by CRLF. */
export function encodeBase64Lines(octets: Bytes): Bytes {
  const out = new Uint8Array(base64LinesLength(octets.length));
  encodeLinesInto(octets, out, 0);
  return out;
}

/** Whole lines, about as many octets as are decoded at a time. */
const WHOLE_LINES = LINE_OCTETS * 2 ** 15;

/** Octets of segments, in stretches of whole lines; only the last one may end in the middle of a line. */
function* stretches(segments: Segments): Generator<Bytes> {
  let rest: Bytes = EMPTY;
  for (const segment of segments) {
    const missing = rest.length === 0 ? 0 : LINE_OCTETS - rest.length;
    if (segment.length < missing) {
      rest = concat(rest, segment);
      continue;
    }
    if (missing > 0) yield concat(rest, segment.subarray(0, missing));
    const end = segment.length - ((segment.length - missing) % LINE_OCTETS);
    for (let at = missing; at < end; at += WHOLE_LINES) yield segment.subarray(at, Math.min(at + WHOLE_LINES, end));
    rest = segment.subarray(end);
  }
  if (rest.length > 0) yield rest;
}

/** `encodeBase64Lines` of segments in slices, into `out` from `at` on: yields how many octets each slice stands for. */
export function* encodingBase64Lines(segments: Segments, out: Bytes, at: number): Generator<number> {
  let offset = at;
  for (const stretch of stretches(segments)) {
    offset = encodeLinesInto(stretch, out, offset);
    yield stretch.length;
  }
}
