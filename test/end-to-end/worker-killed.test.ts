import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KeyFile } from "../rig/certificates.ts";
import { click } from "../rig/closed-roots.ts";
import { type House, houseIsPossible, openHouse } from "../rig/house.ts";
import { until } from "../rig/loopback.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import { openByOpenssl } from "../rig/opened-by-openssl.ts";
import type { Person } from "../rig/person.ts";

/** Milliseconds after the click at which the worker dies: before, amid and after its work. */
const MOMENTS = [0, 60, 250, 600];

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Goes through the popup up to the click on Save, whatever passphrase it asks for. */
async function importUpToSave(popup: Page, { path, password }: KeyFile, passphrase: string): Promise<void> {
  await popup.getByLabel(/^Drop (your|another) .p12 file here$/).setInputFiles(path);
  await popup.getByRole("textbox", { name: "Password of this file" }).fill(password);
  await popup.getByRole("button", { name: "Open", exact: true }).click();
  await popup.getByRole("heading", { name: "This file holds your key" }).waitFor();
  for (const field of await popup.getByRole("textbox", { name: /passphrase/i }).all()) await field.fill(passphrase);
  await popup.getByRole("button", { name: "Save", exact: true }).click();
}

function saved(popup: Page): Locator {
  return popup.getByRole("heading", { name: "Saved" });
}

/** Kills the worker `moment` after the click on Save. @returns whether the popup says that all was saved */
async function saveAndKill(bob: Person, popup: Page, file: KeyFile, moment: number): Promise<boolean> {
  await importUpToSave(popup, file, SECRETS.bobPassphrase);
  await pause(moment);
  await bob.browser.killWorker();
  const complaint = popup.getByRole("alert").filter({ hasText: /\S/ });
  await saved(popup).or(complaint).first().waitFor();
  return (await saved(popup).count()) > 0;
}

