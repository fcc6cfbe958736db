/** Stands in for src/platform/tabs.ts in a page under test: what would be opened stands in the page itself. */
export async function openTab(path: string, section: string): Promise<void> {
  document.documentElement.dataset["opened"] = `${path}#${section}`;
}
