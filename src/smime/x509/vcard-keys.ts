/**
 * Keys of contacts in a vCard file: the KEY property of vCard 2.1, 3.0 (RFC 2426 section 3.7.2) and 4.0 (RFC 6350 section
 * 6.8.1). Nothing else of a contact is read: who a certificate is for, the certificate says.
 */
import { type Bytes, fromLatin1, latin1 } from "../bytes.ts";
import { SmimeError } from "../errors.ts";

export const VCARD_LIMITS = {
  /** Octets of one file. A whole address book with small pictures stays below it. */
  octets: 16 * 1024 * 1024,
  /** Keys of one file, which all are parsed. */
  keys: 2_000,
} as const;

const START = /^(?:\u00ef\u00bb\u00bf)?\s*BEGIN:VCARD[ \t]*\r?$/im;
/** A group, the name, then parameters, whose values may be quoted, up to the first colon outside of quotes. */
const KEY_LINE = /^(?:[\w-]+\.)?KEY((?:;(?:"[^"]*"|[^":])*)?):(.*)$/i;
const DATA_URI = /^data:([^,]*),(.*)$/i;
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;
/** OpenPGP's keys, by the names that vCards of all versions give them. */
const OPENPGP = /pgp/i;

/** By its first line: a name can say anything. */
export function isVcard(file: Bytes): boolean {
  return START.exec(latin1(file.subarray(0, 64)))?.index === 0;
}

function fromBase64(text: string): Bytes | null {
  if (!BASE64.test(text)) return null;
  try {
    return fromLatin1(atob(text.replaceAll(/\s/g, "")));
  } catch {
    return null;
  }
}

/** A text value, in which vCard has its line ends, commas and the like escaped (RFC 6350 section 3.4). */
function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, escaped: string) => (/n/i.test(escaped) ? "\n" : escaped));
}

/** Null for a key elsewhere, which nobody goes to fetch, and for what is no key. */
function valueOf(value: string): Bytes | null {
  const [, type = "", data = ""] = DATA_URI.exec(value) ?? [];
  if (/;base64$/i.test(type)) return OPENPGP.test(type) ? null : fromBase64(percentDecoded(data));
  return fromBase64(value) ?? (value.includes("-----BEGIN ") ? fromLatin1(unescaped(value)) : null);
}

/** "%2B" for "+" and its like; a stray "%" stays, and is no base64 then. */
function percentDecoded(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

/**
 * What the KEY properties hold, in their order: DER, PEM or anything else that is not evidently OpenPGP's.
 * @throws SmimeError mime/limit-exceeded
 */
export function readVcardKeys(file: Bytes): readonly Bytes[] {
  if (file.length > VCARD_LIMITS.octets) throw new SmimeError("mime/limit-exceeded", { limit: "vcard-octets" });
  // RFC 6350 section 3.2: a line goes on where the next begins with white space. vCard 2.1 folds its base64 likewise.
  const lines = latin1(file)
    .replaceAll(/\r?\n[ \t]/g, "")
    .split(/\r?\n/);
  const keys: Bytes[] = [];
  for (const line of lines) {
    const [, parameters, value = ""] = KEY_LINE.exec(line) ?? [];
    if (parameters === undefined || OPENPGP.test(parameters)) continue;
    const key = valueOf(value.trim());
    if (key !== null) keys.push(key);
    if (keys.length > VCARD_LIMITS.keys) throw new SmimeError("mime/limit-exceeded", { limit: "vcard-keys" });
  }
  return keys;
}
