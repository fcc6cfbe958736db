/**
 * The octets producers made of a password. RFC 7292 appendix B.1 asks for a BMPString with a terminating null, RFC 8018
 * and RFC 9579 for UTF-8; what is not ASCII, and the empty password, were encoded in more ways than that.
 */
import { type Bytes, concat, EMPTY, fromLatin1, latin1, utf8 } from "../bytes.ts";

export interface PasswordForms {
  /** For the key derivation of RFC 7292: the standard form first. */
  readonly bmp: readonly Bytes[];
  /** For PBKDF2: the standard form first. */
  readonly octets: readonly Bytes[];
}

const TERMINATOR = Uint8Array.of(0, 0);

function utf16be(text: string): Bytes {
  const out = new Uint8Array(2 * text.length);
  const view = new DataView(out.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i));
  return out;
}

function latin1OrNull(text: string): Bytes | null {
  return /^[\0-\u00ff]*$/.test(text) ? fromLatin1(text) : null;
}

/** As typed, then as the other normalization forms would have it: macOS hands out decomposed letters. */
function spellings(password: string): readonly string[] {
  return [...new Set([password, password.normalize("NFC"), password.normalize("NFD")])];
}

function distinct(forms: readonly Bytes[]): readonly Bytes[] {
  return [...new Map(forms.map((form) => [latin1(form), form])).values()];
}

/** Every form worth trying, likeliest first. An ASCII password has exactly one BMP form. */
export function passwordForms(password: string): PasswordForms {
  if (password === "") return { bmp: [TERMINATOR, EMPTY], octets: [EMPTY, TERMINATOR] };
  const texts = spellings(password);
  const bmp = [
    ...texts.map((text) => concat(utf16be(text), TERMINATOR)),
    // OpenSSL before 1.1.0 took each octet of a UTF-8 terminal's input for a character.
    ...texts.map((text) => concat(utf16be(latin1(utf8(text))), TERMINATOR)),
  ];
  const octets = [
    ...texts.map((text) => utf8(text)),
    // What a terminal in ISO 8859-1 typed, and NSS's BMPString under PBES2, with and without its terminator.
    ...texts.flatMap((text) => latin1OrNull(text) ?? []),
    concat(utf16be(password), TERMINATOR),
    utf16be(password),
  ];
  return { bmp: distinct(bmp), octets: distinct(octets) };
}
