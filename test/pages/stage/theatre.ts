/** Builds the pages with the stand-ins once, serves them on loopback, and opens them in Chromium. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { preact } from "@preact/preset-vite";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import { build } from "vite";
import type { Announcements, Body, FromPage, Reply, RequestName } from "../../../src/protocol/protocol.ts";
import { type FailureCode, isSmimeError, SmimeError, type SmimeFailures } from "../../../src/smime/errors.ts";
import { findChromium } from "../../rig/browsers.mjs";
import type { Messages } from "../../rig/words/catalog.ts";
import type { StageAnswer } from "./client.ts";

const PROJECT = resolve(import.meta.dirname, "../../..");
const SCREENSHOTS = join(PROJECT, "screenshots/pages");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
};

const ENGLISH: Messages = new Map();

export const theatreIsPossible = findChromium() !== null;

/** Plays the worker: a value to reply with, or a function of the body that returns it or throws an SmimeError. */
export type Script = { [K in RequestName]?: Reply<K> | ((body: Body<K>) => Reply<K> | Promise<Reply<K>>) };

/** A line of a script that always fails. */
export function refuseWith<C extends FailureCode>(code: C, detail: SmimeFailures[C]): () => never {
  return () => {
    throw new SmimeError(code, detail);
  };
}

export interface Setting {
  readonly script: Script;
  readonly width: number;
  readonly height?: number;
  readonly dark?: boolean;
  /** The system's own few colours, as high-contrast modes have them. */
  readonly forced?: boolean;
  /** Things may move; by itself, people asked for less of that. */
  readonly motion?: boolean;
  /** Messages of the language that the browser speaks; the English of the sources by itself. */
  readonly catalog?: Messages;
}

async function buildPages(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: join(PROJECT, "src"),
    publicDir: join(PROJECT, "public"),
    logLevel: "error",
    plugins: [preact()],
    resolve: {
      alias: [
        { find: /^.*\/protocol\/client\.ts$/, replacement: join(import.meta.dirname, "client.ts") },
        { find: /^.*\/platform\/sites\.ts$/, replacement: join(import.meta.dirname, "sites.ts") },
        { find: /^.*\/platform\/tabs\.ts$/, replacement: join(import.meta.dirname, "tabs.ts") },
        { find: /^.*\/platform\/runtime\.ts$/, replacement: join(import.meta.dirname, "runtime.ts") },
      ],
    },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "es2023",
      modulePreload: false,
      rolldownOptions: {
        input: ["popup", "manager", "viewer", "composer"].map((name) => join(PROJECT, `src/pages/${name}/index.html`)),
      },
    },
  });
}

/** The page of components, which the extension does not have. */
async function buildComponents(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: join(PROJECT, "test/pages/components"),
    base: "./",
    publicDir: false,
    logLevel: "error",
    plugins: [preact()],
    build: { outDir: join(folder, "components/pages"), target: "es2023", modulePreload: false },
  });
}

/** Plays the browser's catalogs, which pages outside an extension do not have. */
function catalogScript(messages: Messages): string {
  const found = JSON.stringify(Object.fromEntries(messages));
  return `globalThis.chrome = { i18n: { getMessage: (id) => (${found})[id] ?? "" } };`;
}

const CATALOG = "/catalog.js";

