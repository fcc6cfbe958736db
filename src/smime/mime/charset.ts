/** Charsets, through the platform's TextDecoder and nothing else. */
import { type Bytes, decodeUtf8, latin1 } from "../bytes.ts";

const UNDECLARED = new Set(["", "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit", "x-unknown", "default"]);

/** windows-1252 from 0x80 to 0x9F; a dot where it defines nothing. */
const WINDOWS_1252 = "€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ";

function decoderFor(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

/** Node 20 reads windows-1252 as ISO 8859-1, which has control characters in that place. */
function withWindowsCharacters(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => {
    const character = WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? ".";
    return character === "." ? control : character;
  });
}

/**
 * Text of octets in the named charset. Undeclared and unknown ones are read as UTF-8 where well-formed, else as
 * windows-1252. Never fails; a byte order mark is dropped.
 */
export function decodeCharset(octets: Bytes, charset: string): string {
  const label = charset.trim().toLowerCase();
  const declared = UNDECLARED.has(label) ? null : decoderFor(label);
  if (declared?.encoding === "windows-1252") return withWindowsCharacters(latin1(octets));
  if (declared) return declared.decode(octets);
  const text = decodeUtf8(octets);
  return text === null ? withWindowsCharacters(latin1(octets)) : text.replace(/^\uFEFF/, "");
}
