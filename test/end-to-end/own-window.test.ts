import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { look, see } from "../rig/closed-roots.ts";
import { type House, houseIsPossible, openHouse } from "../rig/house.ts";
import type { LetterName } from "../rig/letters.ts";
import { until } from "../rig/loopback.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import type { Person } from "../rig/person.ts";

describe.skipIf(!houseIsPossible)("a message in a window of Roundcube's own", () => {
  let house: House;
  let alice: Person;

  beforeAll(async () => {
    house = await openHouse({ album: "own-window", letters: ["signed", "signedAndEncrypted", "plain"] });
    alice = house.alice;
    await alice.logIn();
    await alice.useWaxwingHere();
    await alice.importKeyFile(house.rig.certificates.aliceFile, SECRETS.alicePassphrase, true);
  });
  afterAll(() => house.end());

  /** Opens a letter as Roundcube does for those who chose "open messages in a new window". */
  const openInOwnWindow = async (name: LetterName): Promise<Page> => {
    await alice.openOnPage(house.rig.letters[name].subject);
    const address = `${alice.mail.url()}&_extwin=1`;
    const [window] = await Promise.all([
      alice.mail.waitForEvent("popup"),
      alice.mail.evaluate((url) => void open(url, "extwin", "width=900,height=700"), address),
    ]);
    await window.waitForLoadState();
    expect(await window.evaluate(() => document.querySelector("body")?.className)).toContain("action-show");
    return window;
  };

  it("gets its badge", async () => {
    const window = await openInOwnWindow("signed");
    const { name } = await see(window, "button", /^Waxwing:\s*Verified/);
    expect(name).toContain("bob@example.org");
    await window.close();
  });

  it("is read in the viewer, under the same badge", async () => {
    const window = await openInOwnWindow("signedAndEncrypted");
    const viewer = await until(
      () => window.frames().find((frame) => frame.url().includes("/pages/viewer/index.html")) ?? null,
      "no viewer opens in the window",
    );
    await viewer.locator(".text-body").waitFor();
    expect(await viewer.getByRole("main").innerText()).toContain("bramble-2208");
    const { name } = await see(window, "button", /^Waxwing:\s*Verified/);
    expect(name).toContain("Encrypted");
    await alice.picture(window, "viewer");
    await window.close();
  });

  it("is left alone where nobody signed it", async () => {
    const window = await openInOwnWindow("plain");
    await window.getByText("No seal needed").waitFor();
    await window.waitForTimeout(1500);
    expect(await look(window, "button", /^Waxwing:/)).toBeNull();
    await window.close();
  });
});