describe.skipIf(!houseIsPossible)("a worker killed", () => {
  let house: House;
  let alice: Person;

  beforeAll(async () => {
    house = await openHouse({ album: "worker-killed", letters: ["signed", "encrypted", "signedAndEncrypted"] });
    alice = house.alice;
    await alice.logIn();
    await alice.useWaxwingHere();
    await alice.importKeyFile(house.rig.certificates.aliceFile, SECRETS.alicePassphrase, true);
  });
  afterAll(() => house.end());

  it("between unlocking and use: the keys are still unlocked", async () => {
    await alice.browser.killWorker();
    await alice.openInPreview(house.rig.letters.encrypted.subject);
    expect(await alice.readInViewer()).toContain("heron-4711");
  });

  it("after locking: the keys are still locked", async () => {
    await alice.lock();
    await alice.browser.killWorker();
    await alice.openInPreview(house.rig.letters.encrypted.subject);
    expect(await alice.verdict()).toMatch(/^Unlock to read\b/);
    await alice.unlock(SECRETS.alicePassphrase);
  });

  it.each(MOMENTS)("%i ms after a letter is opened: it is read all the same", async (moment) => {
    await alice.openInPreview(house.rig.letters.signedAndEncrypted.subject);
    await pause(moment);
    await alice.browser.killWorker();
    expect(await alice.verdict()).toMatch(/^Verified\b/);
    expect(await alice.readInViewer()).toContain("bramble-2208");
  });

  it("while a letter is shown: its details, the popup and the next letter still work", async () => {
    await alice.openInPreview(house.rig.letters.signed.subject);
    expect(await alice.verdict()).toMatch(/^Verified\b/);
    await alice.browser.killWorker();
    await alice.toggleDetails();
    await alice.inPopup(async (popup) => {
      await popup
        .getByRole("region", { name: "The open message" })
        .getByText("Verified", { exact: true })
        .first()
        .waitFor();
    });
  });

  describe("during an import", () => {
    it.each(MOMENTS)("%i ms after Save: all of it is there, or nothing and an honest word", async (moment) => {
      const bob = await house.arrive(house.rig.certificates.bob, `bob-${moment}`);
      const isSaved = await bob.inPopup((popup) => saveAndKill(bob, popup, house.rig.certificates.bobFile, moment));
      if (!isSaved)
        await bob.inPopup(async (popup) => {
          await importUpToSave(popup, house.rig.certificates.bobFile, SECRETS.bobPassphrase);
          await saved(popup).waitFor();
        });
      await bob.inPopup(async (popup) => {
        await popup.getByText(/^Unlocked until /).waitFor();
        expect(await popup.getByText(/^signs and decrypts/).count()).toBe(1);
      });
      await bob.lock();
      await bob.unlock(SECRETS.bobPassphrase);
      await bob.leave();
    });
  });

  describe("during a send", () => {
    const { rig, text } = { rig: () => house.rig, text: (moment: number) => `Not lost at ${moment}: quince-9134.` };

    it.each(MOMENTS)("%i ms after the click: it leaves once, or the text is still there", async (moment) => {
      const before = rig().outgoing.sent.length;
      await alice.openInPreview(rig().letters.signed.subject);
      await alice.verdict();
      await alice.startReply();
      await alice.write("Sign & encrypt", { text: text(moment) });
      const composer = await alice.frame("composer");
      const send = composer.getByRole("button", { name: /^Send / });
      await send.click();
      await pause(moment);
      await alice.browser.killWorker();
      const left = () => !alice.mail.url().includes("_action=compose");
      const failed = composer.getByRole("alert").filter({ hasText: /\S/ });
      const told = async () => left() || (await failed.count().catch(() => 0)) > 0;
      await until(told, "neither sent nor told why not", 40);
      if (!left()) {
        expect(await composer.getByRole("textbox", { name: "Message" }).innerText()).toContain(text(moment));
        await composer
          .getByRole("button", { name: /^(Send |Try again)/ })
          .first()
          .click();
        await until(left, "the second try does not leave", 40);
      }
      const sent = rig().outgoing.sent.slice(before);
      expect(sent).toHaveLength(1);
      const [{ raw } = { raw: Buffer.alloc(0) }] = sent;
      const { alice: author, bob } = rig().certificates;
      const opened = await openByOpenssl(rig().life, raw, bob, author, rig().certificates);
      expect(opened.text).toContain(text(moment));
    });
  });

  describe("and a webmail that is reloaded in mid-writing", () => {
    const TEXT = "Half a letter: medlar-5520.";
    it("keeps the text, for the next letter here and for nobody who cannot unlock", async () => {
      await alice.openInPreview(house.rig.letters.signed.subject);
      await alice.verdict();
      await alice.startReply();
      await alice.write("Sign & encrypt", { text: TEXT });
      await (await alice.frame("composer")).getByText("Kept on this device, sealed.").waitFor();
      await alice.inPopup((popup) => popup.getByText("being written now", { exact: false }).waitFor());
      await alice.mail.reload();
      await alice.lock();
      await click(alice.mail, "button", /^Sign & encrypt$/);
      const composer = await alice.frame("composer");
      await composer.getByText("You have 1 unfinished letter from here.").waitFor();
      await alice.picture(alice.mail, "unfinished-locked");
      await alice.unlock(SECRETS.alicePassphrase);
      await composer.getByRole("button", { name: /^Continue the letter / }).waitFor();
      await alice.picture(alice.mail, "unfinished");
    });

    it("is found in the popup too", async () => {
      await alice.inPopup(async (popup) => {
        const card = popup.getByRole("region", { name: "Unfinished letters" });
        await card.getByText("To ", { exact: false }).first().waitFor();
        await card.getByRole("button", { name: /^Continue the letter / }).waitFor();
        await alice.picture(popup, "popup-unfinished");
      });
    });

    it("goes on with it as the answer that it was, and sends it; then nothing is unfinished", async () => {
      const { outgoing, life, certificates } = house.rig;
      const before = outgoing.sent.length;
      const composer = await alice.frame("composer");
      await composer.getByRole("button", { name: /^Continue the letter / }).click();
      await until(
        async () => (await composer.getByLabel("Message").innerText()).includes(TEXT),
        "the text does not come back",
      );
      await alice.send();
      const [sent, ...others] = outgoing.sent.slice(before);
      if (sent === undefined || others.length > 0) throw new Error("not sent once");
      const opened = await openByOpenssl(life, sent.raw, certificates.bob, certificates.alice, certificates);
      expect(opened.text).toContain(TEXT);
      expect(sent.raw.toString("latin1")).toMatch(/^In-Reply-To: </m);
      await alice.startLetter();
      await click(alice.mail, "button", /^Sign & encrypt$/);
      await (await alice.frame("composer")).getByRole("textbox", { name: "Message" }).waitFor();
      await alice.inPopup(async (popup) => {
        await popup.getByRole("heading", { name: "Mine" }).waitFor();
        expect(await popup.getByText("Unfinished letters").count()).toBe(0);
      });
    });
  });
});
