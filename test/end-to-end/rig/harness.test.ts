import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, browserIsPossible, openBrowser } from "../../rig/browser.ts";
import { click, look } from "../../rig/closed-roots.ts";
import { type Elsewhere, startElsewhere } from "../../rig/elsewhere.ts";
import { grantHosts } from "../../rig/grant-hosts.ts";
import { heldBy } from "../../rig/held.ts";
import { Lifetime } from "../../rig/lifetime.ts";
import { until } from "../../rig/loopback.ts";
import { writeSpecimen } from "../../rig/specimen.ts";
import { Watch } from "../../rig/watch.ts";

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}

describe("the copy of an extension with hosts granted", () => {
  it("differs from the original in the manifest's host permissions alone", () => {
    const life = new Lifetime("waxwing-copy");
    const original = writeSpecimen(life.path("original"), "chrome");
    const copy = grantHosts(original, life.path("copy"), ["http://localhost/*"]);
    expect(filesIn(copy)).toEqual(filesIn(original));
    const changed = filesIn(copy).filter(
      (name) => !readFileSync(join(copy, name)).equals(readFileSync(join(original, name))),
    );
    expect(changed).toEqual(["manifest.json"]);
    return life.end();
  });
});

describe.skipIf(!browserIsPossible)("the browser harness", () => {
  const life = new Lifetime("waxwing-harness");
  let elsewhere: Elsewhere;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const extension = grantHosts(writeSpecimen(life.path("original"), "chrome"), life.path("copy"), [
      "http://localhost/*",
    ]);
    elsewhere = await startElsewhere(life);
    browser = await openBrowser(life, { name: "somebody", extension, proxy: elsewhere.proxy });
    page = await browser.context.newPage();
    await page.route("http://localhost/", (route) =>
      route.fulfill({ contentType: "text/html", body: "<!doctype html><h1>Page</h1><textarea></textarea>" }),
    );
    await until(async () => {
      await page.goto("http://localhost/");
      return look(page, "button", /Closed button/);
    }, "The content script does not run");
  });
  afterAll(() => life.end());

  it("sees what a page holds in closed roots and in fields, and not what the extension's frame holds", async () => {
    await page.getByRole("textbox").fill("typed words");
    const { text, closedRoots } = await heldBy(page);
    expect(closedRoots).toBe(1);
    expect(text).toContain("Closed button");
    expect(text).toContain("typed words");
    expect(text).not.toContain("words of the extension");
  });

  it("remembers a word that a page held only for a moment", async () => {
    const watch = new Watch(page, ["sloe-4242", "never-there"]);
    await page.getByRole("textbox").fill("now sloe-4242 is here");
    await until(() => watch.looks > 0, "nobody looked");
    const { looks } = watch;
    await until(() => watch.looks > looks + 1, "nobody looked again");
    await page.getByRole("textbox").fill("");
    expect(await watch.end()).toEqual(["sloe-4242"]);
  });

  it("clicks in a closed root", async () => {
    await click(page, "button", /Closed button/);
    expect(await look(page, "button", /^Clicked$/)).not.toBeNull();
  });

  it("reads and works a frame of the extension in a closed root", async () => {
    const frame = page.frames().find((one) => one.url().startsWith(browser.address("")));
    expect(await frame?.getByText("words of the extension").count()).toBe(1);
  });

  it("opens the real popup over the page, where a host granted before needs no prompt", async () => {
    const popup = await browser.popup(page);
    await popup.getByRole("button", { name: "Ask" }).click();
    const answer = await until(async () => (await popup.locator("output").textContent()) || null, "no answer");
    expect(JSON.parse(answer)).toMatchObject({ granted: true, url: "http://localhost/" });
  });

  it("kills the worker, and the next message starts another", async () => {
    const ask = async () => {
      const popup = await browser.popup(page);
      await popup.getByRole("button", { name: "Ask" }).click();
      return until(async () => (await popup.locator("output").textContent()) || null, "no answer");
    };
    const before = JSON.parse(await ask());
    expect(JSON.parse(await ask()).born).toBe(before.born);
    await browser.killWorker();
    expect(JSON.parse(await ask()).born).not.toBe(before.born);
  });

  it("notes which other hosts the browser asks for", async () => {
    await page.evaluate(() => fetch("http://collector.example/").catch(() => null));
    expect(elsewhere.hosts).toEqual(["collector.example"]);
  });
});
