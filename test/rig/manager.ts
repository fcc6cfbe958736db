/** Waxwing's manager in a tab of a person's browser, and what stands in its frames. */
import type { Frame, Page } from "playwright-core";
import type { Browser } from "./browser.ts";
import { until } from "./loopback.ts";

const PAGE = "pages/manager/index.html";

/** Opens the manager through the popup's own button. */
export async function openManager(browser: Browser, button: "Manager" | "Write a sealed message"): Promise<Page> {
  const [first] = browser.context.pages();
  const popup = await browser.popup(first ?? (await browser.context.newPage()));
  const opened = browser.context.waitForEvent("page", { predicate: (page) => page.url().includes(PAGE) });
  await popup.getByRole("button", { name: button, exact: true }).click();
  const manager = await opened;
  await manager.waitForLoadState();
  return manager;
}

export function managersOf(browser: Browser): readonly Page[] {
  return browser.context.pages().filter((page) => page.url().includes(PAGE));
}

/** One of Waxwing's frames in the manager, once something of it is drawn. */
export async function frameIn(manager: Page, page: "viewer" | "composer"): Promise<Frame> {
  const path = `/pages/${page}/index.html`;
  const shown = () => manager.frames().find((frame) => frame.url().includes(path) && !frame.isDetached()) ?? null;
  const frame = await until(shown, `the ${page} does not open in the manager`);
  await frame.locator("#root > *").first().waitFor();
  return frame;
}
