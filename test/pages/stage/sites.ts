/** Stands in for src/platform/sites.ts in a page under test. What the browser would say is in the page's address. */
const facts = new URLSearchParams(location.hash.slice(1));

export interface ActiveTab {
  readonly id: number;
  readonly origin: string | null;
}

export function isFirefox(): boolean {
  return facts.has("firefox");
}

export async function requestSite(): Promise<boolean> {
  return !facts.has("refuse");
}

export async function activeTab(): Promise<ActiveTab | null> {
  return { id: 7, origin: facts.get("origin") };
}

export async function openPage(path: string): Promise<void> {
  document.documentElement.dataset["opened"] = path;
}
