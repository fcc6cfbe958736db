/** Packaged pages in tabs of their own, one tab a page. */
import browser from "webextension-polyfill";

/** One request after the other: two at once would both find no tab, and open two. */
let queue: Promise<unknown> = Promise.resolve();

async function showTab(path: string, section: string): Promise<void> {
  const address = browser.runtime.getURL(path);
  const url = `${address}#${section}`;
  // An extension sees the addresses of its own pages without asking for the permission to see all.
  const [present] = await browser.tabs.query({ url: `${address}*` });
  if (present?.id === undefined) {
    await browser.tabs.create({ url });
    return;
  }
  // A change of the fragment alone loads nothing anew: what is typed there stays.
  await browser.tabs.update(present.id, { active: true, url });
  if (present.windowId !== undefined) await browser.windows.update(present.windowId, { focused: true });
}

/** Opens the page at `#section`, or brings the tab it has to the front and there. */
export function openTab(path: string, section: string): Promise<void> {
  const done = queue.then(() => showTab(path, section));
  queue = done.catch(() => undefined);
  return done;
}
