import { afterEach, describe, expect, it, vi } from "vitest";
import { countedId, messageId } from "../../src/words/message-id.ts";

/** The module as it is where the browser has these messages. */
async function speakingFrom(messages: Readonly<Record<string, string>>) {
  vi.resetModules();
  vi.stubGlobal("chrome", { i18n: { getMessage: (id: string) => messages[id] ?? "" } });
  return { ...(await import("../../src/words/say.ts")), ...(await import("../../src/words/language.ts")) };
}

afterEach(() => vi.unstubAllGlobals());

describe("without a catalog", () => {
  it("says the English of the source", async () => {
    const { say, language, direction, formats } = await speakingFrom({});
    expect(say("You have no key for {address}.", { address: "a@example.org" })).toBe(
      "You have no key for a@example.org.",
    );
    expect([language(), direction(), formats()]).toEqual(["en", "ltr", "en-GB-u-nu-latn"]);
  });

  it("counts in English", async () => {
    const { sayCount } = await speakingFrom({});
    const files = (count: number): string => sayCount(count, "{count} file", "{count} files");
    expect([0, 1, 2, 1200].map(files)).toEqual(["0 files", "1 file", "2 files", "1,200 files"]);
  });

  it("leaves a place without a value to be seen, and takes no place from a value", async () => {
    const { say } = await speakingFrom({});
    expect(say("{a} and {b}", { a: "{b}" })).toBe("{b} and {b}");
    expect(say("{a} and {b}", { a: "{b}", b: "x" })).toBe("{b} and x");
  });
});

describe("with a catalog", () => {
  it("says its text with the places in its own order", async () => {
    const english = "{who} wrote to {whom}";
    const { say, piecesOf } = await speakingFrom({ [messageId(english)]: "An {whom} schrieb {who}" });
    expect(say(english, { who: "A", whom: "B" })).toBe("An B schrieb A");
    expect(piecesOf(english)).toEqual([
      { words: "An " },
      { place: "whom" },
      { words: " schrieb " },
      { place: "who" },
      { words: "" },
    ]);
  });

  it("chooses among the plural forms of its language", async () => {
    const forms = { one: "{count} plik", few: "{count} pliki", many: "{count} plików" };
    const messages = Object.entries(forms).map(([form, text]) => [`${messageId("{count} files")}_${form}`, text]);
    const { sayCount } = await speakingFrom({ language: "pl", ...Object.fromEntries(messages) });
    const files = (count: number): string => sayCount(count, "{count} file", "{count} files");
    expect([1, 2, 5, 22, 112].map(files)).toEqual(["1 plik", "2 pliki", "5 plików", "22 pliki", "112 plików"]);
  });

  it("takes the form for every other number where a rare one is missing", async () => {
    const { sayCount } = await speakingFrom({
      language: "fr",
      [countedId("{count} files", "other")]: "{count} fichiers",
    });
    expect(sayCount(1_000_000, "{count} file", "{count} files")).toMatch(/^1\D000\D000 fichiers$/);
  });

  it("holds values apart from words that run from right to left", async () => {
    const english = "From {address}";
    const { say, sayInLetter, direction } = await speakingFrom({
      language: "ar",
      direction: "rtl",
      [messageId(english)]: "من {address}",
    });
    expect(direction()).toBe("rtl");
    expect(say(english, { address: "a@example.org" })).toBe("من \u2068a@example.org\u2069");
    expect(sayInLetter(english, { address: "a@example.org" })).toBe("من a@example.org");
  });
});

describe("a message's name", () => {
  it("is one that a catalog may have, and another for another text", () => {
    const texts = ["Send", "Send.", "send", "“To”", "…", "Add an address under “To”, or under “Cc” or “Bcc”."];
    const ids = texts.map(messageId);
    expect(ids.every((id) => /^[a-z0-9_]+$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(texts.length);
  });
});
