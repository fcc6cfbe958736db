/**
 * Sees and clicks what stands in closed shadow roots as a person does: by role and accessible name, with the mouse. No
 * script of the page, and no locator, can reach in there.
 */
import type { CDPSession, Page } from "playwright-core";
import { until } from "./loopback.ts";

export interface Seen {
  readonly name: string;
  /** Centre, in CSS pixels of the page. */
  readonly x: number;
  readonly y: number;
}

interface FrameTree {
  readonly frame: { readonly id: string };
  readonly childFrames?: readonly FrameTree[];
}

function frameIds({ frame, childFrames = [] }: FrameTree): readonly string[] {
  return [frame.id, ...childFrames.flatMap(frameIds)];
}

async function centre(cdp: CDPSession, backendNodeId: number): Promise<{ x: number; y: number } | null> {
  try {
    await cdp.send("DOM.scrollIntoViewIfNeeded", { backendNodeId });
    const { quads } = await cdp.send("DOM.getContentQuads", { backendNodeId });
    const [x0, y0, , , x1, y1] = quads[0] ?? [];
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return null;
    return { x: (x0 + x1) / 2, y: (y0 + y1) / 2 };
  } catch {
    return null; // not laid out, or gone
  }
}

async function lookIn(cdp: CDPSession, frameId: string, role: string, name: RegExp): Promise<Seen | null> {
  const { nodes } = await cdp.send("Accessibility.getFullAXTree", { frameId }).catch(() => ({ nodes: [] }));
  for (const node of nodes) {
    const called = String(node.name?.value ?? "");
    if (node.ignored || node.role?.value !== role || !name.test(called) || node.backendDOMNodeId === undefined)
      continue;
    const place = await centre(cdp, node.backendDOMNodeId);
    if (place !== null) return { name: called, ...place };
  }
  return null;
}

/** The first element with this role and name that is laid out, in the page or its own frames; null if there is none. */
export async function look(page: Page, role: string, name: RegExp): Promise<Seen | null> {
  const cdp = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await cdp.send("Page.getFrameTree");
    for (const frameId of frameIds(frameTree)) {
      const seen = await lookIn(cdp, frameId, role, name);
      if (seen !== null) return seen;
    }
    return null;
  } finally {
    await cdp.detach().catch(() => {});
  }
}

export function see(page: Page, role: string, name: RegExp, seconds = 15): Promise<Seen> {
  return until(() => look(page, role, name), `No ${role} called ${name} on ${page.url()}`, seconds);
}

/**
 * Waits until the browser has drawn the page as it is now. It hands a press to whatever it has drawn there: straight after
 * a scroll that is still what stood there before, and a frame of another origin swallows the press.
 */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frames = document.hidden ? 0 : 2; frames > 0; frames--) await new Promise(requestAnimationFrame);
  });
}

async function atRest(page: Page, role: string, name: RegExp): Promise<Seen> {
  let seen = await see(page, role, name);
  const stays = async () => {
    await drawn(page);
    const { x, y } = seen;
    seen = await see(page, role, name);
    return seen.x === x && seen.y === y;
  };
  await until(stays, `The ${role} called ${name} does not come to rest`);
  return seen;
}

export async function click(page: Page, role: string, name: RegExp): Promise<Seen> {
  const seen = await atRest(page, role, name);
  await page.mouse.click(seen.x, seen.y);
  return seen;
}
