/**
 * Every word that people see goes through here: English in the source, and the same in the reader's language from the
 * browser's catalog. A text is a whole sentence or a whole label, never a piece of one: other languages order differently.
 */
import { catalogMessage } from "../platform/messages.ts";
import { direction, formats, language } from "./language.ts";
import { countedId, messageId } from "./message-id.ts";
import { once } from "./once.ts";

/** What stands for `{name}` in a text. */
export type Values = Readonly<Record<string, string | number>>;

const PLACE = /\{(\w+)\}/;

const plurals = once(() => new Intl.PluralRules(language()));
const numbers = once(() => new Intl.NumberFormat(formats()));

/** An address among right-to-left words must not turn them around, nor they it (Unicode's FSI and PDI). */
function isolated(value: string): string {
  return direction() === "rtl" ? `\u2068${value}\u2069` : value;
}

function filled(text: string, values: Values, shape: (value: string) => string): string {
  return text
    .split(PLACE)
    .map((part, index) => (index % 2 === 0 ? part : shape(String(values[part] ?? `{${part}}`))))
    .join("");
}

/** A badge says the same words as the one before it, and a hundred of them are drawn at once. */
const known = new Map<string, string>();

function textOf(english: string): string {
  const before = known.get(english);
  if (before !== undefined) return before;
  const text = catalogMessage(messageId(english)) || english;
  known.set(english, text);
  return text;
}

/** The text in the reader's language; the English one where the catalog lacks it. */
export function say(english: string, values: Values = {}): string {
  return filled(textOf(english), values, isolated);
}

/**
 * The same for what goes into a letter. It leaves this screen: other programs show isolates as boxes, search for the
 * subject with them, and quote them on.
 */
export function sayInLetter(english: string, values: Values = {}): string {
  return filled(textOf(english), values, (value) => value);
}

/** The same for a number of things, `{count}`: the form for one, and the form for every other number. */
export function sayCount(count: number, one: string, other: string, values: Values = {}): string {
  const form = catalogMessage(countedId(other, plurals().select(count))) || catalogMessage(countedId(other, "other"));
  const text = form || (count === 1 ? one : other);
  return filled(text, { ...values, count: numbers().format(count) }, isolated);
}

/** A text in pieces, in the reader's order: words, and the names of what stands between them. */
export type Piece = { readonly words: string } | { readonly place: string };

/** For a surface that puts more than text into the places of a sentence. */
export function piecesOf(english: string): readonly Piece[] {
  return textOf(english)
    .split(PLACE)
    .map((part, index) => (index % 2 === 0 ? { words: part } : { place: part }));
}
