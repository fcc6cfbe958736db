import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserIsPossible } from "../rig/browser.ts";
import { look, see } from "../rig/closed-roots.ts";
import { until } from "../rig/loopback.ts";
import { rigIsPossible } from "../rig/rig.ts";
import { type Visit, visitWebmail } from "./fixture/visit.ts";

const SIGNED = [
  "Message-ID: <signed@example.com>",
  "X-Fixture: verified",
  'Content-Type: multipart/mixed; boundary="b"',
];
const ENVELOPE = [
  "Message-ID: <sealed@example.com>",
  "X-Fixture: locked",
  "Content-Type: application/pkcs7-mime; name=smime.p7m; smime-type=enveloped-data",
  "Content-Transfer-Encoding: base64",
  "Content-Disposition: attachment; filename=smime.p7m",
];
const withSignature =
  "--b\r\nContent-Type: text/plain\r\n\r\nHello Alice\r\n--b\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Disposition: attachment; filename=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nnotes\r\n--b--\r\n";

const where = (uid: number, action = "show") => `_task=mail&_action=${action}&_uid=${uid}&_mbox=INBOX`;

const heightOf = (page: Page) =>
  page.evaluate(() => document.querySelector("waxwing-frame")?.getBoundingClientRect().height);
const say = (frame: Frame, message: object) =>
  frame.evaluate((said) => (globalThis as unknown as { say(message: object): void }).say(said), message);

