import { describe, expect, it } from "vitest";
import { SECTIONS, sectionOf } from "../../../src/pages/manager/sections.ts";

describe("the section an address names", () => {
  it.each(SECTIONS)("#%s", (section) => {
    expect(sectionOf(`#${section}`)).toBe(section);
  });

  it.each(["", "#", "#elsewhere", "#tool&x", "tool", "#__proto__"])("is the tool for %o", (fragment) => {
    expect(sectionOf(fragment)).toBe("tool");
  });
});
