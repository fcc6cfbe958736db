/** Chromium with a built extension, in a profile of its own. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BrowserContext, type CDPSession, chromium, type Page, type Worker } from "playwright-core";
import { findChromium } from "./browsers.mjs";
import type { Lifetime } from "./lifetime.ts";
import { until } from "./loopback.ts";

export const browserIsPossible = findChromium() !== null;

/** Makes Playwright treat the toolbar's popup as the page it is; it is read when a browser is launched. */
process.env["PW_CHROMIUM_ATTACH_TO_OTHER"] = "1";

export interface BrowserWishes {
  /** One profile per name; the same name again continues it. */
  readonly name: string;
  /** Folder of the built extension. */
  readonly extension: string;
  readonly headless?: boolean;
  /** Where requests to other machines go. */
  readonly proxy?: string;
  /** More words for the browser's command line. */
  readonly arguments?: readonly string[];
  /** Leaves the page open that opens when the extension is installed. */
  readonly firstSteps?: boolean;
  /** The tag of the language that the browser itself speaks. */
  readonly language?: string;
}

/** The part of `chrome` that the harness itself calls, in the extension's own worker. */
interface ExtensionApi {
  readonly action: { openPopup(): Promise<void> };
}

export class Browser {
  readonly context: BrowserContext;
  readonly extensionId: string;
  #session: Promise<CDPSession> | null = null;

  constructor(context: BrowserContext, extensionId: string) {
    this.context = context;
    this.extensionId = extensionId;
  }

  /** The address of one of the extension's own pages. */
  address(page: string): string {
    return `chrome-extension://${this.extensionId}/${page}`;
  }

  async worker(): Promise<Worker> {
    const running = () => this.context.serviceWorkers().find((worker) => worker.url().includes(this.extensionId));
    return until(() => running() ?? null, "The extension's worker does not run");
  }

  /** A line to the browser's list of workers that lasts as long as the first page. */
  #workers(): Promise<CDPSession> {
    const [first] = this.context.pages();
    if (first === undefined) throw new Error("This browser has no page left");
    this.#session ??= this.context.newCDPSession(first).then(async (session) => {
      await session.send("ServiceWorker.enable");
      return session;
    });
    return this.#session;
  }

  /** The worker stops when idle; the browser starts it for a person's click, and so must whoever stands in for one. */
  async #wakeWorker(): Promise<void> {
    const session = await this.#workers();
    await session.send("ServiceWorker.startWorker", { scopeURL: this.address("") });
  }

  /** Opens the popup at the toolbar, over `page`. A click anywhere else closes it. */
  async popup(page: Page): Promise<Page> {
    const address = this.address("pages/popup/index.html");
    for (const other of this.context.pages()) if (other.url() === address) await other.close();
    await page.bringToFront();
    await this.#wakeWorker();
    const opened = this.context.waitForEvent("page", { predicate: (one) => one.url().startsWith(address) });
    const worker = await this.worker();
    await worker.evaluate(() => {
      const { chrome } = globalThis as unknown as { chrome: ExtensionApi };
      return chrome.action.openPopup();
    });
    const popup = await opened;
    await popup.waitForLoadState();
    return popup;
  }

  /** Kills the background worker as the browser does when it needs the memory; the next event starts a new one. */
  async killWorker(): Promise<void> {
    const session = await this.#workers();
    await session.send("ServiceWorker.stopAllWorkers");
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** Branded Chrome and Edge take no extension from the command line; the debugger may load one all the same. */
async function loadedExtension(context: BrowserContext, extension: string): Promise<string> {
  const worker = () => context.serviceWorkers()[0] ?? null;
  const started = worker() ?? (await context.waitForEvent("serviceworker", { timeout: 3000 }).catch(() => null));
  if (started !== null) return new URL(started.url()).host;
  const session = await context.browser()?.newBrowserCDPSession();
  const send: ((method: never, options: never) => Promise<unknown>) | undefined = session?.send.bind(session);
  await send?.("Extensions.loadUnpacked" as never, { path: extension } as never);
  const loaded = await until(worker, "The browser did not load the extension");
  return new URL(loaded.url()).host;
}

/** What opens at installation would stand before every test that is not about it. */
async function closeFirstSteps(context: BrowserContext): Promise<void> {
  const opened = () => context.pages().find((page) => page.url().endsWith("/pages/manager/index.html#welcome")) ?? null;
  await (await until(opened, "no first steps open at installation")).close();
}

export async function openBrowser(life: Lifetime, wishes: BrowserWishes): Promise<Browser> {
  const { name, extension, headless = true, proxy, arguments: more = [], firstSteps = false, language } = wishes;
  const fresh = !existsSync(life.path("profiles", name)) && existsSync(join(extension, "pages/manager/index.html"));
  if (!existsSync(join(extension, "manifest.json")))
    throw new Error(`No built extension in ${extension}: npm run build`);
  const elsewhere = proxy === undefined ? [] : [`--proxy-server=${proxy}`];
  const context = await chromium.launchPersistentContext(life.path("profiles", name), {
    executablePath: findChromium() ?? "",
    headless,
    chromiumSandbox: process.getuid?.() !== 0,
    viewport: null,
    locale: language ?? "en-US",
    // Linux takes the browser's own language from here alone.
    env: { ...process.env, ...(language !== undefined && { LANGUAGE: language }) },
    acceptDownloads: true,
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [
      "--no-first-run",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--enable-unsafe-extension-debugging",
      "--window-size=1280,960",
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      ...(language === undefined ? [] : [`--lang=${language}`]),
      ...elsewhere,
      ...more,
    ],
  });
  life.defer(() => context.close().catch(() => {}));
  const id = await loadedExtension(context, extension);
  if (fresh && !firstSteps) await closeFirstSteps(context);
  return new Browser(context, id);
}

/** Leaves a picture in `screenshots/<name>.png`. */
export async function picture(page: Page, name: string): Promise<void> {
  const path = join("screenshots", `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path });
}
