/** `value; name=value; …` fields: Content-Type and Content-Disposition with RFC 2231 parameters, read and written. */
import { type Bytes, concat, latin1, utf8 } from "../bytes.ts";
import { SmimeError } from "../errors.ts";
import { decodeCharset } from "./charset.ts";
import { decodeEncodedWords } from "./encoded-word.ts";
import { MIME_LIMITS } from "./limits.ts";
import { type Token, tokenize } from "./structured-field.ts";

export interface ParameterizedValue {
  /** Lower case, comments and white space removed: "multipart/signed", "attachment". */
  readonly value: string;
  /** Names in lower case. RFC 2231 charsets and continuations are resolved. */
  readonly parameters: ReadonlyMap<string, string>;
  /** A parameter is given twice, or quoting is broken: other readers may see other values. */
  readonly ambiguous: boolean;
}

interface RawParameter {
  readonly name: string;
  readonly value: string;
}

function isMeaningful(token: Token): boolean {
  return token.kind !== "comment";
}

function join(tokens: readonly Token[]): string {
  return tokens
    .map((token) => token.text)
    .join("")
    .trim();
}

function splitAtSemicolons(tokens: readonly Token[]): Token[][] {
  const sections: Token[][] = [[]];
  for (const token of tokens.filter(isMeaningful)) {
    if (token.kind === "special" && token.text === ";") sections.push([]);
    else sections.at(-1)?.push(token);
  }
  return sections;
}

function readRawParameter(section: readonly Token[]): RawParameter | null {
  const equals = section.findIndex((token) => token.kind === "special" && token.text === "=");
  if (equals < 1) return null;
  const quoted = section.slice(equals + 1).find((token) => token.kind !== "space");
  const value = quoted?.kind === "quoted" ? quoted.text : join(section.slice(equals + 1));
  return { name: join(section.slice(0, equals)).toLowerCase(), value };
}

/** RFC 2231: `name*0*`, `name*1`, `name*`. */
const SECTION = /^([^*]+)(?:\*(\d{1,4}))?(\*)?$/;

interface Section {
  readonly order: number;
  readonly extended: boolean;
  readonly value: string;
}

function percentDecode(text: string): Bytes {
  const octets = utf8(text);
  const out: number[] = [];
  for (let i = 0; i < octets.length; i++) {
    const pair = octets[i] === 0x25 ? latin1(octets.subarray(i + 1, i + 3)) : "";
    const isEncoded = /^[0-9a-f]{2}$/i.test(pair);
    out.push(isEncoded ? Number.parseInt(pair, 16) : (octets[i] ?? 0));
    if (isEncoded) i += 2;
  }
  return Uint8Array.from(out);
}

/** The first extended section names the charset: `charset'language'text`. */
function splitCharset(value: string): { charset: string; text: string } {
  const [charset, , ...rest] = value.split("'");
  return rest.length === 0 ? { charset: "", text: value } : { charset: charset ?? "", text: rest.join("'") };
}

function assemble(sections: readonly Section[]): string {
  const ordered = sections.toSorted((a, b) => a.order - b.order);
  const first = ordered[0];
  if (!first) return "";
  if (!ordered.some((section) => section.extended)) {
    const whole = ordered.map((section) => section.value).join("");
    // Not allowed by RFC 2047 section 5, and written by half the world.
    return decodeEncodedWords(whole);
  }
  const { charset, text } = first.extended ? splitCharset(first.value) : { charset: "", text: first.value };
  const octets = ordered.map((section, index) => {
    const value = index === 0 ? text : section.value;
    return section.extended ? percentDecode(value) : utf8(value);
  });
  return decodeCharset(concat(...octets), charset);
}

function collect(raw: readonly RawParameter[]): { parameters: Map<string, string>; ambiguous: boolean } {
  const sections = new Map<string, Section[]>();
  let ambiguous = false;
  for (const { name, value } of raw) {
    const match = SECTION.exec(name);
    const base = match?.[1] ?? name;
    const section = { order: Number(match?.[2] ?? -1), extended: match?.[3] === "*", value };
    const known = sections.get(base) ?? [];
    if (known.some((other) => other.order === section.order && other.extended === section.extended)) ambiguous = true;
    else sections.set(base, [...known, section]);
  }
  const parameters = new Map<string, string>();
  for (const [name, list] of sections) {
    // RFC 6266 and mail alike: the extended form beats a plain one given for old readers.
    const extended = list.filter((section) => section.order >= 0 || section.extended);
    if (extended.length > 0 && extended.length < list.length) ambiguous ||= name === "boundary";
    parameters.set(name, assemble(extended.length > 0 ? extended : list));
  }
  return { parameters, ambiguous };
}

/** Never fails on malformed text. @throws SmimeError mime/limit-exceeded */
export function readParameterizedValue(text: string): ParameterizedValue {
  const { tokens, wellFormed } = tokenize(text, ";=");
  const [head, ...rest] = splitAtSemicolons(tokens);
  if (rest.length > MIME_LIMITS.parameters) throw new SmimeError("mime/limit-exceeded", { limit: "parameters" });
  const raw = rest.map(readRawParameter).filter((parameter) => parameter !== null);
  const { parameters, ambiguous } = collect(raw);
  const value = join((head ?? []).filter((token) => token.kind !== "space")).toLowerCase();
  return { value, parameters, ambiguous: ambiguous || !wellFormed };
}

const TOKEN = /^[A-Za-z0-9!#$&+\-.^_`{|}~]+$/;
const QUOTABLE = /^[\x20-\x7e]*$/;
const SECTION_CHARACTERS = 50;

function percentEncode(text: string): string[] {
  return Array.from(text, (character) =>
    /^[A-Za-z0-9.\-_]$/.test(character) ? character : encodeURIComponent(character).replace(/['()*!~]/g, percentOf),
  );
}

function percentOf(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** `name=value` in as many RFC 2231 sections as it needs, each short enough for a line. */
export function writeParameter(name: string, value: string): readonly string[] {
  if (TOKEN.test(value) && value.length <= SECTION_CHARACTERS) return [`${name}=${value}`];
  if (QUOTABLE.test(value) && value.length <= SECTION_CHARACTERS)
    return [`${name}="${value.replace(/["\\]/g, "\\$&")}"`];
  const sections = [""];
  for (const piece of percentEncode(value)) {
    if ((sections.at(-1) ?? "").length + piece.length > SECTION_CHARACTERS) sections.push("");
    sections[sections.length - 1] += piece;
  }
  if (sections.length === 1) return [`${name}*=UTF-8''${sections[0] ?? ""}`];
  return sections.map((section, index) => `${name}*${index}*=${index === 0 ? "UTF-8''" : ""}${section}`);
}
