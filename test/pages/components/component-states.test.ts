import { describe, expect, it } from "vitest";
import { accessibilityFaults, overflow } from "../stage/axe.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { SIZES } from "../stage/sizes.ts";
import { photograph, theatreIsPossible } from "../stage/theatre.ts";

describe.skipIf(!theatreIsPossible)("every component in every state", () => {
  const theatre = openedTheatre();

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
