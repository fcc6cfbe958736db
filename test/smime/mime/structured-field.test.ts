import { describe, expect, it } from "vitest";
import { tokenize } from "../../../src/smime/mime/structured-field.ts";

const tokens = (text: string) => tokenize(text, "<>,;:@").tokens.map(({ kind, text: value }) => [kind, value]);

describe("tokenize (RFC 5322 section 3.2)", () => {
  it("tells text, quotes, comments, literals, specials and space apart", () => {
    expect(tokens('a.b "c \\"d" (e (f) \\)) [1.2] ,')).toEqual([
      ["text", "a.b"],
      ["space", " "],
      ["quoted", 'c "d'],
      ["space", " "],
      ["comment", "e (f) )"],
      ["space", " "],
      ["literal", "[1.2]"],
      ["space", " "],
      ["special", ","],
    ]);
  });

  it.each(['"open', "(open", "(open (closed)", "[open", "a\u0000b", "a\u007fb"])(
    "does not call %j well-formed",
    (text) => {
      expect(tokenize(text, "").wellFormed).toBe(false);
    },
  );

  it.each(['"closed"', "(a)(b)", "[1]", "a\tb", "a) b"])("calls %j well-formed", (text) => {
    expect(tokenize(text, "").wellFormed).toBe(true);
  });
});
