import type { Page } from "playwright-core";

/**
 * Asks for Roundcube's compose page. Its session is written as a whole: a request of the last page that is still under
 * way can take a new letter's data with it, and an error page comes instead. People ask again, and so do we.
 */
export async function askForComposePage(page: Page, address: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    await page.goto(address);
    if ((await page.locator("body.task-error").count()) === 0) return;
  }
  throw new Error("Roundcube shows an error instead of its compose page");
}
