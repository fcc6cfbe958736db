/** Hands that never touch a mouse: they press keys, and know where the focus is only by what a screen reader is told. */
import type { CDPSession, Frame, Page } from "playwright-core";

export interface Focus {
  readonly role: string;
  readonly name: string;
  readonly expanded: boolean | null;
}

interface FrameTree {
  readonly frame: { readonly id: string };
  readonly childFrames?: readonly FrameTree[];
}

function frameIds({ frame, childFrames = [] }: FrameTree): readonly string[] {
  return [frame.id, ...childFrames.flatMap(frameIds)];
}

/** Hosts of the focus, not its place: where one of these has it, something inside has it, or nothing. */
const OUTER = new Set(["RootWebArea", "Iframe"]);

interface AxNode {
  readonly ignored: boolean;
  readonly role?: { readonly value?: unknown };
  readonly name?: { readonly value?: unknown };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
}

function toldOf({ properties = [] }: AxNode, property: string): unknown {
  return properties.find(({ name }) => name === property)?.value.value;
}

function read(node: AxNode): Focus {
  const expanded = toldOf(node, "expanded");
  return {
    role: String(node.role?.value),
    name: String(node.name?.value ?? ""),
    expanded: expanded === undefined ? null : expanded === true,
  };
}

/** What has the focus in the page's own process, closed shadow roots included. */
async function focusInPage(cdp: CDPSession): Promise<Focus | null> {
  const { frameTree } = await cdp.send("Page.getFrameTree");
  for (const frameId of frameIds(frameTree)) {
    const { nodes } = await cdp.send("Accessibility.getFullAXTree", { frameId }).catch(() => ({ nodes: [] }));
    const node = nodes.find(
      (one) => !one.ignored && toldOf(one, "focused") === true && !OUTER.has(String(one.role?.value)),
    );
    if (node !== undefined) return read(node);
  }
  return null;
}

/** A frame of the extension lives in a process of its own, which is not told that the window has the focus. */
async function focusInFrame(cdp: CDPSession): Promise<Focus | null> {
  const { result } = await cdp.send("Runtime.evaluate", { expression: "document.activeElement" });
  if (result.objectId === undefined || result.className === "HTMLBodyElement") return null;
  const { nodes } = await cdp.send("Accessibility.getPartialAXTree", {
    objectId: result.objectId,
    fetchRelatives: false,
  });
  return nodes[0] === undefined ? null : read(nodes[0]);
}

async function ask(place: Page | Frame, question: (cdp: CDPSession) => Promise<Focus | null>): Promise<Focus | null> {
  const context = "context" in place ? place.context() : place.page().context();
  const cdp = await context.newCDPSession(place).catch(() => null);
  const focus = cdp === null ? null : await question(cdp).catch(() => null);
  await cdp?.detach().catch(() => {});
  return focus;
}

/** What has the focus in a page, its frames and its shadow roots; null if nothing has. */
export async function focused(page: Page): Promise<Focus | null> {
  const own = await ask(page, focusInPage);
  if (own !== null) return own;
  for (const frame of page.frames().filter((one) => /\/pages\/(viewer|composer)\//.test(one.url()))) {
    const inside = await ask(frame, focusInFrame);
    if (inside !== null) return inside;
  }
  return null;
}

/** Presses Tab until the focus is on it. @throws Error with the way it went */
export async function tabTo(page: Page, role: string, name: RegExp, most = 90): Promise<Focus> {
  const way: string[] = [];
  for (let presses = 0; presses < most; presses++) {
    const focus = await focused(page);
    if (focus !== null && focus.role === role && name.test(focus.name)) return focus;
    way.push(focus === null ? "nothing" : `${focus.role} "${focus.name}"`);
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to a ${role} called ${name}: ${way.join(" > ")}`);
}

export async function pressOn(page: Page, role: string, name: RegExp): Promise<void> {
  await tabTo(page, role, name);
  await page.keyboard.press("Enter");
}
