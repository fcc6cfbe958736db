import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Browser, browserIsPossible, openBrowser } from "../rig/browser.ts";
import { type Certificates, type KeyFile, makeCertificates } from "../rig/certificates.ts";
import { drop } from "../rig/drop.ts";
import { Lifetime } from "../rig/lifetime.ts";
import { SECRETS } from "../rig/main-job/scene.ts";

const DIST = "dist/chrome";

async function dropKeyFile(popup: Page, { path }: KeyFile): Promise<void> {
  await drop(popup.locator(".drop").first(), [{ name: basename(path), content: readFileSync(path) }]);
}

describe.skipIf(!browserIsPossible)("a key file dropped on the popup", () => {
  let life: Lifetime;
  let certificates: Certificates;
  let browser: Browser;
  let popup: Page;

  beforeAll(async () => {
    life = new Lifetime("waxwing-drop");
    certificates = await makeCertificates(life);
    browser = await openBrowser(life, { name: "alice", extension: DIST });
    const [first] = browser.context.pages();
    popup = await browser.popup(first ?? (await browser.context.newPage()));
  });
  afterAll(async () => {
    await browser.close();
    await life.end();
  });

  it("asks for its password, and keeps the file where that was wrong", async () => {
    await dropKeyFile(popup, certificates.aliceFile);
    await popup.getByRole("heading", { name: `Open ${basename(certificates.aliceFile.path)}` }).waitFor();
    await popup.getByRole("textbox", { name: "Password of this file" }).fill("not this one");
    await popup.getByRole("button", { name: "Open", exact: true }).click();
    await popup.getByText("Wrong password for this file.").waitFor();
  });

  it("is imported as a chosen one is, and its authority is trusted", async () => {
    await popup.getByRole("textbox", { name: "Password of this file" }).fill(certificates.aliceFile.password);
    await popup.getByRole("button", { name: "Open", exact: true }).click();
    await popup.getByRole("heading", { name: "This file holds your key" }).waitFor();
    await popup.getByRole("textbox", { name: "Passphrase", exact: true }).fill(SECRETS.alicePassphrase);
    await popup.getByRole("textbox", { name: "Passphrase again" }).fill(SECRETS.alicePassphrase);
    await popup.getByRole("button", { name: "Save", exact: true }).click();
    await popup.getByRole("button", { name: "Trust this authority" }).click();
    await popup.getByRole("button", { name: "Done" }).click();
    const mine = popup.getByRole("region", { name: "Mine" });
    await mine.getByText("alice@example.org").first().waitFor();
    await mine.getByText(/^signs and decrypts/).waitFor();
    await popup.getByText(/^Unlocked until /).waitFor();
  });

  it("is told from a file that is none", async () => {
    await drop(popup.locator(".drop").first(), [{ name: "holiday.p12", content: Buffer.from("no key file") }]);
    const complaint = popup.getByRole("alert").filter({ hasText: "Nothing was imported." });
    await complaint.waitFor();
    expect(await complaint.innerText()).toContain("holiday.p12");
  });
});
