/**
 * `npm run words`: writes the English catalog from the sources, drops from the others what is no longer said, and tells
 * what they lack. `-- missing de` prints what a language lacks, by file, as JSON to translate; `-- take de FILE` puts such
 * a file, translated, into the language's catalog.
 */
import { readFileSync } from "node:fs";
import { englishCatalog, entriesFor, LANGUAGES, readCatalog, writeCatalog } from "./catalog.ts";
import { spokenTexts } from "./spoken-texts.ts";

const { texts, faults } = spokenTexts();

function lacking(language: string) {
  const known = readCatalog(language);
  return entriesFor(language, texts).filter(({ id }) => !known.has(id));
}

function renew(): void {
  for (const fault of faults) console.error(fault);
  const english = entriesFor("en", texts);
  writeCatalog("en", english, englishCatalog(english));
  for (const language of LANGUAGES.filter((other) => other !== "en")) {
    writeCatalog(language, entriesFor(language, texts), readCatalog(language));
    console.log(`${language}: ${lacking(language).length} of ${entriesFor(language, texts).length} to translate`);
  }
}

function missing(language: string): void {
  const byFile: Record<string, Record<string, string>> = {};
  for (const { id, english, description } of lacking(language)) (byFile[description] ??= {})[id] = english;
  console.log(JSON.stringify(byFile, null, 1));
}

function take(language: string, file: string): void {
  const byFile: Record<string, Record<string, string>> = JSON.parse(readFileSync(file, "utf8"));
  const entries = entriesFor(language, texts);
  const given = Object.values(byFile).flatMap((messages) => Object.entries(messages));
  const known = new Set(entries.map(({ id }) => id));
  for (const [id] of given) if (!known.has(id)) console.error(`nobody says ${id}`);
  writeCatalog(language, entries, new Map([...readCatalog(language), ...given]));
  console.log(`${language}: ${lacking(language).length} left to translate`);
}

const [command, language = "", file = ""] = process.argv.slice(2);
if (command === "missing") missing(language);
else if (command === "take") take(language, file);
else renew();
process.exitCode = faults.length > 0 ? 1 : 0;
