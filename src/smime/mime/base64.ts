/** Base64 (RFC 2045 section 6.8) from octets to octets: 25 MB of it never become a string. */
import type { Bytes } from "../bytes.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const CODES = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const PAD = 0x3d;
const NOT_BASE64 = 64;
const VALUES = new Uint8Array(256).fill(NOT_BASE64);
for (let value = 0; value < 64; value++) VALUES[CODES[value] ?? 0] = value;

/** Octets the encoding stands for, counted without decoding. */
export function base64DecodedLength(encoded: Bytes): number {
  let digits = 0;
  for (const octet of encoded) {
    if (octet === PAD) break;
    if ((VALUES[octet] ?? NOT_BASE64) < NOT_BASE64) digits += 1;
  }
  return Math.floor((digits * 3) / 4);
}

/** Decodes until padding or the end; octets outside the alphabet are passed over, as RFC 2045 asks. Never fails. */
export function decodeBase64(encoded: Bytes): Bytes {
  const out = new Uint8Array(Math.floor((encoded.length * 3) / 4) + 3);
  let length = 0;
  let quantum = 0;
  let digits = 0;
  for (let i = 0; i < encoded.length; i++) {
    const octet = encoded[i] ?? 0;
    const value = VALUES[octet] ?? NOT_BASE64;
    if (value === NOT_BASE64) {
      if (octet === PAD) break;
      continue;
    }
    quantum = (quantum << 6) | value;
    digits += 1;
    if (digits < 4) continue;
    out[length] = quantum >> 16;
    out[length + 1] = quantum >> 8;
    out[length + 2] = quantum;
    length += 3;
    quantum = 0;
    digits = 0;
  }
  if (digits > 1) out[length++] = digits === 2 ? quantum >> 4 : quantum >> 10;
  if (digits === 3) out[length++] = quantum >> 2;
  return out.subarray(0, length);
}

function encodeGroup(out: Bytes, offset: number, octets: Bytes, i: number): void {
  const a = octets[i] ?? 0;
  const b = octets[i + 1] ?? 0;
  const c = octets[i + 2] ?? 0;
  out[offset] = CODES[a >> 2] ?? 0;
  out[offset + 1] = CODES[((a & 3) << 4) | (b >> 4)] ?? 0;
  out[offset + 2] = i + 1 < octets.length ? (CODES[((b & 15) << 2) | (c >> 6)] ?? 0) : PAD;
  out[offset + 3] = i + 2 < octets.length ? (CODES[c & 63] ?? 0) : PAD;
}

/** Without line ends: for encoded-words and parameters. */
export function encodeBase64(octets: Bytes): Bytes {
  const out = new Uint8Array(Math.ceil(octets.length / 3) * 4);
  for (let i = 0, offset = 0; i < octets.length; i += 3, offset += 4) encodeGroup(out, offset, octets, i);
  return out;
}

const LINE_OCTETS = 57;

/** In lines of 76 characters, each ended by CRLF. */
export function encodeBase64Lines(octets: Bytes): Bytes {
  const lines = Math.ceil(octets.length / LINE_OCTETS);
  const out = new Uint8Array(Math.ceil(octets.length / 3) * 4 + lines * 2);
  let offset = 0;
  for (let start = 0; start < octets.length; start += LINE_OCTETS) {
    const end = Math.min(start + LINE_OCTETS, octets.length);
    for (let i = start; i < end; i += 3, offset += 4) encodeGroup(out, offset, octets, i);
    out[offset++] = 0x0d;
    out[offset++] = 0x0a;
  }
  return out;
}
