import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, browserIsPossible, openBrowser, picture } from "../rig/browser.ts";
import { type Certificates, makeCertificates } from "../rig/certificates.ts";
import { Lifetime } from "../rig/lifetime.ts";
import { until } from "../rig/loopback.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import { frameIn, managersOf } from "../rig/manager.ts";
import { openssl } from "../rig/openssl.ts";

/** Counts what a person clicks in a document: no script's click is trusted. */
async function countClicks(document: Page | Frame): Promise<() => Promise<number>> {
  await document.evaluate(() => {
    const counted = { clicks: 0 };
    Object.assign(window, { counted });
    window.addEventListener("click", ({ isTrusted }) => (counted.clicks += isTrusted ? 1 : 0), { capture: true });
  });
  return () => document.evaluate(() => (window as unknown as { counted: { clicks: number } }).counted.clicks);
}

describe.skipIf(!browserIsPossible)("the first steps", () => {
  let life: Lifetime;
  let certificates: Certificates;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    life = new Lifetime("waxwing-first-steps");
    certificates = await makeCertificates(life);
    browser = await openBrowser(life, { name: "alice", extension: "dist/chrome", firstSteps: true });
    page = await until(() => managersOf(browser)[0] ?? null, "nothing opens at installation");
  });
  afterAll(() => life.end());

  it("open at installation, and say how to get a key where there is none", async () => {
    expect(new URL(page.url()).hash).toBe("#welcome");
    await page.getByText("I have no key file yet").click();
    for (const way of ["From your company or school", "Free, for yourself", "Paid"])
      await page.getByText(way, { exact: true }).waitFor();
    await picture(page, "first-steps/no-key-yet");
    await page.getByText("I have no key file yet").click();
  });

  it("lead from a key file to a signed message in five clicks", async () => {
    const { path, password } = certificates.aliceFile;
    const clicks = await countClicks(page);
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Choose a file", exact: true }).click();
    await (await chooser).setFiles(path);
    await page.getByRole("textbox", { name: "Password of this file" }).fill(password);
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByRole("textbox", { name: "Passphrase", exact: true }).fill(SECRETS.alicePassphrase);
    await page.getByRole("textbox", { name: "Passphrase again" }).fill(SECRETS.alicePassphrase);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: "Trust this authority" }).click();
    const composer = await frameIn(page, "composer");
    const more = await countClicks(composer);
    const button = composer.getByRole("button", { name: "Save sealed message (.eml)" });
    await until(() => button.isEnabled(), "the letter is not ready");
    await picture(page, "first-steps/letter");
    const saving = page.waitForEvent("download");
    await button.click();
    const raw = readFileSync(await (await saving).path());
    expect((await clicks()) + (await more())).toBe(5);
    const content = await openssl(["cms", "-verify", "-CAfile", certificates.authority.root], raw);
    expect(content.toString()).toContain("this message is signed");
  });

  it("open again from the popup, in the tab the manager has", async () => {
    const popup = await browser.popup(page);
    const closed = popup.waitForEvent("close");
    await popup.getByRole("button", { name: "First steps" }).click();
    await closed;
    expect(managersOf(browser)).toHaveLength(1);
    expect(new URL(page.url()).hash).toBe("#welcome");
  });
});
