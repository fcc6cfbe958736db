import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(`src/${file}`, "utf8") }));

const filesWith = (pattern: RegExp, among = files): string[] =>
  among.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

describe("the sources", () => {
  it("mint the verdict verified in one place only", () => {
    expect(
      filesWith(
        /kind: "verified"/,
        files.filter(({ file }) => !file.startsWith("smime/verdict/")),
      ),
    ).toEqual(["smime/assess.ts"]);
  });

  it("speak to the browser through one room", () => {
    expect(filesWith(/webextension-polyfill/).every((file) => file.startsWith("platform/"))).toBe(true);
    expect(filesWith(/\bchrome\.(?:runtime|tabs|storage|scripting)/)).toEqual([]);
    expect(
      filesWith(/\bbrowser\.(?:runtime|tabs|storage|scripting)/).every((file) => file.startsWith("platform/")),
    ).toBe(true);
  });

  it("write no HTML from text and keep types honest", () => {
    expect(filesWith(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/)).toEqual([]);
    expect(filesWith(/@ts-(?:ignore|nocheck|expect-error)|oxlint-disable|biome-ignore/)).toEqual([]);
  });

  it("have no drawers and no leftovers", () => {
    expect(
      files
        // A page may be called what it is called to people; a drawer for code may not.
        .map(({ file }) => file.replace(/^pages\/manager\/(?:manager\.)?/, "pages/"))
        .filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc|manager|service)(?:\/|\.)/.test(file)),
    ).toEqual([]);
    expect(filesWith(/\b(?:TODO|FIXME|XXX)\b/)).toEqual([]);
  });

  it("keep the engine free of clock, storage and network", () => {
    const engine = files.filter(({ file }) => file.startsWith("smime/"));
    expect(engine.length).toBeGreaterThan(40);
    expect(filesWith(/Date\.now\(|new Date\(\)|\bfetch\(|indexedDB|localStorage/, engine)).toEqual([]);
  });
});
