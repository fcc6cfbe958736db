import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityFaults, overflow } from "../stage/axe.ts";
import { photograph, Theatre, theatreIsPossible } from "../stage/theatre.ts";

const SIZES = [
  { name: "narrow-light", width: 380, dark: false },
  { name: "narrow-dark", width: 380, dark: true },
  { name: "wide-light", width: 1100, dark: false },
  { name: "wide-dark", width: 1100, dark: true },
] as const;

describe.skipIf(!theatreIsPossible)("every component in every state", () => {
  let theatre: Theatre;

  beforeAll(async () => {
    theatre = await Theatre.open();
  }, 120_000);
  afterAll(() => theatre.close());

  it.each(SIZES)("$name", async ({ name, width, dark }) => {
    for (const part of ["", "dialog", "confirm"]) {
      const page = await theatre.show(`components/pages/index.html#${part}`, { script: {}, width, dark });
      // Folded parts are states too.
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      await photograph(page, `components${part === "" ? "" : `-${part}`}-${name}`);
      // One name for many reports is right on every page but this one, where they stand side by side.
      const faults = (await accessibilityFaults(page)).filter((fault) => !fault.startsWith("landmark-unique"));
      expect(faults).toEqual([]);
      expect(await overflow(page)).toEqual([]);
    }
  });
});
