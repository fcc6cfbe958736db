/** Encoded-words (RFC 2047): only ever decoded for display, after a structured field has been taken apart. */
import { type Bytes, concat, fromLatin1, latin1, utf8 } from "../bytes.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { decodeCharset } from "./charset.ts";
import { decodeQuotedPrintable } from "./quoted-printable.ts";

const ENCODED_WORD = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi;

interface Word {
  readonly charset: string;
  readonly octets: Bytes;
}

function printableOctets(text: string): Bytes {
  return fromLatin1(text.replace(/[^\x21-\x7e]/g, "?"));
}

function wordOctets(encoding: string, text: string): Bytes {
  const octets = printableOctets(text);
  if (encoding.toLowerCase() === "b") return decodeBase64(octets);
  return decodeQuotedPrintable(octets.map((octet) => (octet === 0x5f ? 0x20 : octet)));
}

/** A multi-octet character may be split between adjacent words of one charset: they are decoded together. */
function decodeRun(words: readonly Word[]): string {
  let out = "";
  for (let i = 0; i < words.length; ) {
    const charset = words[i]?.charset ?? "";
    const run: Bytes[] = [];
    for (; i < words.length && words[i]?.charset === charset; i++) run.push(words[i]?.octets ?? new Uint8Array(0));
    out += decodeCharset(concat(...run), charset);
  }
  return out;
}

/** White space between two encoded-words is dropped (section 6.2). Malformed words stay as written. Never fails. */
export function decodeEncodedWords(text: string): string {
  let out = "";
  let end = 0;
  let run: Word[] = [];
  for (const match of text.matchAll(ENCODED_WORD)) {
    const between = text.slice(end, match.index);
    if (run.length === 0 || between.trim() !== "") {
      out += decodeRun(run) + between;
      run = [];
    }
    run.push({ charset: (match[1] ?? "").toLowerCase(), octets: wordOctets(match[2] ?? "", match[3] ?? "") });
    end = match.index + match[0].length;
  }
  return out + decodeRun(run) + text.slice(end);
}

/** Octets of UTF-8 in one encoded-word: 60 characters, so that the first fits behind any field name we write. */
const WORD_OCTETS = 36;

/** Text as encoded-words of at most 60 characters (RFC 2047 allows 75), none of which splits a character. */
export function encodeWords(text: string): readonly string[] {
  const words: string[] = [];
  let pending = "";
  const flush = () => {
    if (pending !== "") words.push(`=?UTF-8?B?${latin1(encodeBase64(utf8(pending)))}?=`);
    pending = "";
  };
  for (const character of text) {
    if (utf8(pending + character).length > WORD_OCTETS) flush();
    pending += character;
  }
  flush();
  return words;
}
