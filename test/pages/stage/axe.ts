/** Runs axe-core in every frame of a page and returns what it objects to. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

declare global {
  const axe: { run(options: object): Promise<{ readonly violations: readonly Violation[] }> };
}

/** "rule: element: why", one for each fault. The webmail around a frame is an empty stage and is left out. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const frames = page.frames().filter((frame) => frame.url().includes("/pages/"));
  const faults: string[] = [];
  for (const frame of frames) {
    await frame.evaluate(SOURCE);
    const { violations } = await frame.evaluate(() => axe.run({ iframes: false, resultTypes: ["violations"] }));
    for (const { id, nodes } of violations)
      for (const { html, failureSummary } of nodes) faults.push(`${id}: ${html}: ${failureSummary ?? ""}`);
  }
  return faults;
}

/** Elements that stick out of the page sideways. */
export async function overflow(page: Page): Promise<readonly string[]> {
  const frames = page.frames().filter((frame) => frame.url().includes("/pages/"));
  const found = await Promise.all(
    frames.map((frame) =>
      frame.evaluate(() => {
        const width = document.documentElement.clientWidth;
        return (
          [...document.querySelectorAll("body *")]
            .filter((element) => element.closest(".spoken, [hidden]") === null)
            // The line of a badge ends in "…" where there is no room; what it says stands whole below it.
            .filter(
              ({ parentElement }) =>
                parentElement === null || getComputedStyle(parentElement).textOverflow !== "ellipsis",
            )
            .filter((element) => {
              const { left, right } = element.getBoundingClientRect();
              return right > width + 1 || left < -1;
            })
            .map((element) => element.outerHTML.slice(0, 120))
        );
      }),
    ),
  );
  return found.flat();
}
