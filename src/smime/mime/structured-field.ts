/**
 * The lexical tokens of structured header fields (RFC 5322 section 3.2, RFC 2045 section 5.1). Quoting and comments are
 * resolved here and nowhere else, so that what looks like an address inside them never becomes one.
 */
import { MIME_LIMITS } from "./limits.ts";

export interface Token {
  /** `text`: a run without specials, quotes or white space. `special`: one character of the given set. */
  readonly kind: "text" | "quoted" | "literal" | "comment" | "special" | "space";
  /** Without quotes, parentheses and escapes; a literal keeps its brackets. */
  readonly text: string;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  /** False where a quote, comment or literal is never closed, or a control character stands. */
  readonly wellFormed: boolean;
}

interface Scan {
  readonly token: Token;
  readonly next: number;
  readonly closed: boolean;
}

function scanQuoted(text: string, start: number): Scan {
  let out = "";
  let i = start + 1;
  for (; i < text.length && text[i] !== '"'; i++) {
    if (text[i] === "\\" && i + 1 < text.length) i += 1;
    out += text[i] ?? "";
  }
  return { token: { kind: "quoted", text: out }, next: i + 1, closed: i < text.length };
}

function scanComment(text: string, start: number): Scan {
  let depth = 0;
  let out = "";
  let i = start;
  for (; i < text.length; i++) {
    const character = text[i] ?? "";
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (depth === 0 || depth > MIME_LIMITS.commentDepth) break;
    if (character === "\\" && i + 1 < text.length) out += text[++i] ?? "";
    else if (i > start) out += character;
  }
  return { token: { kind: "comment", text: out }, next: i + 1, closed: depth === 0 };
}

function scanLiteral(text: string, start: number): Scan {
  const end = text.indexOf("]", start);
  const next = end < 0 ? text.length : end + 1;
  return { token: { kind: "literal", text: text.slice(start, next) }, next, closed: end >= 0 };
}

function isSpace(character: string): boolean {
  return character === " " || character === "\t" || character === "\r" || character === "\n";
}

function scanSpace(text: string, start: number): Scan {
  let i = start;
  while (i < text.length && isSpace(text[i] ?? "")) i += 1;
  return { token: { kind: "space", text: " " }, next: i, closed: true };
}

function scanText(text: string, start: number, specials: string): Scan {
  let i = start + 1;
  const stops = `${specials}"()[ \t\r\n`;
  while (i < text.length && !stops.includes(text[i] ?? "")) i += 1;
  return { token: { kind: "text", text: text.slice(start, i) }, next: i, closed: true };
}

function scan(text: string, start: number, specials: string): Scan {
  const character = text[start] ?? "";
  if (character === '"') return scanQuoted(text, start);
  if (character === "(") return scanComment(text, start);
  if (character === "[") return scanLiteral(text, start);
  if (isSpace(character)) return scanSpace(text, start);
  if (specials.includes(character))
    return { token: { kind: "special", text: character }, next: start + 1, closed: true };
  return scanText(text, start, specials);
}

/** Control characters, of which a header field may hold none but tab once it is unfolded. */
function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return true;
  }
  return false;
}

/** `specials`: the characters that stand for themselves, beside quotes, parentheses and brackets. Never fails. */
export function tokenize(text: string, specials: string): Tokens {
  const tokens: Token[] = [];
  let wellFormed = !hasControls(text);
  for (let at = 0; at < text.length; ) {
    const { token, next, closed } = scan(text, at, specials);
    tokens.push(token);
    if (!closed) wellFormed = false;
    at = next;
  }
  return { tokens, wellFormed };
}
