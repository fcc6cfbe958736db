/** The browser itself chooses the catalog: nothing here stands in for it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { messageId } from "../../src/words/message-id.ts";
import { browserIsPossible, openBrowser, picture } from "../rig/browser.ts";
import { Lifetime } from "../rig/lifetime.ts";
import { readCatalog } from "../rig/words/catalog.ts";

interface Described {
  readonly runtime: { getManifest(): { readonly description: string } };
}

const SPOKEN = [
  { browser: "de", language: "de", direction: "ltr" },
  { browser: "pt-BR", language: "pt", direction: "ltr" },
  { browser: "ar", language: "ar", direction: "rtl" },
  { browser: "fi", language: "en", direction: "ltr" },
] as const;

describe.skipIf(!browserIsPossible)("a browser that speaks", () => {
  let life: Lifetime;

  beforeAll(() => {
    life = new Lifetime("waxwing-language");
  });
  afterAll(() => life.end());

  it.each(SPOKEN)("$browser hears $language from Waxwing", async ({ browser: spoken, language, direction }) => {
    const browser = await openBrowser(life, { name: spoken, extension: "dist/chrome", language: spoken });
    try {
      const popup = await browser.popup(browser.context.pages()[0] ?? (await browser.context.newPage()));
      const catalog = readCatalog(language);
      await popup.getByText(catalog.get(messageId("Drop your .p12 file here")) ?? "", { exact: true }).waitFor();
      const root = popup.locator("html");
      expect([await root.getAttribute("lang"), await root.getAttribute("dir")]).toEqual([language, direction]);
      const worker = await browser.worker();
      const described = await worker.evaluate(() => {
        const { chrome } = globalThis as unknown as { chrome: Described };
        return chrome.runtime.getManifest().description;
      });
      expect(described).toBe(catalog.get("extension_description"));
      await picture(popup, `language/popup-${spoken}`);
    } finally {
      await browser.close();
    }
  });
});
