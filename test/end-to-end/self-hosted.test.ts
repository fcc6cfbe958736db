import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look, see } from "../rig/closed-roots.ts";
import { type House, houseIsPossible, openHouse } from "../rig/house.ts";
import type { Person } from "../rig/person.ts";

describe.skipIf(!houseIsPossible)("a webmail at an address nobody knew before", () => {
  let house: House;
  let alice: Person;
  const subject = () => house.rig.letters.signed.subject;
  /** Waxwing has had its time on the page, and did nothing. */
  const isLeftAlone = async () => {
    await alice.letter().getByText("1200 crowns").waitFor();
    await alice.mail.waitForTimeout(1500);
    return (await look(alice.mail, "button", /^Waxwing:\s*/)) === null;
  };

  beforeAll(async () => {
    house = await openHouse({ album: "self-hosted", letters: ["plain", "signed"] });
    alice = house.alice;
    await alice.logIn();
  });
  afterAll(() => house.end());

  it("is left alone before the person says so, even where the browser would allow it", async () => {
    await alice.openOnPage(subject());
    expect(await isLeftAlone()).toBe(true);
  });

  it("is served from the moment the popup's button is clicked, in the tab that is open", async () => {
    await alice.useWaxwingHere();
    await see(alice.mail, "button", /^Waxwing:\s*/);
  });

  it("is served in the preview, on a page of its own, and in its own window", async () => {
    await alice.openInPreview(subject());
    expect(await alice.verdict()).toMatch(/^Signed\b/);
    await alice.openOnPage(subject());
    expect(await alice.verdict()).toMatch(/^Signed\b/);
    const [opened] = await Promise.all([
      alice.mail.waitForEvent("popup"),
      alice.mail.getByTitle("Open in new window").click(),
    ]);
    await see(opened, "button", /^Waxwing:\s*Signed\b/);
    await opened.close();
  });

  it("is not offered again, and is listed", async () => {
    const host = new URL(house.rig.webmail.url).host;
    await alice.inPopup(async (popup) => {
      await popup.getByText("Sites", { exact: true }).click();
      expect(await popup.getByText(host, { exact: true }).count()).toBe(1);
      expect(await popup.getByRole("button", { name: /^Use Waxwing on / }).count()).toBe(0);
    });
  });

  it("is served by its address only: the same webmail under another name is left alone", async () => {
    await alice.openOnPage(subject());
    const otherName = alice.mail.url().replace("localhost", "127.0.0.1");
    await alice.logIn(new URL(otherName).origin);
    await alice.mail.goto(otherName);
    expect(await isLeftAlone()).toBe(true);
    await alice.openOnPage(subject());
    await alice.verdict();
  });

  it("is left alone again after the person took it off the list", async () => {
    const host = new URL(house.rig.webmail.url).host;
    await alice.inPopup(async (popup) => {
      await popup.getByText("Sites", { exact: true }).click();
      await popup.getByRole("button", { name: `Remove ${host}` }).click();
      await popup.getByRole("button", { name: /^Use Waxwing on / }).waitFor();
    });
    await alice.openOnPage(subject());
    expect(await isLeftAlone()).toBe(true);
  });
});
