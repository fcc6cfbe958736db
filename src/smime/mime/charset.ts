/** Charsets, through the platform's TextDecoder and nothing else. */
import { type Bytes, decodeUtf8, latin1 } from "../bytes.ts";

const UNDECLARED = new Set(["", "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit", "x-unknown", "default"]);

function decoderFor(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

/**
 * Text of octets in the named charset. Undeclared and unknown ones are read as UTF-8 where well-formed, else as
 * windows-1252. Never fails; a byte order mark is dropped.
 */
export function decodeCharset(octets: Bytes, charset: string): string {
  const label = charset.trim().toLowerCase();
  const declared = UNDECLARED.has(label) ? null : decoderFor(label);
  if (declared) return declared.decode(octets);
  const text = decodeUtf8(octets);
  if (text !== null) return text.replace(/^\uFEFF/, "");
  return decoderFor("windows-1252")?.decode(octets) ?? latin1(octets);
}
