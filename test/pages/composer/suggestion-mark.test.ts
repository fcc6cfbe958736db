import { describe, expect, it } from "vitest";
import { markedAtFirst, movedMark } from "../../../src/pages/composer/suggestion-mark.ts";

describe("the mark among suggestions", () => {
  it("stands on the first for part of an address, and on none for a whole one", () => {
    expect(markedAtFirst("bob", 3)).toBe(0);
    expect(markedAtFirst("bob@", 3)).toBe(0);
    expect(markedAtFirst("bob@partner.example", 3)).toBe(-1);
    expect(markedAtFirst("Bob <bob@partner.example>", 3)).toBe(-1);
    expect(markedAtFirst("bob", 0)).toBe(-1);
  });

  it("goes around the ends", () => {
    expect(movedMark(0, 3, 1)).toBe(1);
    expect(movedMark(2, 3, 1)).toBe(0);
    expect(movedMark(0, 3, -1)).toBe(2);
    expect(movedMark(-1, 3, -1)).toBe(2);
    expect(movedMark(-1, 3, 1)).toBe(0);
    expect(movedMark(0, 0, 1)).toBe(-1);
  });
});
