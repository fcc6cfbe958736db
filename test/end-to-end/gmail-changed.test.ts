import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GMAIL } from "../replica/gmail/server.ts";
import { STOCK } from "../replica/gmail/settings.ts";
import { browserIsPossible } from "../rig/browser.ts";
import { click, look, see } from "../rig/closed-roots.ts";
import { type GmailHouse, openGmail } from "../rig/gmail.ts";
import { until } from "../rig/loopback.ts";

/** A window of 1280 by 1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 };

describe.skipIf(!browserIsPossible)("a Gmail that changed over night", () => {
  let house: GmailHouse;
  const mail = () => house.alice.mail;
  const form = () => mail().locator(".M9").first();

  beforeAll(async () => {
    house = await openGmail({ album: "gmail-changed" });
  });
  afterAll(() => house.end());

  const note = /does not find/;

  it.each([
    ["a message", async () => house.show(house.letters.signed, { ...STOCK, renamed: true })],
    [
      "a compose form",
      async () => {
        Object.assign(house.replica.settings, STOCK, { renamed: true });
        await house.visit();
        await mail().getByText("Compose", { exact: true }).click();
      },
    ],
  ])("says that it does not find %s, and how to go on", async (what, openIt) => {
    await openIt();
    await see(mail(), "StaticText", note);
    await see(mail(), "button", /^Open the stand-alone composer$/);
    await house.alice.picture(mail(), `misfit-${what.replaceAll(" ", "-")}`);
    const opened = house.alice.browser.context.waitForEvent("page");
    await click(mail(), "button", /^Open the tool page$/);
    await (await opened).close();
    await click(mail(), "button", /^Close$/);
    await until(async () => (await look(mail(), "StaticText", note)) === null, "The note stays");
  });

  it("says so whole, and with every way on in reach, at 400 %", async () => {
    await mail().setViewportSize(ZOOMED);
    await house.show(house.letters.signed, { ...STOCK, renamed: true });
    await see(mail(), "StaticText", note);
    const { x = -1, y = -1, width = 0, height = 0 } = (await mail().locator("waxwing-note").boundingBox()) ?? {};
    expect([x, y, ZOOMED.width - x - width, ZOOMED.height - y - height].every((rest) => rest >= 0)).toBe(true);
    const sideways = await mail().evaluate(() => {
      const host = document.querySelector("waxwing-note");
      return host === null ? -1 : host.scrollWidth - host.clientWidth;
    });
    expect(sideways).toBe(0);
    await house.alice.picture(mail(), "misfit-zoomed");
    for (const name of [/^Open the stand-alone composer$/, /^Open the tool page$/, /^Copy diagnostics$/, /^Close$/]) {
      const { x: across, y: down } = await see(mail(), "button", name);
      expect(across > x && across < x + width && down > y && down < y + height).toBe(true);
    }
    await click(mail(), "button", /^Close$/);
    await until(async () => (await look(mail(), "StaticText", note)) === null, "The note stays");
    await mail().setViewportSize({ width: 1280, height: 720 });
  });

  it("copies diagnostics that tell nothing about anybody", async () => {
    await house.show(house.letters.signed, { ...STOCK, renamed: true });
    await house.alice.browser.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: GMAIL });
    await click(mail(), "button", /^Copy diagnostics$/);
    await see(mail(), "StaticText", /^Copied/);
    const copied = await mail().evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^Waxwing \d+\.\d+\.\d+\nwebmail: gmail\nmissing: message\n/);
    expect(copied).toContain("\nmessage: 0 of 3\n");
    expect(copied).not.toMatch(/@|alice|bob|contract|[0-9a-f]{12,}/i);
  });

  it("does not take Gmail's settings for a compose form", async () => {
    await house.visit("#settings/general");
    await mail().evaluate(() => {
      const editor = document.createElement("div");
      editor.setAttribute("role", "textbox");
      editor.contentEditable = "true";
      editor.textContent = "My signature";
      document.body.append(editor);
    });
    await mail().waitForTimeout(5_000);
    expect(await look(mail(), "StaticText", note)).toBeNull();
  });

  it("says nothing where all is well", async () => {
    await house.show(house.letters.signed, STOCK);
    await mail().locator(".T-I-KE").click();
    await form().waitFor();
    await mail().waitForTimeout(5_000);
    expect(await look(mail(), "StaticText", note)).toBeNull();
  });
});
