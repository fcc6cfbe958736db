/**
 * A language nobody speaks, to see without a translator what is not said through a catalog and what does not fit: English
 * with accents, two fifths longer, between brackets.
 */
import type { Entry, Messages } from "./catalog.ts";

const ACCENTED: Readonly<Record<string, string>> = {
  a: "á",
  c: "ç",
  d: "ď",
  e: "ë",
  g: "ğ",
  i: "ï",
  l: "ł",
  n: "ñ",
  o: "ö",
  r: "ř",
  s: "š",
  t: "ţ",
  u: "ü",
  y: "ý",
  z: "ž",
  A: "Å",
  C: "Č",
  D: "Ð",
  E: "É",
  G: "Ĝ",
  I: "Î",
  L: "Ł",
  N: "Ñ",
  O: "Ø",
  R: "Ŕ",
  S: "Š",
  T: "Ţ",
  U: "Û",
  Y: "Ÿ",
  Z: "Ž",
};
const LONGER = 0.4;

/** Places keep their names. */
export function pseudo(english: string): string {
  const accented = english.replace(/\{\w+\}|[A-Za-z]/g, (part) => ACCENTED[part] ?? part);
  const more = Math.ceil(english.length * LONGER);
  return `⟦${accented}${" lorem ipsum".repeat(Math.ceil(more / 12)).slice(0, more)}⟧`;
}

const KEPT = new Map([
  ["language", "en"],
  ["direction", "ltr"],
]);

export function pseudoCatalog(entries: readonly Entry[]): Messages {
  return new Map(entries.map(({ id, english }) => [id, KEPT.get(id) ?? pseudo(english)]));
}
