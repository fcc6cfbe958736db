import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look } from "../rig/closed-roots.ts";
import { type House, houseIsPossible, openHouse } from "../rig/house.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import type { Person } from "../rig/person.ts";

describe.skipIf(!houseIsPossible)("a browser that was closed and opened again", () => {
  let house: House;
  let alice: Person;

  beforeAll(async () => {
    house = await openHouse({ album: "browser-restart", letters: ["signed", "signedAndEncrypted"] });
    const { certificates } = house.rig;
    const before = house.alice;
    await before.logIn();
    await before.useWaxwingHere();
    await before.importKeyFile(certificates.aliceFile, SECRETS.alicePassphrase, true);
    await before.leave();
    alice = await house.arrive(certificates.alice, certificates.alice.address);
    await alice.logIn();
  });
  afterAll(() => house.end());

  it("still knows the key, and has locked it", async () => {
    await alice.inPopup(async (popup) => {
      await popup.getByText("Locked", { exact: true }).waitFor();
      await popup.getByText("alice@example.org").first().waitFor();
    });
  });

  it("still works on the webmail and trusts the authority, without a key", async () => {
    await alice.openInPreview(house.rig.letters.signed.subject);
    expect(await alice.verdict()).toMatch(/^Verified\b/);
  });

  it("shows nothing of a sealed letter, and says what to do", async () => {
    await alice.openInPreview(house.rig.letters.signedAndEncrypted.subject);
    expect(await alice.verdict()).toMatch(/^Unlock to read\b/);
    const viewer = await alice.frame("viewer");
    await viewer.getByRole("button", { name: "Unlock to read", exact: true }).waitFor();
    expect(await viewer.getByRole("main").innerText()).not.toContain("bramble-2208");
  });

  it("keeps it closed for a wrong passphrase", async () => {
    await alice.inPopup(async (popup) => {
      await popup.getByRole("textbox", { name: "Passphrase", exact: true }).fill("another passphrase");
      await popup.getByRole("button", { name: "Unlock", exact: true }).click();
      await popup
        .getByRole("alert")
        .filter({ hasText: /passphrase/i })
        .waitFor();
      expect(await popup.getByText("Locked", { exact: true }).count()).toBe(1);
    });
  });

  it("opens it in place for the right one, typed in a window that no page can cover", async () => {
    await alice.unlockFromViewer(SECRETS.alicePassphrase);
    expect(await alice.readInViewer()).toContain("bramble-2208");
    await alice.verdictBecomes(/^Verified\b.*Encrypted/);
  });

  it("closes it again when the person locks", async () => {
    await alice.lock();
    await alice.openInPreview(house.rig.letters.signedAndEncrypted.subject);
    expect(await alice.verdict()).toMatch(/^Unlock to read\b/);
    expect(await look(alice.mail, "button", /Verified/)).toBeNull();
  });
});