/** The pages' policy in the extension, an empty page that plays the webmail, and the catalog of the moment. */
function serve(folder: string, catalog: () => Messages): Promise<Server> {
  const { content_security_policy: policy } = JSON.parse(readFileSync(join(PROJECT, "manifest.json"), "utf8"));
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://stage.test");
    if (pathname === "/webmail") {
      response.setHeader("content-type", "text/html").end("<!doctype html><html lang=en><title>Webmail</title>");
      return;
    }
    if (pathname === CATALOG) {
      response.setHeader("content-type", "text/javascript").setHeader("cache-control", "no-store");
      response.end(catalogScript(catalog()));
      return;
    }
    try {
      const octets = readFileSync(join(folder, pathname));
      response.setHeader("content-type", TYPES[extname(pathname)] ?? "application/octet-stream");
      if (!pathname.endsWith(".html")) {
        response.end(octets);
        return;
      }
      response.setHeader("content-security-policy", policy.extension_pages);
      response.end(octets.toString().replace("<script", `<script src="${CATALOG}"></script><script`));
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((done) => server.listen(0, "127.0.0.1", () => done(server)));
}

/** What every page was given that is not of its own setting. */
const CONTEXT = { timezoneId: "UTC" } as const;

/** Long: on a busy machine a state is late, not absent. */
const PATIENCE = 15_000;

export class Theatre {
  readonly #folder: string;
  readonly #server: Server;
  readonly #browser: Browser;
  #page: Page | null = null;
  #script: Script = {};
  readonly #spoken: { catalog: Messages };

  constructor(folder: string, server: Server, browser: Browser, spoken: { catalog: Messages }) {
    this.#folder = folder;
    this.#server = server;
    this.#browser = browser;
    this.#spoken = spoken;
  }

  /** `netLog`: where the browser writes down all that its network does, look-ups of names included, when it is closed. */
  static async open(netLog: string | null = null): Promise<Theatre> {
    const folder = mkdtempSync(join(tmpdir(), "waxwing-pages-"));
    mkdirSync(SCREENSHOTS, { recursive: true });
    await buildPages(folder);
    await buildComponents(folder);
    const args = [
      "--no-sandbox",
      ...(netLog === null
        ? []
        : [`--log-net-log=${netLog}`, "--disable-background-networking", "--disable-component-update"]),
    ];
    const browser = await chromium.launch({ executablePath: findChromium() ?? "", args });
    const spoken = { catalog: ENGLISH };
    return new Theatre(folder, await serve(folder, () => spoken.catalog), browser, spoken);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get origin(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** A tab costs the browser more than all that is then done in it, so that there is one for every scene. */
  async #openTab(): Promise<Page> {
    const context = await this.#browser.newContext(CONTEXT);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    // A composer with a letter in it asks before it is left.
    page.on("dialog", (dialog) => void dialog.accept().catch(() => {}));
    await page.exposeFunction("askStage", (name: RequestName, body: string) =>
      play(this.#script, name, JSON.parse(body)),
    );
    return page;
  }

  /** The tab without anything of the scene before: no document, no second window, no pointer over what comes. */
  async #clearedTab(): Promise<Page> {
    const used = this.#page;
    if (used === null || used.isClosed()) return this.#openTab();
    try {
      for (const other of used.context().pages()) if (other !== used) await other.close();
      await used.goto("about:blank");
      await used.mouse.move(0, 0);
      return used;
    } catch {
      await used.context().close();
      return this.#openTab();
    }
  }

  async page(setting: Setting): Promise<Page> {
    const { width, height = 560, dark = false, forced = false, motion = false } = setting;
    const page = await this.#clearedTab();
    this.#page = page;
    this.#script = setting.script;
    this.#spoken.catalog = setting.catalog ?? ENGLISH;
    await page.setViewportSize({ width, height });
    await page.emulateMedia({
      colorScheme: dark ? "dark" : "light",
      forcedColors: forced ? "active" : "none",
      reducedMotion: motion ? "no-preference" : "reduce",
    });
    return page;
  }

  async show(path: string, setting: Setting): Promise<Page> {
    const page = await this.page(setting);
    await page.goto(`${this.origin}/${path}`);
    await page.locator("#root > *").first().waitFor();
    return page;
  }

  /** Embeds a page as a webmail's content script would, and introduces it. What it says is kept in `window.heard`. */
  async embed(path: string, setting: Setting): Promise<Page> {
    const page = await this.page(setting);
    await page.goto(`${this.origin}/webmail`);
    await page.evaluate(
      async ([address, height]) => {
        const frame = document.createElement("iframe");
        frame.title = "Waxwing";
        frame.src = address;
        frame.style.cssText = `border:0;width:100%;height:${height}px;display:block`;
        document.body.style.margin = "0";
        document.body.append(frame);
        await new Promise((loaded) => frame.addEventListener("load", loaded));
        const { port1, port2 } = new MessageChannel();
        const heard: unknown[] = [];
        port1.addEventListener("message", ({ data }) => heard.push(data));
        port1.start();
        Object.assign(window, { heard, port: port1 });
        frame.contentWindow?.postMessage({ waxwing: "introduction", ticket: "ticket" }, "*", [port2]);
      },
      [`${this.origin}/${path}`, setting.height ?? 560] as const,
    );
    return page;
  }
}

async function play(script: Script, name: RequestName, body: unknown): Promise<StageAnswer> {
  const line: unknown = script[name];
  try {
    return { reply: typeof line === "function" ? await line(body) : line };
  } catch (error) {
    if (isSmimeError(error)) return { failure: { code: error.code, detail: error.detail } };
    throw error;
  }
}

/** A state is in four pictures by its own test. */
const SIZED = /-(?:narrow|wide)-(?:light|dark)$/;

async function inEveryLight(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? { width: 900, height: 720 };
  const dark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  for (const [size, width] of [
    ["narrow", 380],
    ["wide", 1100],
  ] as const)
    for (const shade of ["light", "dark"] as const) {
      await page.setViewportSize({ ...before, width });
      await page.emulateMedia({ colorScheme: shade });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}-${size}-${shade}.png`), fullPage: true });
    }
  await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
}

/** Leaves a picture of a state; `npm run screenshots` wants it narrow and wide, light and dark. */
export async function photograph(page: Page, name: string): Promise<void> {
  if (process.env["WAXWING_PICTURES"] === "every" && !SIZED.test(name)) return inEveryLight(page, name);
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

/** The frame of ours that stands in the webmail. */
export async function frameOf(page: Page, name: "viewer" | "composer"): Promise<Frame> {
  const frame = page.frames().find((candidate) => candidate.url().includes(`/pages/${name}/`));
  if (frame === undefined) throw new Error(`no frame of ${name}`);
  await frame.locator("#root > *").first().waitFor();
  return frame;
}

declare global {
  /** What the embedded page said over its port, and the other end of it. */
  var heard: readonly { readonly kind: string }[];
  var port: MessagePort;
}

export function said(page: Page): Promise<readonly { readonly kind: string }[]> {
  return page.evaluate(() => globalThis.heard);
}

/** Says something to the embedded page as the webmail's side. */
export function tell(page: Page, word: FromPage): Promise<void> {
  return page.evaluate((data) => globalThis.port.postMessage(data, []), word);
}

/** As the worker would to every page of ours. */
export async function announce<K extends keyof Announcements>(
  frame: Frame,
  name: K,
  body: Announcements[K],
): Promise<void> {
  await frame.evaluate(([event, detail]) => window.dispatchEvent(new CustomEvent(event, { detail })), [
    `announcement:${name}`,
    body,
  ] as const);
}
