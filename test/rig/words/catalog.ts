/** The catalogs in public/_locales: what belongs into one, reading and writing them. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { countedId, messageId } from "../../../src/words/message-id.ts";
import type { SpokenText } from "./spoken-texts.ts";

export const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A catalog's messages by id. */
export type Messages = ReadonlyMap<string, string>;

/** What the browser asks for by itself, and what tells Waxwing which catalog it reads. */
const OWN: readonly (readonly [id: string, english: string, description: string])[] = [
  ["language", "en", "The BCP 47 tag of this catalog's language."],
  ["direction", "ltr", "ltr, or rtl for scripts that run from right to left."],
  [
    "extension_description",
    "S/MIME for the webmail you already use: see who signed a mail, read encrypted mail, and sign and encrypt your own.",
    "In the list of extensions; at most 132 characters.",
  ],
];

/** One message that every catalog needs; several of them where a text counts, by the plural forms of the language. */
export interface Entry {
  readonly id: string;
  readonly english: string;
  readonly description: string;
}

/** The plural categories that counts of things meet in this language. */
export function categoriesOf(language: string): readonly Intl.LDMLPluralRule[] {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 201 }, (_, count) => rules.select(count)))];
}

function entriesOf({ english, one, file }: SpokenText, language: string): readonly Entry[] {
  if (one === undefined) return [{ id: messageId(english), english, description: file }];
  return categoriesOf(language).map((category) => ({
    id: countedId(english, category),
    english: category === "one" ? one : english,
    description: `${file}; plural form "${category}"`,
  }));
}

export function entriesFor(language: string, texts: readonly SpokenText[]): readonly Entry[] {
  const own = OWN.map(([id, english, description]) => ({ id, english, description }));
  return [...own, ...texts.flatMap((text) => entriesOf(text, language))];
}

/** The names in the places of a text, sorted. */
export function placesOf(text: string): readonly string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).toSorted();
}

function fileOf(language: string): string {
  return `public/_locales/${language}/messages.json`;
}

/** Empty where there is no such catalog yet. */
export function readCatalog(language: string): Messages {
  try {
    const found: Record<string, { message: string }> = JSON.parse(readFileSync(fileOf(language), "utf8"));
    return new Map(Object.entries(found).map(([id, { message }]) => [id, message]));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Map();
    throw error;
  }
}

/** In the order of the entries; messages that no entry asks for are left out. Descriptions stand in English alone. */
export function writeCatalog(language: string, entries: readonly Entry[], messages: Messages): void {
  const kept = entries.flatMap(({ id, description }) => {
    const message = messages.get(id);
    if (message === undefined) return [];
    return [[id, language === "en" ? { message, description } : { message }] as const];
  });
  mkdirSync(`public/_locales/${language}`, { recursive: true });
  writeFileSync(fileOf(language), `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}

export function englishCatalog(entries: readonly Entry[]): Messages {
  return new Map(entries.map(({ id, english }) => [id, english]));
}
