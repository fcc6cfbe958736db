import { describe, expect, it } from "vitest";
import { betrayed } from "./secrets.ts";

const WORD = "bramble-2208";

describe("the search for words that must not be there", () => {
  it.each([0, 1, 2, 3, 4, 5])("finds a word in base64 after %i octets, whatever follows", (before) => {
    for (const after of ["", "!", "??", "xyz"]) {
      const text = Buffer.from("~".repeat(before) + WORD + after).toString("base64");
      expect(betrayed(text, [WORD])).toEqual([WORD]);
      expect(betrayed(text.replace(/(.{6})/g, "$1\r\n"), [WORD])).toEqual([WORD]);
    }
  });

  it("finds a word in UTF-16, in a form, in JSON and across a soft line break", () => {
    expect(betrayed(Buffer.from(`x${WORD}`, "utf16le"), [WORD])).toEqual([WORD]);
    expect(betrayed(new URLSearchParams({ _message: `a & ${WORD}` }).toString(), [WORD])).toEqual([WORD]);
    expect(betrayed(JSON.stringify({ text: `"${WORD}` }), [WORD])).toEqual([WORD]);
    expect(betrayed("bram=\r\nble-2208", [WORD])).toEqual([WORD]);
  });

  it("finds nothing where nothing is", () => {
    expect(betrayed("bramble-2209 and more", [WORD])).toEqual([]);
  });
});
