/**
 * Address lists (RFC 5322 section 3.4, obsolete forms included). An address comes only from where the grammar puts
 * one: never from a display name, a comment, a quoted string or an encoded-word.
 */
import { SmimeError } from "../errors.ts";
import { decodeEncodedWords } from "./encoded-word.ts";
import { MIME_LIMITS } from "./limits.ts";
import { type Token, tokenize } from "./structured-field.ts";

export interface Mailbox {
  /** Display name, decoded, free of control and text-direction characters; "" if there is none. */
  readonly name: string;
  /** addr-spec; a quoted local part that needs no quotes has lost them. */
  readonly address: string;
}

export interface AddressList {
  readonly mailboxes: readonly Mailbox[];
  /** Whether group syntax (`name: …;`) was used. */
  readonly groups: boolean;
  /** False where the text is not an address list by the grammar: other readers may find other addresses in it. */
  readonly wellFormed: boolean;
}

const ATOM = String.raw`[^\s"(),.:;<>@\[\]\\\p{Cc}\p{Cf}\p{Z}]+`;
const ATEXT = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`, "u");

/** Characters that let a display name paint over what stands beside it. */
const UNDISPLAYABLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]/gu;

/** Decoded text for one line of display: controls and text-direction characters removed, white space collapsed. */
export function displayText(text: string): string {
  return decodeEncodedWords(text)
    .replace(/[\t\r\n]/g, " ")
    .replace(UNDISPLAYABLE, "")
    .replace(/ {2,}/g, " ")
    .trim();
}

function isSpecial(token: Token | undefined, text: string): boolean {
  return token?.kind === "special" && token.text === text;
}

function visible(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => token.kind !== "comment");
}

function solid(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => token.kind !== "comment" && token.kind !== "space");
}

function quoteLocalPart(text: string): string {
  return ATEXT.test(text) ? text : `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** local-part "@" domain, with obsolete white space and comments between the words; null if it is none. */
function readAddrSpec(tokens: readonly Token[]): string | null {
  const words = solid(tokens);
  const at = words.findIndex((token) => isSpecial(token, "@"));
  if (at < 1 || at === words.length - 1) return null;
  const local = words.slice(0, at);
  const domain = words.slice(at + 1);
  if (![...local, ...domain].every((token) => token.kind !== "special")) return null;
  if (domain.some((token) => token.kind === "quoted")) return null;
  const written = domain.map((token) => token.text).join("");
  const literal = domain.length === 1 && domain[0]?.kind === "literal";
  const localPart = local.map((token) => token.text).join("");
  if (!literal && !ATEXT.test(written)) return null;
  if (local.some((token) => token.kind === "literal")) return null;
  if (!local.some((token) => token.kind === "quoted") && !ATEXT.test(localPart)) return null;
  return `${quoteLocalPart(localPart)}@${written}`;
}

/** Obsolete source routes: `@a,@b:user@host` names user@host. */
function withoutRoute(tokens: readonly Token[]): readonly Token[] {
  const first = solid(tokens)[0];
  if (!isSpecial(first, "@")) return tokens;
  const colon = tokens.findIndex((token) => isSpecial(token, ":"));
  return colon < 0 ? tokens : tokens.slice(colon + 1);
}

function phraseOf(tokens: readonly Token[]): string {
  return displayText(
    visible(tokens)
      .map((token) => token.text)
      .join(""),
  );
}

/** One list element: `phrase <addr-spec>` or `addr-spec`, where a comment may serve as name (RFC 822 habit). */
function readMailbox(tokens: readonly Token[]): Mailbox | null {
  const open = tokens.findIndex((token) => isSpecial(token, "<"));
  if (open < 0) {
    const address = readAddrSpec(tokens);
    const comment = tokens.find((token) => token.kind === "comment");
    return address === null ? null : { name: displayText(comment?.text ?? ""), address };
  }
  const close = tokens.findIndex((token) => isSpecial(token, ">"));
  if (close < open || solid(tokens.slice(close + 1)).length > 0) return null;
  const address = readAddrSpec(withoutRoute(tokens.slice(open + 1, close)));
  return address === null ? null : { name: phraseOf(tokens.slice(0, open)), address };
}

class ListReader {
  readonly mailboxes: Mailbox[] = [];
  groups = false;
  wellFormed = true;
  #element: Token[] = [];
  #angle = false;
  #group = false;

  #close(): void {
    const element = this.#element;
    this.#element = [];
    this.#angle = false;
    if (solid(element).length === 0) return;
    const mailbox = readMailbox(element);
    if (!mailbox) this.wellFormed = false;
    else this.mailboxes.push(mailbox);
    if (this.mailboxes.length > MIME_LIMITS.mailboxes)
      throw new SmimeError("mime/limit-exceeded", { limit: "mailboxes" });
  }

  #openGroup(): void {
    if (this.#group || solid(this.#element).some((token) => token.kind === "special")) this.wellFormed = false;
    this.groups = true;
    this.#group = true;
    this.#element = [];
  }

  #closeGroup(): void {
    if (!this.#group) this.wellFormed = false;
    this.#close();
    this.#group = false;
  }

  read(tokens: readonly Token[]): void {
    for (const token of tokens) {
      if (isSpecial(token, "<")) this.#angle = true;
      // Inside angle brackets commas and colons belong to an obsolete route.
      if (!this.#angle && isSpecial(token, ",")) this.#close();
      else if (!this.#angle && isSpecial(token, ":")) this.#openGroup();
      else if (!this.#angle && isSpecial(token, ";")) this.#closeGroup();
      else this.#element.push(token);
      if (isSpecial(token, ">")) this.#angle = false;
    }
    this.#close();
  }
}

/** Never fails on malformed text: what is no address is left out and `wellFormed` says so. @throws SmimeError mime/limit-exceeded */
export function readAddressList(text: string): AddressList {
  const { tokens, wellFormed } = tokenize(text, "<>,;:@");
  const reader = new ListReader();
  reader.read(tokens);
  return { mailboxes: reader.mailboxes, groups: reader.groups, wellFormed: wellFormed && reader.wellFormed };
}

/** Whether text is one addr-spec and nothing else. */
export function isAddrSpec(text: string): boolean {
  const { tokens, wellFormed } = tokenize(text, "<>,;:@");
  return (
    wellFormed &&
    tokens.every((token) => token.kind !== "comment" && token.kind !== "space") &&
    readAddrSpec(tokens) === text
  );
}
