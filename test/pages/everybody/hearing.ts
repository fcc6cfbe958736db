/** What a screen reader is told: the tree of what is on the page, the focus, and what live regions say meanwhile. */
import type { Frame, Page } from "playwright-core";
import { expect } from "vitest";

declare global {
  /** What was announced since the last time somebody asked. */
  var announced: string[];
}

/** From here on, keeps what live regions come to say. */
export async function listen(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    globalThis.announced = [];
    const before = new WeakMap<Element, string>();
    const hear = (): void => {
      for (const region of document.querySelectorAll("[role=status], [role=alert], [aria-live]")) {
        const text = (region.textContent ?? "").replaceAll(/\s+/g, " ").trim();
        if (text !== "" && before.get(region) !== text) globalThis.announced.push(text);
        before.set(region, text);
      }
    };
    hear();
    globalThis.announced = [];
    new MutationObserver(hear).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}

export async function expectAnnounced(frame: Frame, words: RegExp): Promise<void> {
  await expect.poll(() => frame.evaluate(() => globalThis.announced.join("\n"))).toMatch(words);
  await frame.evaluate(() => {
    globalThis.announced = [];
  });
}

/** The lines stand in the accessibility tree in this order, with other things between them. */
export async function expectRead(frame: Frame, lines: readonly string[]): Promise<void> {
  await expect
    .poll(async () => {
      const tree = await frame.locator("body").ariaSnapshot();
      let from = 0;
      return lines.filter((line) => {
        const at = tree.indexOf(line, from);
        if (at >= 0) from = at + line.length;
        return at < 0;
      });
    })
    .toEqual([]);
}

/** "role name" of what has the focus in a frame, as Chromium tells assistive technology. */
export async function focusIn(frame: Frame, page: Page): Promise<string> {
  const cdp = await page.context().newCDPSession(page);
  try {
    const handle = await frame.evaluate(() => document.activeElement?.localName ?? "");
    const { frameTree } = await cdp.send("Page.getFrameTree");
    const all = [frameTree, ...(frameTree.childFrames ?? [])];
    for (const { frame: one } of all) {
      if (one.url !== frame.url().split("#")[0]) continue;
      const { nodes } = await cdp.send("Accessibility.getFullAXTree", { frameId: one.id });
      const held = nodes.findLast(
        ({ ignored, properties = [] }) =>
          !ignored && properties.some(({ name, value }) => name === "focused" && value.value === true),
      );
      if (held !== undefined) return `${String(held.role?.value)} ${String(held.name?.value ?? "")}`.trim();
    }
    return handle;
  } finally {
    await cdp.detach();
  }
}
