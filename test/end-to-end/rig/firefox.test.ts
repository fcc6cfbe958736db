import { createServer } from "node:http";
import type { Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Firefox, firefoxIsPossible, openFirefox, wholeTree } from "../../rig/firefox.ts";
import { Lifetime } from "../../rig/lifetime.ts";
import { portOf, until } from "../../rig/loopback.ts";
import { writeSpecimen } from "../../rig/specimen.ts";

describe.skipIf(!firefoxIsPossible)("the Firefox harness", () => {
  const life = new Lifetime("waxwing-firefox");
  const server = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html").end("<!doctype html><h1>Page</h1>");
  });
  let firefox: Firefox;
  let page: Page;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    firefox = await openFirefox(life, "somebody", writeSpecimen(life.path("specimen"), "firefox"));
    page = await firefox.browser.newPage();
  });
  afterAll(async () => {
    await life.end();
    server.close();
  });

  it("opens a page of the extension, whose wish for a host is granted without a prompt", async () => {
    const popup = await firefox.extensionPage("pages/popup/index.html");
    await popup.click("#ask");
    const read = () => popup.evaluate(() => document.querySelector("output")?.textContent ?? "");
    const answer = await until(async () => (await read()) || null, "no answer");
    expect(JSON.parse(answer)).toMatchObject({ granted: true });
  });

  it("sees the content script's closed root, and reads the extension's frame in it", async () => {
    await page.bringToFront();
    const words = await until(async () => {
      await page.goto(`http://localhost:${portOf(server)}/`);
      const texts = await Promise.all(
        page.frames().map((frame) => frame.evaluate(() => document.body?.innerText ?? "")),
      );
      return texts.find((text) => text.includes("words of the extension")) ?? null;
    }, "The content script does not run");
    expect(words).toContain("words of the extension");
    expect(await wholeTree(page.mainFrame())).toContain("Closed button");
  });
});
