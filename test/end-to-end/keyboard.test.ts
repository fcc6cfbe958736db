import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { see } from "../rig/closed-roots.ts";
import { type House, houseIsPossible, openHouse } from "../rig/house.ts";
import { focused, pressOn, tabTo } from "../rig/keyboard.ts";
import { until } from "../rig/loopback.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import { openByOpenssl } from "../rig/opened-by-openssl.ts";
import type { Person } from "../rig/person.ts";

const TEXT = "Typed, not clicked: quince-9134.";
const FILE = { name: "notes.txt", content: Buffer.from("medlar-5520\n") };

describe.skipIf(!houseIsPossible)("the keyboard alone", () => {
  let house: House;
  let alice: Person;
  const keys = () => alice.mail.keyboard;

  beforeAll(async () => {
    house = await openHouse({ album: "keyboard", letters: ["signed"] });
    alice = house.alice;
    await alice.logIn();
  });
  afterAll(() => house.end());

  it("lets Waxwing work on the webmail", async () => {
    await alice.inPopup(async (popup) => {
      await pressOn(popup, "button", /^Use Waxwing on /);
      await popup.getByText(/^Waxwing now works on /).waitFor();
    });
  });

  it("imports a key file, from the choice of the file to the trust in its authority", async () => {
    const { path, password } = house.rig.certificates.aliceFile;
    await alice.inPopup(async (popup) => {
      const chooser = popup.waitForEvent("filechooser");
      await pressOn(popup, "button", /^Choose a file$/);
      await (await chooser).setFiles(path);
      await popup.getByRole("textbox", { name: "Password of this file" }).waitFor();
      await tabTo(popup, "textbox", /^Password of this file$/);
      await popup.keyboard.type(password);
      await popup.keyboard.press("Enter");
      await popup.getByRole("heading", { name: "This file holds your key" }).waitFor();
      await tabTo(popup, "textbox", /^Passphrase$/);
      await popup.keyboard.type(SECRETS.alicePassphrase);
      await tabTo(popup, "textbox", /^Passphrase again$/);
      await popup.keyboard.type(SECRETS.alicePassphrase);
      await popup.keyboard.press("Enter");
      await popup.getByRole("heading", { name: "Saved" }).waitFor();
      await pressOn(popup, "button", /^Trust this authority$/);
      await popup.getByRole("button", { name: "Done" }).waitFor();
      await pressOn(popup, "button", /^Done$/);
    });
  });

  it("opens and closes the details of a verdict, and keeps its place", async () => {
    await alice.openOnPage(house.rig.letters.signed.subject);
    await alice.verdictBecomes(/^Verified\b/);
    await pressOn(alice.mail, "button", /^Waxwing:\s*Verified/);
    expect(await focused(alice.mail)).toMatchObject({ role: "button", expanded: true });
    await keys().press("Escape");
    expect(await focused(alice.mail)).toMatchObject({ role: "button", expanded: false });
  });

  it("answers with Sign & encrypt, attaches a file and sends", async () => {
    const { life, outgoing, certificates } = house.rig;
    const path = life.path(FILE.name);
    writeFileSync(path, FILE.content);
    await pressOn(alice.mail, "button", /^\W*Reply$/);
    await alice.mail.waitForURL(/_action=compose/);
    await see(alice.mail, "button", /^Sign & encrypt$/);
    await pressOn(alice.mail, "button", /^Sign & encrypt$/);
    await until(async () => (await focused(alice.mail))?.name === "Message", "The composer does not take the focus");
    await keys().type(`${TEXT}\n`);
    const chooser = alice.mail.waitForEvent("filechooser");
    await pressOn(alice.mail, "button", /^Attach files$/);
    await (await chooser).setFiles(path);
    await (await alice.frame("composer")).getByText(FILE.name).waitFor();
    await pressOn(alice.mail, "button", /^Send signed and encrypted$/);
    const sent = await until(() => outgoing.sent[0] ?? null, "Nothing was sent", 30);
    const opened = await openByOpenssl(life, sent.raw, certificates.bob, certificates.alice, certificates);
    expect(opened.text).toContain(TEXT);
    expect(opened.attachments).toEqual([FILE]);
    await alice.mail.waitForURL((url) => !url.search.includes("_action=compose"));
  });

  it("unlocks a sealed letter in place, and saves its file", async () => {
    await alice.inPopup(async (popup) => {
      await pressOn(popup, "button", /^Lock$/);
      await popup.getByText("Locked", { exact: true }).waitFor();
    });
    // The webmail knows no more of its subject than everybody on the way.
    await alice.openOnPage("[...]", "Sent");
    const viewer = await alice.frame("viewer");
    await viewer.getByRole("button", { name: "Unlock to read", exact: true }).waitFor();
    const opened = alice.browser.context.waitForEvent("page");
    await pressOn(alice.mail, "button", /^Unlock to read$/);
    const window = await opened;
    await until(async () => (await focused(window))?.name === "Passphrase", "The passphrase does not have the focus");
    const closed = window.waitForEvent("close");
    await window.keyboard.type(SECRETS.alicePassphrase);
    await window.keyboard.press("Enter");
    await closed;
    const shown = await alice.readInViewer();
    expect(shown).toContain(TEXT);
    expect(shown).toContain(`Re: ${house.rig.letters.signed.subject}`);
    const download = alice.mail.waitForEvent("download");
    await pressOn(alice.mail, "button", new RegExp(`^Save ${FILE.name}$`));
    expect(readFileSync(await (await download).path())).toEqual(FILE.content);
  });
});
