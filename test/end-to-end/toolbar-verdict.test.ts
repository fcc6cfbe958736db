import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type House, houseIsPossible, openHouse } from "../rig/house.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import type { Person } from "../rig/person.ts";

interface ToolbarApi {
  readonly tabs: { query(query: object): Promise<readonly { readonly id?: number; readonly url?: string }[]> };
  readonly action: { getBadgeText(details: object): Promise<string>; getTitle(details: object): Promise<string> };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 1500));

describe.skipIf(!houseIsPossible)("the toolbar button and the popup", () => {
  let house: House;
  let alice: Person;

  beforeAll(async () => {
    house = await openHouse({ album: "toolbar", letters: ["signedAndEncrypted", "altered", "plain"] });
    alice = house.alice;
    await alice.logIn();
    await alice.useWaxwingHere();
    await alice.importKeyFile(house.rig.certificates.aliceFile, SECRETS.alicePassphrase, true);
  });
  afterAll(() => house.end());

  /** Text and title of the button over Alice's webmail tab. */
  async function button(): Promise<string> {
    const worker = await alice.browser.worker();
    return worker.evaluate(async (origin) => {
      const { chrome } = globalThis as unknown as { chrome: ToolbarApi };
      const tabs = await chrome.tabs.query({});
      const tabId = tabs.find((tab) => tab.url?.startsWith(origin))?.id;
      return `${await chrome.action.getBadgeText({ tabId })} ${await chrome.action.getTitle({ tabId })}`;
    }, new URL(alice.mail.url()).origin);
  }

  it("keep the verdict while the viewer's frame loads", async () => {
    await alice.openInPreview(house.rig.letters.signedAndEncrypted.subject);
    expect(await alice.readInViewer()).toContain("bramble-2208");
    await settle();
    expect(await button()).toBe("✓ Waxwing: Verified · bob@example.org");
    await alice.inPopup(async (popup) => {
      await popup.getByRole("region", { name: "The open message" }).waitFor();
    });
  });

  it("change with the message", async () => {
    await alice.openInPreview(house.rig.letters.altered.subject);
    expect(await alice.verdict()).toMatch(/^Warning\b/);
    await settle();
    expect(await button()).toBe("! Waxwing: Warning");
  });

  it("say nothing once the page is left", async () => {
    await alice.mail.goto(`${new URL(alice.mail.url()).origin}/?_task=settings`);
    await settle();
    expect(await button()).toBe(" Waxwing");
    await alice.inPopup(async (popup) => {
      expect(await popup.getByRole("region", { name: "The open message" }).count()).toBe(0);
    });
  });
});
