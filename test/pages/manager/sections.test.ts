import { describe, expect, it } from "vitest";
import { letterIn, SECTIONS, sectionOf } from "../../../src/pages/manager/sections.ts";

describe("the section an address names", () => {
  it.each(SECTIONS)("#%s", (section) => {
    expect(sectionOf(`#${section}`)).toBe(section);
  });

  it.each(["", "#", "#elsewhere", "#tool&x", "tool", "#__proto__"])("is the tool for %o", (fragment) => {
    expect(sectionOf(fragment)).toBe("tool");
  });
});

describe("the unfinished letter an address names", () => {
  const id = "11111111-1111-4111-8111-111111111111";

  it("stands behind the section", () => {
    expect(sectionOf(`#compose/${id}`)).toBe("compose");
    expect(letterIn(`#compose/${id}`)).toBe(id);
  });

  it.each(["", "#compose", "#compose/", "#compose/x", `#tool/${id}`, `#compose/${id}/x`])(
    "is none in %o",
    (fragment) => {
      expect(letterIn(fragment)).toBe(null);
    },
  );
});
