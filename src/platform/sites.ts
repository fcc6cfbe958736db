/** Host permissions: which sites the person let Waxwing work on. */
import browser from "webextension-polyfill";
import { originOf } from "./attested-sender.ts";

/**
 * The match pattern that covers one origin. Firefox has no ports in patterns, so there the pattern covers every port
 * of the host.
 */
export function matchPatternOf(origin: string, portsInPatterns = !isFirefox()): string {
  const { protocol, host, hostname } = new URL(origin);
  return `${protocol}//${portsInPatterns ? host : hostname}/*`;
}

export function isFirefox(): boolean {
  return browser.runtime.getURL("").startsWith("moz-extension:");
}

/** Asks the person for sites, all at once. Must be called in a click handler of the popup, before anything is awaited. */
export async function requestSite(...origins: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: origins.map((origin) => matchPatternOf(origin)) });
}

export interface ActiveTab {
  readonly id: number;
  /** "https://mail.example.org"; null where the browser does not tell, or where the tab is no web page. */
  readonly origin: string | null;
}

/** The tab before the person: for the popup. The origin is told for sites with permission or under activeTab. */
export async function activeTab(): Promise<ActiveTab | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true, windowType: "normal" });
  if (tab?.id === undefined) return null;
  return { id: tab.id, origin: tab.url !== undefined && /^https?:/.test(tab.url) ? originOf(tab.url) : null };
}

/** Opens a packaged page in a tab of its own. */
export async function openPage(path: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(path) });
}
