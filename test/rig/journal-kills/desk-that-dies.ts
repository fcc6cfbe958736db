/** A desk whose browser is killed and comes back: the same profile, the same keys, the same journal. */
import { readdirSync, readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import { type Browser, openBrowser } from "../browser.ts";
import { type Desk, openDesk } from "../desk.ts";
import { until } from "../loopback.ts";
import { SECRETS } from "../main-job/scene.ts";
import { frameIn } from "../manager.ts";

const EXTENSION = "dist/chrome";
const MANAGER = "pages/manager/index.html#compose";
const POPUP = "pages/popup/index.html?tab";

export interface Composing {
  readonly manager: Page;
  readonly composer: Frame;
}

/** The browser's own process, by the folder of its profile; its children go with it. */
function processOf(profile: string): number | null {
  for (const entry of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const words = commandLine(entry);
    if (words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith("--type=")))
      return Number(entry);
  }
  return null;
}

function commandLine(entry: string): readonly string[] {
  try {
    return readFileSync(`/proc/${entry}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

export class DeskThatDies {
  readonly #desk: Desk;
  browser: Browser;
  #stale = false;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.browser = desk.browser;
  }

  static async open(): Promise<DeskThatDies> {
    return new DeskThatDies(await openDesk(EXTENSION));
  }

  end(): Promise<void> {
    return this.#desk.end();
  }

  /** Opens the browser anew where it was killed. */
  async revive(): Promise<void> {
    if (!this.#stale) return;
    this.browser = await openBrowser(this.#desk.life, { name: "alice", extension: EXTENSION });
    this.#stale = false;
  }

  async #page(path: string): Promise<Page> {
    const page = await this.browser.context.newPage();
    await page.goto(this.browser.address(path));
    return page;
  }

  async lock(): Promise<void> {
    const popup = await this.#page(POPUP);
    await popup.getByRole("button", { name: "Lock", exact: true }).click();
    await popup.getByText("Locked", { exact: true }).waitFor();
    await popup.close();
  }

  async unlock(): Promise<void> {
    const popup = await this.#page(POPUP);
    const passphrase = popup.getByRole("textbox", { name: "Passphrase", exact: true });
    const unlocked = popup.getByText(/^Unlocked until /);
    await passphrase.or(unlocked).first().waitFor();
    if ((await unlocked.count()) === 0) {
      await passphrase.fill(SECRETS.alicePassphrase);
      await popup.getByRole("button", { name: "Unlock", exact: true }).click();
      await unlocked.waitFor();
    }
    await popup.close();
  }

  async compose(): Promise<Composing> {
    const manager = await this.#page(MANAGER);
    const composer = await frameIn(manager, "composer");
    await composer.getByLabel("Message").waitFor();
    return { manager, composer };
  }

  killWorker(): Promise<void> {
    return this.browser.killWorker();
  }

  /** The tab is closed as a person closes it. */
  async closeTab({ manager }: Composing): Promise<void> {
    await manager.close();
  }

  /** The process that draws the page dies, and with it whatever else of the extension ran there. */
  async crashPage({ manager }: Composing): Promise<void> {
    const session = await this.browser.context.newCDPSession(manager);
    const crashed = manager.waitForEvent("crash");
    session.send("Page.crash").catch(() => {});
    await crashed;
    await manager.close();
  }

  /** The whole browser, without a warning. */
  async killBrowser(): Promise<void> {
    const profile = this.#desk.life.path("profiles", "alice");
    const id = processOf(profile);
    if (id === null) throw new Error("the browser's process is not found");
    this.#stale = true;
    process.kill(id, "SIGKILL");
    await until(() => processOf(profile) === null, "the browser does not die");
    await this.browser.context.close().catch(() => {});
  }
}
