/** Firefox with a built extension, over WebDriver BiDi, in a profile of its own. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, type Frame, launch, type Page } from "puppeteer-core";
import { findFirefox } from "./browsers.mjs";
import type { Lifetime } from "./lifetime.ts";
import { until } from "./loopback.ts";

export const firefoxIsPossible = findFirefox() !== null;

export class Firefox {
  readonly browser: Browser;
  readonly #origin: string;

  constructor(browser: Browser, origin: string) {
    this.browser = browser;
    this.#origin = origin;
  }

  /** Opens one of the extension's own pages in a tab, in front. */
  async extensionPage(path: string): Promise<Page> {
    const page = await this.browser.newPage();
    const address = `${this.#origin}/${path}`;
    // The tab changes process on the way, and BiDi waits for a page that is gone: look for the one that came.
    void page.goto(address).catch(() => {});
    const here = () => page.evaluate(() => `${location.href} ${document.readyState}`).catch(() => "");
    await until(async () => (await here()) === `${address} complete`, `${address} does not open`);
    await page.bringToFront();
    return page;
  }
}

function geckoId(extension: string): string {
  const manifest = JSON.parse(readFileSync(join(extension, "manifest.json"), "utf8"));
  return String(manifest.browser_specific_settings.gecko.id);
}

/** The part of puppeteer's BiDi frame that serializes nodes; its public face cannot see into closed shadow roots. */
interface BidiFrame {
  readonly browsingContext: {
    readonly defaultRealm: {
      callFunction(source: string, awaitPromise: boolean, options: object): Promise<{ readonly result?: unknown }>;
    };
  };
}

/** The document of a frame with its open and closed shadow roots, as JSON text. */
export async function wholeTree(frame: Frame): Promise<string> {
  const { browsingContext } = frame as unknown as BidiFrame;
  const serializationOptions = { maxDomDepth: 100, includeShadowTree: "all" };
  const answer = await browsingContext.defaultRealm.callFunction("() => document.documentElement", false, {
    serializationOptions,
  });
  return JSON.stringify(answer.result);
}

export interface FirefoxWishes {
  /** A port of this machine that every `https:` goes through. No certificate behind it is checked. */
  readonly secureProxy?: number;
}

function throughProxy(port: number): Readonly<Record<string, string | number>> {
  return { "network.proxy.type": 1, "network.proxy.ssl": "127.0.0.1", "network.proxy.ssl_port": port };
}

/** What opens at installation would stand before every test. BiDi does not hear of the address: the page itself is asked. */
async function closeFirstSteps(browser: Browser, address: string): Promise<void> {
  const opened = async (): Promise<Page | null> => {
    for (const page of await browser.pages())
      if ((await page.evaluate(() => location.href).catch(() => "")) === address) return page;
    return null;
  };
  await (await until(opened, "no first steps open at installation")).close();
}

/** The browser's own prompt for hosts is switched off: whatever the extension asks for by a click is granted. */
export async function openFirefox(
  life: Lifetime,
  name: string,
  extension: string,
  wishes: FirefoxWishes = {},
): Promise<Firefox> {
  if (!existsSync(join(extension, "manifest.json")))
    throw new Error(`No built extension in ${extension}: npm run build`);
  const profile = life.path("profiles", name);
  mkdirSync(profile, { recursive: true });
  const uuid = crypto.randomUUID();
  const browser = await launch({
    browser: "firefox",
    executablePath: findFirefox() ?? "",
    headless: true,
    userDataDir: profile,
    acceptInsecureCerts: wishes.secureProxy !== undefined,
    args: ["--remote-allow-system-access"], // or no page of the extension may be opened by address
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [geckoId(extension)]: uuid }),
      "extensions.webextOptionalPermissionPrompts": false,
      "intl.accept_languages": "en-US",
      ...(wishes.secureProxy === undefined ? {} : throughProxy(wishes.secureProxy)),
    },
  });
  life.defer(() => browser.close().catch(() => {}));
  await browser.installExtension(resolve(extension));
  if (existsSync(join(extension, "pages/manager/index.html")))
    await closeFirstSteps(browser, `moz-extension://${uuid}/pages/manager/index.html#welcome`);
  return new Firefox(browser, `moz-extension://${uuid}`);
}
