/** Nothing moves for people who asked for that, and nothing ever flashes. */
import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import { reports } from "../stage/actors.ts";
import { content, mark, unlocked } from "../stage/frame-script.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { theatreIsPossible } from "../stage/theatre.ts";
import { SCENES, type Scene, set } from "./scenes.ts";

const FLASHING = `<style>@keyframes flash{50%{opacity:0}}b{animation:flash .2s infinite !important;transition:all 2s}
html{scroll-behavior:smooth}</style><p>Dear <b>Alice</b></p>`;

const flashing: Scene = {
  name: "a message that flashes",
  path: "viewer/index.html",
  script: {
    "viewer/redeem": {
      report: reports.verified,
      content: { ...content, html: FLASHING },
      alone: false,
      vault: unlocked,
      mark,
    },
  },
  embedded: "as-tall",
  play: (frame) => frame.frameLocator("iframe").getByText("Alice").waitFor(),
};

/** Rules that are in force and would move something, whatever state the page is in. */
function movingRules(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate(() => {
    const inForce = (rules: CSSRuleList): CSSRule[] =>
      [...rules].flatMap((rule) => {
        if (rule instanceof CSSMediaRule) return matchMedia(rule.conditionText).matches ? inForce(rule.cssRules) : [];
        return "cssRules" in rule && !(rule instanceof CSSStyleRule || rule instanceof CSSKeyframesRule)
          ? inForce((rule as CSSGroupingRule).cssRules)
          : [rule];
      });
    return [...document.styleSheets]
      .flatMap((sheet) => inForce(sheet.cssRules))
      .filter(
        (rule) =>
          rule instanceof CSSKeyframesRule ||
          (rule instanceof CSSStyleRule &&
            ["transition", "animation", "scroll-behavior"].some(
              (name) => !["", "initial"].includes(rule.style.getPropertyValue(name)),
            )),
      )
      .map((rule) => rule.cssText);
  });
}

/** Elements that are moving, or would as soon as something about them changes. */
function moving(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate(() => {
    const running = document.getAnimations().filter(({ playState }) => playState === "running");
    const ready = [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(element);
      const durations = [transitionDuration, ...(animationName === "none" ? [] : [animationDuration])];
      const longest = Math.max(...durations.join().split(",").map(Number.parseFloat));
      return longest > 0.001 || scrollBehavior === "smooth";
    });
    return [...running.map(() => "an animation"), ...ready.map((element) => element.outerHTML.slice(0, 120))];
  });
}

describe.skipIf(!theatreIsPossible)("motion", () => {
  const theatre = openedTheatre();

  it.each(SCENES)("there is none in $name where people asked for that", async (scene) => {
    const [, frame] = await set(theatre, scene, { width: 900, height: 640 });
    expect(await movingRules(frame)).toEqual([]);
    expect(await moving(frame)).toEqual([]);
  });

  it.each(SCENES)("there is nothing that flashes in $name", async (scene) => {
    const [, frame] = await set(theatre, scene, { width: 900, height: 640, motion: true });
    const rules = await movingRules(frame);
    // What moves at all is a colour, once, when it changes; and that there is such a rule shows that it was looked for.
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) expect(rule).toMatch(/^[^{]*\{ transition: background-color 0\.12s; \}$/);
  });

  it.each([
    [false, 0],
    [true, 1],
  ])("a message that flashes is still where people asked for that; asked for motion: %s", async (motion, moved) => {
    const [, frame] = await set(theatre, flashing, { width: 900, height: 640, motion });
    const inner = frame.childFrames()[0];
    if (inner === undefined) throw new Error("no message");
    await expect
      .poll(() => inner.evaluate(() => document.getAnimations().filter((one) => one.playState === "running").length))
      .toBe(moved);
    expect((await moving(inner)).length === 0).toBe(!motion);
  });
});
