/** Where the system has few colours, nothing is told by a colour that is not there. */
import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import { reports } from "../stage/actors.ts";
import { content, mark, unlocked } from "../stage/frame-script.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { photograph, theatreIsPossible } from "../stage/theatre.ts";
import { type Scene, SCENES, set } from "./scenes.ts";

const FORCED = { width: 900, height: 640, forced: true };

function scene(name: string): Scene {
  const found = SCENES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no scene ${name}`);
  return found;
}

/** How the first element that fits is drawn, without its words. */
function drawn(frame: Frame, selector: string): Promise<string> {
  return frame
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { backgroundColor, borderColor, borderStyle, borderWidth, color, outlineStyle, outlineColor } =
        getComputedStyle(element);
      return JSON.stringify([
        backgroundColor,
        borderColor,
        borderStyle,
        borderWidth,
        color,
        outlineStyle,
        outlineColor,
      ]);
    });
}

/** Elements that keep colours of their own, by their class. */
function unforced(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate(() => {
    const own = [...document.querySelectorAll("body *")].filter(
      (element) => getComputedStyle(element).forcedColorAdjust === "none" && element.checkVisibility(),
    );
    const outermost = own.filter((element) => element.parentElement !== null && !own.includes(element.parentElement));
    return [...new Set(outermost.map((element) => element.getAttribute("class") ?? element.localName))];
  });
}

/** Drawings whose lines are not of the colour of the words around them. */
function strayDrawings(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate(() =>
    [...document.querySelectorAll("svg.state-icon, .tool svg")]
      .filter((drawing) => drawing.checkVisibility())
      .filter((drawing) => getComputedStyle(drawing).stroke !== getComputedStyle(drawing).color)
      .map((drawing) => drawing.outerHTML.slice(0, 80)),
  );
}

describe.skipIf(!theatreIsPossible)("where the system has few colours", () => {
  const theatre = openedTheatre();

  it.each(SCENES)("$name takes them, and draws with them", async (one) => {
    const [page, frame] = await set(theatre, one, FORCED);
    await photograph(page, `forced-${one.name}`);
    expect((await unforced(frame)).filter((name) => !["mark", "tool"].includes(name))).toEqual([]);
    expect(await strayDrawings(frame)).toEqual([]);
    const colours = await frame.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return [color, backgroundColor, getComputedStyle(document.documentElement).backgroundColor];
    });
    expect(colours[0]).not.toBe(colours[2]);
  });

  it("a pressed tool, and one that cannot be used, is drawn in another way", async () => {
    const [page, frame] = await set(theatre, scene("composer-problems"), FORCED);
    await frame.getByLabel("Message").focus();
    await page.keyboard.press("Control+B");
    await frame.locator(".tool[aria-pressed=true]").first().waitFor();
    await photograph(page, "forced-pressed-tool");
    const plain = await drawn(frame, '.tool[aria-pressed="false"]:not([aria-disabled="true"])');
    expect(await drawn(frame, '.tool[aria-pressed="true"]')).not.toBe(plain);
    expect(await drawn(frame, '.tool[aria-disabled="true"]')).not.toBe(plain);
    expect(await drawn(frame, ".button:disabled")).not.toBe(
      await drawn(frame, ".button.primary:not(:disabled), .button.plain"),
    );
  });

  it("the suggestion, the section and the mark that were chosen are drawn in another way", async () => {
    const [, composer] = await set(theatre, scene("composer-suggestions"), FORCED);
    expect(await drawn(composer, '.suggestions [aria-selected="true"]')).not.toBe(
      await drawn(composer, '.suggestions [aria-selected="false"]'),
    );
    const [, manager] = await set(theatre, scene("manager-diagnostics"), FORCED);
    expect(await drawn(manager, "nav a[aria-current]")).not.toBe(await drawn(manager, "nav a:not([aria-current])"));
    const [page, popup] = await set(theatre, scene("popup"), FORCED);
    await photograph(page, "forced-marks");
    expect(await drawn(popup, ".mark-choice label:has(:checked)")).not.toBe(
      await drawn(popup, ".mark-choice label:not(:has(:checked))"),
    );
  });

  it("what has the focus has a ring that is not of the colour of its ground", async () => {
    const [page, frame] = await set(theatre, scene("popup-first-run"), FORCED);
    await page.keyboard.press("Tab");
    const ring = await frame.evaluate(() => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement ?? document.body);
      return {
        outlineStyle,
        outlineWidth,
        ground: getComputedStyle(document.documentElement).backgroundColor,
        outlineColor,
      };
    });
    expect(ring).toMatchObject({ outlineStyle: "solid", outlineWidth: "2px" });
    expect(ring.outlineColor).not.toBe(ring.ground);
  });

  it("every verdict has a drawing of its own, and says in words what it is", async () => {
    const tones = new Map<string, string>();
    for (const report of [reports.verified, reports.untrusted, reports.undetermined, reports.altered]) {
      const script = { "viewer/redeem": { report, content, alone: false, vault: unlocked, mark } };
      const [, frame] = await set(
        theatre,
        { ...scene("viewer-locked"), script, play: (one) => one.locator(".badge").waitFor() },
        FORCED,
      );
      const line = frame.locator(".badge .verdict");
      const tone = (await line.getAttribute("data-tone")) ?? "";
      tones.set(tone, await line.locator("svg").innerHTML());
      expect((await line.locator("b").innerText()).length).toBeGreaterThan(3);
    }
    expect(new Set(tones.values()).size).toBe(tones.size);
    expect(tones.size).toBeGreaterThanOrEqual(3);
  });

  it("a signed part has another frame than an unsigned one", async () => {
    const [, frame] = await set(theatre, scene("viewer"), FORCED);
    expect(await drawn(frame, '.covered[data-signed="true"]')).not.toBe(
      await drawn(frame, '.covered[data-signed="false"]'),
    );
  });
});
