/** Header fields as they are written: ASCII, folded at 76 characters, nothing a caller passes can begin another field. */
import { SmimeError } from "../errors.ts";
import { isAddrSpec, type Mailbox } from "./address.ts";
import { encodeWords } from "./encoded-word.ts";
import { writeParameter } from "./parameter.ts";

const LINE_LIMIT = 76;
const PHRASE = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+(?: [A-Za-z0-9!#$%&'*+\-/=?^_`{|}~]+)*$/;
const PRINTABLE = /^[\x20-\x7e]*$/;

/** One field with its line ends; `pieces` are separated by a space, and a line may be folded before each. */
export function writeField(name: string, pieces: readonly string[]): string {
  let out = `${name}:`;
  let column = out.length;
  for (const piece of pieces) {
    if (column + 1 + piece.length > LINE_LIMIT && column > name.length + 1) {
      out += "\r\n";
      column = 0;
    }
    out += ` ${piece}`;
    column += 1 + piece.length;
  }
  return `${out}\r\n`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** Pieces of free text (Subject): plain where it survives folding, else encoded-words. */
export function textPieces(text: string): readonly string[] {
  const line = oneLine(text).trim();
  const words = line.split(" ");
  const plain = PRINTABLE.test(line) && !line.includes("=?") && !line.includes("  ");
  return plain && words.every((word) => word.length < LINE_LIMIT - 10) ? words : encodeWords(line);
}

function namePieces(name: string): readonly string[] {
  const line = oneLine(name).trim();
  if (line === "") return [];
  if (PHRASE.test(line) && !line.includes("=?") && line.length < 60) return [line];
  if (PRINTABLE.test(line) && !line.includes("=?") && line.length < 60) return [`"${line.replace(/["\\]/g, "\\$&")}"`];
  return encodeWords(line);
}

/** Domains are written as A-labels, so that a message stays 7-bit wherever the local part allows it. */
export function asciiAddress(address: string): string {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1);
  if (PRINTABLE.test(domain)) return address;
  try {
    return `${address.slice(0, at)}@${new URL(`http://${domain}`).hostname}`;
  } catch {
    return address;
  }
}

/** @throws SmimeError draft/bad-address */
function mailboxPieces({ name, address }: Mailbox): readonly string[] {
  const written = asciiAddress(address);
  if (!isAddrSpec(address) || !isAddrSpec(written)) throw new SmimeError("draft/bad-address", { address });
  const words = namePieces(name);
  return words.length === 0 ? [written] : [...words, `<${written}>`];
}

/** Pieces of an address list. @throws SmimeError draft/bad-address */
export function addressPieces(mailboxes: readonly Mailbox[]): readonly string[] {
  return mailboxes.flatMap((mailbox, index) => {
    const pieces = mailboxPieces(mailbox);
    return index === mailboxes.length - 1 ? pieces : [...pieces.slice(0, -1), `${pieces.at(-1) ?? ""},`];
  });
}

/** Pieces of a `value; name=value` field. */
export function parameterizedPieces(value: string, parameters: Readonly<Record<string, string>>): readonly string[] {
  const written = Object.entries(parameters).flatMap(([name, text]) => writeParameter(name, text));
  const all = [value, ...written];
  return all.map((piece, index) => (index === all.length - 1 ? piece : `${piece};`));
}
