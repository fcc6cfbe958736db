/** A browser with Waxwing in it and nobody's webmail: Alice's keys are imported, her company's authority is trusted. */
import type { Page } from "playwright-core";
import { type Browser, openBrowser } from "./browser.ts";
import { type Certificates, makeCertificates } from "./certificates.ts";
import { Lifetime } from "./lifetime.ts";
import { SECRETS } from "./main-job/scene.ts";

export interface Desk {
  readonly life: Lifetime;
  readonly certificates: Certificates;
  readonly browser: Browser;
  end(): Promise<void>;
}

/** Goes through an import from the file's password to the end, trusting the authority that came with it. */
export async function finishImport(page: Page, password: string, passphrase: string): Promise<void> {
  await page.getByRole("textbox", { name: "Password of this file" }).fill(password);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("heading", { name: "This file holds your key" }).waitFor();
  for (const field of await page.getByRole("textbox", { name: /passphrase/i }).all()) await field.fill(passphrase);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByRole("button", { name: "Trust this authority" }).click();
  await page.getByRole("button", { name: "Done" }).click();
}

/** Prepares what stands beside the browser. @returns words for the browser's command line */
export type Beside = (life: Lifetime, certificates: Certificates) => Promise<readonly string[]>;

export async function openDesk(extension = "dist/chrome", beside: Beside = async () => []): Promise<Desk> {
  const life = new Lifetime("waxwing-desk");
  const certificates = await makeCertificates(life);
  const browser = await openBrowser(life, { name: "alice", extension, arguments: await beside(life, certificates) });
  const [first] = browser.context.pages();
  const popup = await browser.popup(first ?? (await browser.context.newPage()));
  await popup.getByLabel("Drop your .p12 file here").setInputFiles(certificates.aliceFile.path);
  await finishImport(popup, certificates.aliceFile.password, SECRETS.alicePassphrase);
  await popup.close();
  return { life, certificates, browser, end: () => life.end() };
}
