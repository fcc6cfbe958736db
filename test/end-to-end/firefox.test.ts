import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import type { Frame, Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Account, PostOffice } from "../replica/gmail/mailbox.ts";
import { startProxy } from "../replica/gmail/proxy.ts";
import { GMAIL, type Replica, startReplica } from "../replica/gmail/server.ts";
import { type Firefox, firefoxIsPossible, openFirefox, wholeTree } from "../rig/firefox.ts";
import { grantHosts } from "../rig/grant-hosts.ts";
import { GRANTED } from "../rig/house.ts";
import type { LetterName } from "../rig/letters.ts";
import { until } from "../rig/loopback.ts";
import { MAIL_PASSWORD, type Rig, rigIsPossible, startRig } from "../rig/rig.ts";
import { SECRETS } from "../rig/main-job/scene.ts";

const DIST = "dist/firefox";
const possible = firefoxIsPossible && rigIsPossible && existsSync(DIST);

/** Clicks the button that a person finds under this name. */
async function press(page: Page, name: string): Promise<void> {
  await page.locator(`aria/${name}[role="button"]`).click();
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await page.locator(`aria/${label}`).click();
  await page.keyboard.type(text);
}

/** Runs in the page. */
function readSubject(): string | null {
  if (location.protocol !== "moz-extension:") return null;
  const labelled = [...document.querySelectorAll("label")].find(({ innerText }) => innerText.trim() === "Subject");
  return labelled?.control instanceof HTMLInputElement ? labelled.control.value : null;
}

/** What a frame of Waxwing's has in its field for the subject; null in every other frame. */
function subjectIn(frame: Frame): Promise<string | null> {
  return frame.evaluate(readSubject).catch(() => null);
}

function says(page: Page, pattern: RegExp): Promise<true> {
  const read = () => page.evaluate(() => document.body?.innerText ?? "").catch(() => "");
  return until(async () => pattern.test(await read()) || null, `${page.url()} does not say ${pattern}`);
}

