import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const UI = resolve(import.meta.dirname, "../../../src/pages/ui");

function sourcesIn(folder: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith(".tsx"));
  return files.map((name) => readFileSync(resolve(folder, name), "utf8")).join("\n");
}

describe("the page of components", () => {
  const shown = sourcesIn(import.meta.dirname);
  const components = [...sourcesIn(UI).matchAll(/^export function ([A-Z]\w*)/gm)].map(([, name = ""]) => name);

  it("finds components at all", () => {
    expect(components).toContain("Button");
    expect(components.length).toBeGreaterThan(15);
  });

  it.each(components)("shows %s", (name) => {
    expect(shown).toMatch(new RegExp(`<${name}\\b`));
  });
});
