/** What every control owes everybody: it can be reached, seen when it has the focus, and hit. */
import type { Frame } from "playwright-core";

/** Controls that nobody sees although they have the focus: they are outside of the window or something lies over them. */
export function hiddenWithFocus(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate(async () => {
    const stops = "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true], iframe";
    const open = document.querySelector("dialog[open]") ?? document.body;
    const places = [0.1, 0.5, 0.9].flatMap((across) => [0.1, 0.5, 0.9].map((down) => [across, down] as const));
    // Twice: what was left behind may have grown, and moved what got the focus, after the browser had scrolled to it.
    const isSeenWithFocus = async (stop: HTMLElement): Promise<boolean> => {
      for (let tries = 0; tries < 2; tries++) {
        stop.blur();
        stop.focus();
        if (document.activeElement !== stop) return true;
        await new Promise(requestAnimationFrame);
        const target = stop.closest("label") ?? stop;
        const { left, right, top, bottom } = target.getBoundingClientRect();
        const [x0, x1] = [Math.max(left, 0), Math.min(right, innerWidth)];
        const [y0, y1] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
        if (x1 <= x0 || y1 <= y0) continue;
        for (const [across, down] of places) {
          const hit = document.elementFromPoint(x0 + (x1 - x0) * across, y0 + (y1 - y0) * down);
          if (hit !== null && (target.contains(hit) || hit.contains(target))) return true;
        }
      }
      return false;
    };
    const lost: string[] = [];
    for (const stop of open.querySelectorAll<HTMLElement>(stops)) {
      if (!stop.checkVisibility({ visibilityProperty: true }) || stop.closest("[inert], [hidden], [aria-hidden=true]"))
        continue;
      if (!stop.matches(":disabled") && !(await isSeenWithFocus(stop))) lost.push(stop.outerHTML.slice(0, 160));
    }
    return lost;
  });
}

const SMALLEST = 24;

/** Controls smaller than 24 by 24 pixels, but for links within a sentence (WCAG 2.5.8). */
export function smallTargets(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate((smallest) => {
    const controls = document.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, summary, [role=option]",
    );
    return [...controls]
      .filter((control) => control.checkVisibility() && control.closest("[hidden], .text-body a") === null)
      .map((control) => {
        const boxes = [control, control.closest("label")].flatMap((one) => one?.getBoundingClientRect() ?? []);
        const labelled = control instanceof HTMLInputElement ? [...(control.labels ?? [])] : [];
        boxes.push(...labelled.map((label) => label.getBoundingClientRect()));
        const width = Math.max(...boxes.map((box) => box.width));
        const height = Math.max(...boxes.map((box) => box.height));
        return { width, height, control };
      })
      .filter(({ width, height }) => width < smallest - 0.01 || height < smallest - 0.01)
      .map(({ width, height, control }) => `${width} x ${height}: ${control.outerHTML.slice(0, 160)}`);
  }, SMALLEST);
}

/** As people who read with difficulty set it for every page (WCAG 1.4.12). */
const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }`;

/** The page's policy lets in no style element. */
export async function spaceOut(frame: Frame): Promise<void> {
  await frame.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }, SPACING);
}

/** Elements that cut off words of theirs below their edge. */
export function cutBelow(frame: Frame): Promise<readonly string[]> {
  return frame.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((element) => element.checkVisibility() && element.closest(".spoken, svg, [hidden]") === null)
      .filter((element) => getComputedStyle(element).clipPath === "none")
      .filter((element) => getComputedStyle(element).overflowY === "hidden" || element.matches("button, input, select"))
      .filter((element) => element.clientHeight > 0 && element.scrollHeight > element.clientHeight + 2)
      .map((element) => `${element.scrollHeight} in ${element.clientHeight}: ${element.outerHTML.slice(0, 120)}`),
  );
}
