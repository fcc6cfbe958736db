/** Every text that the sources say is in every catalog, whole. `npm run words` writes the English one. */
import { describe, expect, it } from "vitest";
import { englishCatalog, entriesFor, LANGUAGES, placesOf, readCatalog } from "../rig/words/catalog.ts";
import { pseudoCatalog } from "../rig/words/pseudo-language.ts";
import { spokenTexts } from "../rig/words/spoken-texts.ts";

const { texts, faults } = spokenTexts();
const DESCRIPTION_LIMIT = 132;

describe("the sources", () => {
  it("say every word that people see", () => {
    expect(texts.length).toBeGreaterThan(600);
    expect(faults).toEqual([]);
  });

  it("say no two texts under one name", () => {
    const entries = entriesFor("en", texts);
    const byId = new Map(entries.map(({ id, english }) => [id, english]));
    expect(entries.filter(({ id, english }) => byId.get(id) !== english)).toEqual([]);
  });
});

describe("the English catalog", () => {
  it("is what the sources say", () => {
    expect(Object.fromEntries(readCatalog("en"))).toEqual(Object.fromEntries(englishCatalog(entriesFor("en", texts))));
  });
});

describe.each(LANGUAGES)("the catalog of %s", (language) => {
  const entries = entriesFor(language, texts);
  const catalog = readCatalog(language);

  it("has every text, and none that nobody says", () => {
    expect([...catalog.keys()].toSorted()).toEqual(entries.map(({ id }) => id).toSorted());
    expect([...catalog].filter(([, message]) => message.trim() === "")).toEqual([]);
  });

  it("keeps the places of the texts", () => {
    const wrong = entries.filter(({ id, english }) => {
      const found = placesOf(catalog.get(id) ?? english);
      // A grammatical number may be a word of its own: "one file", "two files".
      const wanted = placesOf(english);
      return found.join() !== wanted.join() && [...found, "count"].toSorted().join() !== wanted.join();
    });
    expect(wrong.map(({ id }) => `${id}: ${catalog.get(id)}`)).toEqual([]);
  });

  it("tells which language it is, and describes the extension in the room there is", () => {
    expect(catalog.get("language")).toBe(language);
    expect(catalog.get("direction")).toBe(language === "ar" ? "rtl" : "ltr");
    expect(catalog.get("extension_description")?.length).toBeLessThanOrEqual(DESCRIPTION_LIMIT);
  });

  it("leaves no sentence in English", () => {
    if (language === "en") return;
    const left = entries.filter(({ id, english }) => english.split(" ").length > 3 && catalog.get(id) === english);
    expect(left.map(({ english }) => english)).toEqual([]);
  });
});

describe("the pseudo-language", () => {
  it("changes every text and keeps its places", () => {
    const entries = entriesFor("en", texts);
    const catalog = pseudoCatalog(entries);
    for (const { id, english } of entries.slice(2)) {
      expect(catalog.get(id)).toMatch(/^⟦.*⟧$/su);
      expect(placesOf(catalog.get(id) ?? "")).toEqual(placesOf(english));
    }
  });
});