describe.skipIf(!possible)("Firefox", () => {
  let rig: Rig;
  let gmail: Replica;
  let firefox: Firefox;
  let mail: Page;

  /** Opens a letter on a page of its own. */
  const openLetter = async (name: LetterName) => {
    await mail.goto(`${rig.webmail.url}/?_task=mail&_mbox=INBOX`);
    const address = await until(
      () =>
        mail.evaluate(
          (subject) =>
            [...document.querySelectorAll("a")].find(({ innerText }) => innerText.trim() === subject)?.href ?? null,
          rig.letters[name].subject,
        ),
      `No letter "${rig.letters[name].subject}"`,
    );
    await mail.goto(address);
  };
  /**
   * The popup as the toolbar shows it, over the webmail. Here it stands in a tab: it is loaded while the webmail's tab is
   * in front, and comes to the front once it says `ready`.
   */
  const openPopup = async (ready: RegExp) => {
    const popup = await firefox.extensionPage("pages/popup/index.html");
    await mail.bringToFront();
    await popup.evaluate(() => location.reload());
    await says(popup, ready);
    await popup.bringToFront();
    return popup;
  };
  /** Shows a letter that was delivered to Gmail, in the same tab. */
  const openInGmail = async (name: LetterName) => {
    const { address } = rig.certificates.alice;
    const [stored] = gmail.office.deliver(rig.letters[name].raw, [address]);
    await mail.goto("about:blank");
    await mail.goto(`${GMAIL}/mail/u/0/#inbox/${stored?.id ?? ""}`);
  };
  const framesSay = (words: string, complaint: string) =>
    until(async () => {
      const texts = await Promise.all(
        mail.frames().map((frame) => frame.evaluate(() => document.body?.innerText ?? "").catch(() => "")),
      );
      return texts.find((text) => text.includes(words)) ?? null;
    }, complaint);
  const badgeSays = (pattern: RegExp) =>
    until(
      async () => pattern.exec(await wholeTree(mail.mainFrame()))?.[0] ?? null,
      `The badge does not say ${pattern}`,
    );

  beforeAll(async () => {
    rig = await startRig({ letters: ["altered", "signed", "signedAndEncrypted"] });
    const { alice, bob } = rig.certificates;
    gmail = await startReplica(
      rig.life,
      new PostOffice([alice, bob].map(({ address, name }) => new Account(address, name))),
    );
    const extension = grantHosts(DIST, rig.life.path("extension"), GRANTED);
    firefox = await openFirefox(rig.life, "alice", extension, { secureProxy: await startProxy(rig.life, gmail) });
    mkdirSync("screenshots/firefox", { recursive: true });
    mail = await firefox.browser.newPage();
    await mail.setViewport({ width: 1280, height: 900 });
    await mail.goto(rig.webmail.url);
    await mail.locator("#rcmloginuser").fill(rig.certificates.alice.address);
    await mail.locator("#rcmloginpwd").fill(MAIL_PASSWORD);
    await mail.locator("#rcmloginsubmit").click();
    await says(mail, /Inbox/);
  });
  afterAll(() => rig.end());

  it("is allowed to work on the webmail by a click in the popup", async () => {
    const popup = await openPopup(/Use Waxwing on/);
    await press(popup, `Use Waxwing on ${new URL(rig.webmail.url).host}`);
    await says(popup, /Waxwing now works on/);
    await popup.close();
  });

  it("imports a key file and trusts its authority", async () => {
    const page = await firefox.extensionPage("pages/popup/index.html?tab");
    const { path, password } = rig.certificates.aliceFile;
    const input = await page.waitForSelector('input[type="file"]');
    await input?.uploadFile(path);
    await type(page, "Password of this file", password);
    await press(page, "Open");
    await says(page, /This file holds your key[\s\S]*alice@example\.org/);
    await type(page, "Passphrase", SECRETS.alicePassphrase);
    await type(page, "Passphrase again", SECRETS.alicePassphrase);
    await press(page, "Save");
    await press(page, "Trust this authority");
    await press(page, "Done");
    await says(page, /Unlocked until/);
    await page.close();
  });

  it("shows that a signed letter is verified, and that its altered twin is not", async () => {
    await openLetter("signed");
    expect(await badgeSays(/Verified|Warning/)).toBe("Verified");
    await mail.screenshot({ path: "screenshots/firefox/signed.png" });
    await openLetter("altered");
    expect(await badgeSays(/Verified|Warning/)).toBe("Warning");
  });

  it("shows a signed and encrypted letter in the viewer, and nowhere else", async () => {
    await openLetter("signedAndEncrypted");
    await badgeSays(/Verified/);
    const inViewer = await framesSay("bramble-2208", "The viewer does not show the letter");
    expect(inViewer).toContain(rig.letters.signedAndEncrypted.text.trim());
    expect(await wholeTree(mail.mainFrame())).not.toContain("bramble-2208");
    await mail.screenshot({ path: "screenshots/firefox/viewer.png" });
  });

  it("says the same in the popup, which no page can paint over", async () => {
    await (await openPopup(/The offer[\s\S]*Verified/)).close();
  });

  it("explains a file in the manager, and shows it in the viewer's frame alone", async () => {
    const path = rig.life.path("offer.eml");
    writeFileSync(path, rig.letters.signedAndEncrypted.raw);
    const manager = await firefox.extensionPage("pages/manager/index.html");
    const input = await manager.waitForSelector('input[type="file"]');
    await input?.uploadFile(path);
    await says(manager, /offer\.eml: a message[\s\S]*Verified[\s\S]*Encrypted/);
    // BiDi loses sight of frames in a page that changed its process. The viewer asks for room once it shows the message.
    await until(
      () => manager.evaluate(() => (document.querySelector("waxwing-frame")?.clientHeight ?? 0) > 200),
      "The viewer does not show the file",
    );
    expect(await wholeTree(manager.mainFrame())).not.toContain("bramble-2208");
    await manager.screenshot({ path: "screenshots/firefox/manager.png" });
    await manager.close();
  });

  it("keeps one tab for the manager, and turns it to what is asked for", async () => {
    // BiDi's own note of an address may be that of the process before.
    const managers = async () => {
      const pages = await firefox.browser.pages();
      const here = await Promise.all(pages.map((page) => page.evaluate(() => location.href).catch(() => "")));
      return pages.flatMap((page, i) => (here[i]?.includes("/pages/manager/") ? { page, address: here[i] } : []));
    };
    const popup = await firefox.extensionPage("pages/popup/index.html?tab");
    await press(popup, "Manager");
    await until(async () => (await managers()).length === 1 || null, "The manager does not open");
    await popup.bringToFront();
    await press(popup, "Write a sealed message");
    await until(
      async () => (await managers())[0]?.address.endsWith("#compose") || null,
      "It does not turn to the composer",
    );
    expect(await managers()).toHaveLength(1);
    await until(async () => {
      const [manager] = await managers();
      const focus = manager?.page.evaluate(
        () => document.hasFocus() && document.activeElement?.localName === "waxwing-frame",
      );
      return (await focus?.catch(() => false)) ?? false;
    }, "The composer does not get the focus");
    await popup.close();
    for (const { page } of await managers()) await page.close();
  });

  it("opens the stand-alone composer, and puts the focus into it", async () => {
    const manager = await firefox.extensionPage("pages/manager/index.html#compose");
    // The frame is given the focus once the worker has accepted its ticket, and not before.
    await until(
      () => manager.evaluate(() => document.activeElement?.localName === "waxwing-frame"),
      "The composer does not open",
    );
    await manager.screenshot({ path: "screenshots/firefox/compose.png" });
    await manager.close();
  });

  describe("in Gmail", () => {
    it("shows that a signed message is verified", async () => {
      await openInGmail("signed");
      expect(await badgeSays(/Verified|Warning/)).toBe("Verified");
      await mail.screenshot({ path: "screenshots/firefox/gmail-signed.png" });
      await openInGmail("altered");
      expect(await badgeSays(/Verified|Warning/)).toBe("Warning");
    });

    it("shows a sealed message in the viewer, and nowhere else", async () => {
      await openInGmail("signedAndEncrypted");
      await badgeSays(/Verified/);
      await framesSay("bramble-2208", "The viewer does not show the message");
      expect(await wholeTree(mail.mainFrame())).not.toContain("bramble-2208");
      await mail.screenshot({ path: "screenshots/firefox/gmail-viewer.png" });
    });

    it("puts its controls into the compose window, and the composer in its place", async () => {
      await mail.goto("about:blank");
      await mail.goto(`${GMAIL}/mail/u/0/#inbox`);
      await (await mail.waitForSelector(".T-I-KE"))?.click();
      await (await mail.waitForSelector("input[name=subjectbox]"))?.click();
      await mail.keyboard.type("The plan");
      const drawn = async () => (await wholeTree(mail.mainFrame())).includes("Sign & encrypt");
      await until(drawn, "The controls do not come");
      await mail.screenshot({ path: "screenshots/firefox/gmail-controls.png" });
      // No selector reaches into a closed root; the keyboard does.
      const onControls = () => mail.evaluate(() => document.activeElement?.localName === "waxwing-controls");
      await until(async () => {
        if (await onControls()) return true;
        await mail.keyboard.press("Tab");
        return false;
      }, "The keyboard does not reach the controls");
      // Whoever asks a frame before it is there, BiDi answers from the one before. It gets the focus once it is ready. On a
      // busy machine Firefox now and then drops the key.
      await until(
        async () => {
          if (await onControls()) await mail.keyboard.press("Enter");
          return mail.evaluate(() => document.activeElement?.localName === "waxwing-frame");
        },
        "The composer does not open",
        60,
      );
      expect(await Promise.all(mail.frames().map(subjectIn))).toContain("The plan");
      await mail.screenshot({ path: "screenshots/firefox/gmail-composer.png" });
    });
  });
});
