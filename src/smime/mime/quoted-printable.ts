/** Quoted-printable (RFC 2045 section 6.7). */
import { type Bytes, toHex } from "../bytes.ts";

const EQUALS = 0x3d;
const CR = 0x0d;
const LF = 0x0a;

function hexValue(octet: number | undefined): number {
  if (octet === undefined) return -1;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const letter = octet & 0xdf;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : -1;
}

function isBlank(octet: number | undefined): boolean {
  return octet === 0x20 || octet === 0x09;
}

/** Where the line's content ends without the white space that transport added (rule 3). */
function trimmedEnd(encoded: Bytes, start: number, end: number): number {
  let last = end;
  while (last > start && (isBlank(encoded[last - 1]) || encoded[last - 1] === CR)) last -= 1;
  return last;
}

function decodeLine(encoded: Bytes, start: number, end: number, out: Bytes, at: number): number {
  let length = at;
  for (let i = start; i < end; i++) {
    const octet = encoded[i] ?? 0;
    const high = octet === EQUALS ? hexValue(encoded[i + 1]) : -1;
    const low = high < 0 ? -1 : hexValue(encoded[i + 2]);
    if (low >= 0 && i + 2 < end) {
      out[length++] = (high << 4) | low;
      i += 2;
    } else out[length++] = octet;
  }
  return length;
}

/** Sequences that are no encoding stay as they are, as RFC 2045 asks. Line ends stay as delivered. Never fails. */
export function decodeQuotedPrintable(encoded: Bytes): Bytes {
  const out = new Uint8Array(encoded.length);
  let length = 0;
  for (let start = 0; start < encoded.length; ) {
    const feed = encoded.indexOf(LF, start);
    const end = feed < 0 ? encoded.length : feed;
    const content = trimmedEnd(encoded, start, end);
    const soft = content > start && encoded[content - 1] === EQUALS;
    length = decodeLine(encoded, start, soft ? content - 1 : content, out, length);
    if (!soft && feed >= 0) {
      if (feed > start && encoded[feed - 1] === CR) out[length++] = CR;
      out[length++] = LF;
    }
    start = end + 1;
  }
  return out.subarray(0, length);
}

const LINE_LIMIT = 76;

function isLiteral(octet: number): boolean {
  return octet === 0x20 || octet === 0x09 || (octet >= 0x21 && octet <= 0x7e && octet !== EQUALS);
}

function encodeOctet(octet: number): string {
  return `=${toHex(Uint8Array.of(octet)).toUpperCase()}`;
}

/** One line of content, in as many soft-broken lines as it takes. "From " and a lone dot never begin one. */
function encodeLine(content: Bytes): string {
  let out = "";
  let line = "";
  for (let i = 0; i < content.length; i++) {
    const octet = content[i] ?? 0;
    const last = i === content.length - 1;
    let piece = isLiteral(octet) && !(last && isBlank(octet)) ? String.fromCharCode(octet) : encodeOctet(octet);
    if (line.length + piece.length > LINE_LIMIT - 1 && !(last && line.length + piece.length === LINE_LIMIT)) {
      out += `${line}=\r\n`;
      line = "";
    }
    // RFC 4155 readers and careless relays rewrite these two, and with them the digest.
    if (line === "" && (piece === "." || (piece === "F" && startsFrom(content, i)))) piece = encodeOctet(octet);
    line += piece;
  }
  return out + line;
}

function startsFrom(content: Bytes, at: number): boolean {
  return content[at + 1] === 0x72 && content[at + 2] === 0x6f && content[at + 3] === 0x6d && content[at + 4] === 0x20;
}

/** Encodes text whose lines end in CRLF: lines of at most 76 characters, nothing that a relay would touch. */
export function encodeQuotedPrintable(octets: Bytes): Bytes {
  const lines: string[] = [];
  for (let start = 0; start <= octets.length; ) {
    const feed = octets.indexOf(LF, start);
    const end = feed < 0 ? octets.length : feed;
    const content = end > start && feed >= 0 && octets[end - 1] === CR ? end - 1 : end;
    lines.push(encodeLine(octets.subarray(start, content)));
    start = end + 1;
    if (feed < 0) break;
  }
  return new TextEncoder().encode(lines.join("\r\n"));
}