describe.skipIf(!rigIsPossible || !browserIsPossible)("a displayed message", () => {
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    visit = await visitWebmail();
    ({ page } = visit);
    await visit.deliver(["Subject: plain", "Content-Type: text/plain", "Message-ID: <plain@example.com>"], "Hello");
    await visit.deliver(["Subject: signed", ...SIGNED], withSignature);
    await visit.deliver(["Subject: sealed", ...ENVELOPE], "AAAA");
    await visit.deliver(["Subject: broken", ...SIGNED.with(1, "X-Fixture: broken")], withSignature);
    await visit.deliver(["Subject: broken text", "X-Fixture: broken", "Content-Type: text/plain"], "Hello");
  }, 180_000);
  afterAll(() => visit?.rig.end());

  const opened = () =>
    until(async () => (await visit.heard()).some(({ name }) => name === "message/open"), "never asked");
  const inPage = (ask: () => boolean | string | null | undefined) => page.evaluate(ask);

  it("leaves unsigned mail alone", async () => {
    await visit.go(where(1));
    await opened();
    await page.waitForTimeout(300);
    expect(await look(page, "button", /Waxwing/)).toBeNull();
    expect(await inPage(() => document.querySelector("waxwing-badge")?.getBoundingClientRect().height === 0)).toBe(
      true,
    );
    expect(page.frames()).toHaveLength(1);
  });

  it("gets a badge beside the sender, with the octets as delivered", async () => {
    await visit.go(where(2));
    await see(page, "button", /^Waxwing: Verified/);
    const heard = await visit.heard();
    const { detail = "" } = heard.findLast(({ name }) => name === "message/open") ?? {};
    expect(heard.map(({ name }) => name)).toContain("message/coming");
    const stored = visit.rig
      .stored(visit.rig.certificates.alice, "INBOX")
      .map((raw) => raw.toString("latin1").replaceAll(/\r?\n/g, "\r\n"));
    expect(stored).toContain(detail);
    expect(await inPage(() => document.querySelector(".header-summary + waxwing-badge") !== null)).toBe(true);
  });

  it("shows no row for smime.p7s any more, but every other", async () => {
    expect(await page.locator("#attachment-list li.pkcs7-signature").isVisible()).toBe(false);
    expect(await page.locator("#attachment-list li", { hasText: "notes.txt" }).isVisible()).toBe(true);
  });

  it("opens its details with the keyboard, and gives the focus back", async () => {
    await page.locator("body").press("Home");
    for (let tabs = 0; tabs < 80; tabs++) {
      await page.keyboard.press("Tab");
      if (await inPage(() => document.activeElement?.localName === "waxwing-badge")) break;
    }
    await page.keyboard.press("Enter");
    await see(page, "region", /What Waxwing found/);
    expect((await look(page, "button", /^Waxwing: Verified/)) !== null).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await until(async () => (await look(page, "region", /What Waxwing found/)) === null, "details stay open");
    expect(await inPage(() => document.activeElement?.localName)).toBe("waxwing-badge");
  });

  it("keeps the badge where the page draws itself anew", async () => {
    await page.evaluate(() => document.querySelector("waxwing-badge")?.remove());
    await see(page, "button", /^Waxwing: Verified/);
  });

  it("keeps the badge when the page shows all headers", async () => {
    await page.locator(".headers-summary, .headers-details").first().click();
    await see(page, "button", /^Waxwing: Verified/);
    await page.locator(".headers-summary, .headers-details").first().click();
  });

  it("shows the page nothing of the badge", async () => {
    const seen = await page.evaluate(() => {
      const badge = document.querySelector("waxwing-badge");
      return { root: badge?.shadowRoot ?? null, text: badge?.textContent };
    });
    expect(seen).toEqual({ root: null, text: "" });
  });

  it("shows sealed mail in the viewer's frame, in the place of the webmail's rendering", async () => {
    await visit.go(where(3));
    const frame = await visit.frame("viewer");
    await until(async () => (await frame.textContent("body"))?.includes("Ticket viewer-ticket"), "no introduction");
    expect(await page.locator("#messagebody").isVisible()).toBe(false);
    expect(await page.locator("#attachment-list li.pkcs7-mime").isVisible()).toBe(false);
    await see(page, "button", /Unlock to read/);
    await until(async () => (await heightOf(page)) === 333, "height does not follow");
  });

  it("bounds the height that the frame asks for", async () => {
    const frame = await visit.frame("viewer");
    await say(frame, { kind: "height", pixels: 1e9 });
    await until(async () => (await heightOf(page)) === 20_000, "not bounded above");
    await say(frame, { kind: "height", pixels: -5 });
    await until(async () => (await heightOf(page)) === 48, "not bounded below");
  });

  it("hides the webmail's rendering again when the page shows it", async () => {
    await page.evaluate(() => document.getElementById("messagebody")?.style.setProperty("display", "block"));
    await until(async () => !(await page.locator("#messagebody").isVisible()), "shown again");
  });

  it("asks for the badge's report again once the viewer was unlocked", async () => {
    const frame = await visit.frame("viewer");
    await say(frame, { kind: "unlocked" });
    await see(page, "button", /^Waxwing: Encrypted/);
  });

  it("makes the viewer anew, with a new ticket, when the page moved it", async () => {
    const before = await (await visit.frame("viewer")).textContent("body");
    await page.evaluate(() => {
      const host = document.querySelector("waxwing-frame");
      if (host) document.querySelector("#message-content")?.append(host);
    });
    const after = () =>
      page
        .frames()
        .find((frame) => frame.url().includes("/pages/viewer/"))
        ?.textContent("body");
    await until(async () => {
      const text = await Promise.resolve(after()).catch(() => null);
      return text?.includes("Ticket") === true && text !== before;
    }, "no second viewer");
    expect(await page.evaluate(() => document.querySelectorAll("waxwing-frame").length)).toBe(1);
  });

  it("tells the page no ticket", async () => {
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      addEventListener("message", ({ data }) => seen.push(JSON.stringify(data)), true);
    });
    await visit.go(where(3));
    const frame = await visit.frame("viewer");
    await until(async () => (await frame.textContent("body"))?.includes("Ticket"), "no introduction");
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen.join());
    expect(seen).not.toContain("ticket");
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain("viewer-ticket");
    expect(await page.evaluate(() => window.frames.length)).toBe(0);
  });

  it("says why something that looks signed was not checked, and is silent about what does not", async () => {
    await visit.go(where(4));
    await see(page, "StaticText", /This message is damaged/);
    expect(await page.locator("#attachment-list li.pkcs7-signature").isVisible()).toBe(true);
    await visit.go(where(5));
    await page.waitForTimeout(500);
    expect(await inPage(() => document.querySelector("waxwing-badge")?.getBoundingClientRect().height === 0)).toBe(
      true,
    );
  });

  it("says that the original is not to be had", async () => {
    visit.rig.webmail.heard.interrupt(({ url }) => (url.includes("_action=viewsource") ? 500 : null));
    await visit.go(where(2));
    await see(page, "button", /^Waxwing: Signature not checked/);
    await visit.go(where(1));
    await page.waitForTimeout(500);
    expect(await look(page, "button", /Waxwing/)).toBeNull();
    visit.rig.webmail.heard.interrupt(null);
  });

  it("is served in the preview pane", async () => {
    await visit.go("_task=mail&_mbox=INBOX");
    await page
      .locator("#messagelist tr.message", { hasText: /^.*signed/ })
      .first()
      .click();
    const preview = await until(() => page.frame("messagecontframe"), "no preview");
    await until(async () => (await preview.url()).includes("_action=preview"), "no message in the preview");
    await see(page, "button", /^Waxwing: Verified/);
  });

  it("is served once where a newer instance of the script comes", async () => {
    await visit.go(where(2));
    await see(page, "button", /^Waxwing: Verified/);
    await page.evaluate(() => document.dispatchEvent(new Event("waxwing-succession")));
    await until(async () => (await page.locator("waxwing-badge").count()) === 0, "the old instance stays");
  });

  it("is served again when the page comes back from the browser's history", async () => {
    await visit.go(where(2));
    await see(page, "button", /^Waxwing: Verified/);
    await visit.go(where(1));
    await page.goBack();
    await see(page, "button", /^Waxwing: Verified/);
    expect(await page.locator("waxwing-badge").count()).toBe(1);
  });

  it("tells the worker when it is not displayed any more", async () => {
    const before = (await visit.heard()).filter(({ name }) => name === "message/closed").length;
    await visit.go("_task=settings");
    await until(
      async () => (await visit.heard()).filter(({ name }) => name === "message/closed").length > before,
      "not told",
    );
  });
});
