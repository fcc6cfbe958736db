/**
 * WCAG 2.2 AA where the window has 320 by 256 CSS pixels, which is 1280 by 1024 at 400 % (1.4.10), with wider spaces in
 * all text (1.4.12); the focus is seen (2.4.11), and what is to be hit is large enough (2.5.8).
 */
import { describe, expect, it } from "vitest";
import { clipped } from "../languages/fitting.ts";
import { overflow } from "../stage/axe.ts";
import { furnished } from "../stage/popup-script.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { photograph, theatreIsPossible } from "../stage/theatre.ts";
import { cutBelow, hiddenWithFocus, smallTargets, spaceOut } from "./reach.ts";
import { SCENES, set } from "./scenes.ts";

const ZOOMED = { width: 320, height: 256 };

describe.skipIf(!theatreIsPossible)("at 400 %", () => {
  const theatre = openedTheatre();

  it.each(SCENES)("$name is whole, in reach and in sight", async (scene) => {
    const [page, frame] = await set(theatre, scene, ZOOMED);
    await photograph(page, `zoomed-${scene.name}`);
    expect(await overflow(page)).toEqual([]);
    expect(await clipped(page)).toEqual([]);
    expect(await smallTargets(frame)).toEqual([]);
    expect(await hiddenWithFocus(frame)).toEqual([]);
    await spaceOut(frame);
    await photograph(page, `spaced-${scene.name}`);
    expect(await overflow(page)).toEqual([]);
    expect(await clipped(page)).toEqual([]);
    expect(await cutBelow(frame)).toEqual([]);
  });

  it("the popup under its button is in reach in the 150 pixels of height that the browser leaves it", async () => {
    const page = await theatre.show("pages/popup/index.html", { script: furnished, width: 380, height: 150 });
    for (const title of ["People", "Authorities", "Sites", "Writing", "Settings"])
      await page.getByRole("heading", { name: title, exact: true }).click();
    await photograph(page, "zoomed-popup-under-its-button");
    expect(await overflow(page)).toEqual([]);
    expect(await hiddenWithFocus(page.mainFrame())).toEqual([]);
  });

  it.each(SCENES)("$name covers nothing that has the focus in a window of the usual size either", async (scene) => {
    const [, frame] = await set(theatre, scene, { width: 760, height: 620 });
    expect(await hiddenWithFocus(frame)).toEqual([]);
  });
});
