/** Reads the lists of addresses that people type and paste: "Ann Lee <ann@example.org>, bob@example.org; …". */
import type { Mailbox } from "../../smime/verdict/display.ts";

/** One typed address. `complete` is about its form only: whether it exists nobody knows. */
export interface Recipient extends Mailbox {
  readonly complete: boolean;
}

const COMPLETE = /^[^\s@<>"(),;:[\]\\]+@[^\s@<>"(),;:]+$/;

/** Cuts at commas, semicolons and line ends, but not inside quotes or angle brackets. */
function splitList(text: string): readonly string[] {
  const pieces: string[] = [];
  let piece = "";
  let quoted = false;
  let angled = false;
  for (const [i, character] of [...text].entries()) {
    const escaped = quoted && [...text][i - 1] === "\\";
    if (character === '"' && !escaped) quoted = !quoted;
    if (!quoted && (character === "<" || character === ">")) angled = character === "<";
    if (!quoted && !angled && /[,;\r\n]/.test(character)) {
      pieces.push(piece);
      piece = "";
    } else piece += character;
  }
  return [...pieces, piece].map((entry) => entry.trim()).filter((entry) => entry !== "");
}

function unquote(name: string): string {
  const trimmed = name.trim();
  return /^".*"$/.test(trimmed) ? trimmed.slice(1, -1).replace(/\\(.)/g, "$1").trim() : trimmed;
}

function readRecipient(entry: string): Recipient {
  const angled = /^(.*)<([^<>]*)>$/.exec(entry);
  const name = unquote(angled?.[1] ?? "");
  const address = (angled?.[2] ?? entry).trim();
  return { name, address, complete: COMPLETE.test(address) };
}

/** In the order typed; entries that are no address are kept, so that they can be seen and corrected. */
export function readRecipients(text: string): readonly Recipient[] {
  return splitList(text).map(readRecipient);
}

/** Appends what is not there yet; addresses are compared without case. */
export function addRecipients(present: readonly Recipient[], added: readonly Recipient[]): readonly Recipient[] {
  const known = new Set(present.map(({ address }) => address.toLowerCase()));
  const fresh = added.filter(({ address }) => {
    const key = address.toLowerCase();
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  return [...present, ...fresh];
}

export function recipientOf({ name, address }: Mailbox): Recipient {
  return { name, address, complete: COMPLETE.test(address) };
}
