import type { Frame, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GENERATIONS, type Generation, STOCK } from "../replica/gmail/settings.ts";
import { GMAIL } from "../replica/gmail/server.ts";
import type { NativeDraft } from "../replica/gmail/wire.ts";
import { browserIsPossible } from "../rig/browser.ts";
import { click, see } from "../rig/closed-roots.ts";
import { type GmailHouse, openGmail, settled, toldTo } from "../rig/gmail.ts";
import { tabTo } from "../rig/keyboard.ts";
import { until } from "../rig/loopback.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import { betrayed } from "../rig/secrets.ts";
import { Watch } from "../rig/watch.ts";
import { deliveriesHeard, hearDeliveries } from "../rig/worker-ear.ts";

const TYPED = "Typed into the native form";
const SECRET = "quince-9134";
const ALIAS = "adler@example.net";

const PLACES = ["pop-up", "full screen", "below a message", "window"] as const;
type Place = (typeof PLACES)[number];

const subjectIn = (composer: Frame) => composer.getByRole("textbox", { name: "Subject" }).inputValue();
const textIn = (composer: Frame) => composer.getByRole("textbox", { name: "Message" }).innerText();
const quoteIn = (composer: Frame) => composer.locator(".rich-text blockquote").innerText();

describe.skipIf(!browserIsPossible)("writing in Gmail, as shipped", () => {
  let house: GmailHouse;
  const mail = () => house.alice.mail;
  const form = () => mail().locator(".M9").first();

  beforeAll(async () => {
    house = await openGmail({ album: "gmail-writing", aliases: [ALIAS] });
    await house.visit();
    await house.alice.importKeyFile(house.certificates.aliceFile, SECRETS.alicePassphrase, true);
    // Bob's certificate comes with what he signed.
    await house.show(house.letters.signed, STOCK);
    await house.alice.verdictBecomes(/^Verified\b/);
  });
  afterAll(() => house.end());

  const OPENERS: Readonly<Record<Place, () => Promise<void>>> = {
    "pop-up": async () => {
      await house.visit();
      await mail().locator(".T-I-KE").click();
    },
    "full screen": async () => {
      await OPENERS["pop-up"]();
      await mail().locator(".Hq").click();
      await mail().locator(".aSt .M9").waitFor();
    },
    "below a message": async () => {
      await house.show(house.letters.signed);
      // The badge moves what stands below it.
      await house.alice.verdictBecomes(/^Verified\b/);
      await mail().locator(".ams", { hasText: "Reply" }).click();
    },
    window: async () => {
      await mail().goto(`${GMAIL}/mail/u/0/?ui=2&view=btop&show=compose`);
    },
  };

  async function open(place: Place, generation: Generation = STOCK.generation): Promise<void> {
    Object.assign(house.replica.settings, STOCK, { generation });
    await OPENERS[place]();
    await form().waitFor();
    await see(mail(), "button", /^Sign & encrypt$/);
  }

  async function writeNatively(to: string, generation: Generation): Promise<void> {
    const field = generation === "2020-06" ? "textarea[name=to]" : "[name=to] input";
    await form().locator(field).fill(to);
    await form().locator(field).press("Enter");
    await form().locator("input[name=subjectbox]").fill("The plan");
    await form().locator("[g_editable=true]").fill(TYPED);
  }

  /** Waxwing's composer, once it shows a letter. */
  async function compose(intent = /^Sign & encrypt$/): Promise<Frame> {
    await click(mail(), "button", intent);
    const composer = await house.alice.frame("composer");
    await composer.getByRole("textbox", { name: "Message" }).waitFor();
    return composer;
  }

  /** Without scrolling, neither the page nor the letter. */
  async function isInSight(target: Locator, composer: Frame): Promise<boolean> {
    const [box, frame] = [await target.boundingBox(), await (await composer.frameElement()).boundingBox()];
    const height = await mail().evaluate(() => innerHeight);
    if (box === null || frame === null) return false;
    return box.y >= Math.max(0, frame.y) && box.y + box.height <= Math.min(height, frame.y + frame.height);
  }

  const posted = (kind: NativeDraft["kind"]) =>
    house.replica.requests.filter(({ url, body }) => url.endsWith("/i/s") && body.includes(`"kind":"${kind}"`));
  const composers = () =>
    mail()
      .frames()
      .filter((frame) => frame.url().includes("/pages/composer/")).length;

  /** The frame goes with this click, sometimes before the browser has said that it was clicked. */
  async function leaveBy(composer: Frame, name: string): Promise<void> {
    void composer
      .getByRole("button", { name })
      .click()
      .catch(() => {});
    await until(() => composers() === 0, "The composer stays");
  }

  describe.each(GENERATIONS)("in its shape of %s", (generation) => {
    it("takes recipients, subject and text of a new message along, and says what may have been saved", async () => {
      await open("pop-up", generation);
      await writeNatively("Bob Baumann <bob@example.org>", generation);
      await house.alice.picture(mail(), `controls-${generation}`);
      const composer = await compose();
      expect(await subjectIn(composer)).toBe("The plan");
      expect(await textIn(composer)).toBe(TYPED);
      expect(await composer.getByRole("main").or(composer.locator("body")).first().innerText()).toContain(
        "Bob Baumann",
      );
      await composer.getByText(/may have saved what you typed/).waitFor();
      expect(await composer.locator("select option").allInnerTexts()).toEqual([
        "Alice Adler <alice@example.org>",
        `Alice Adler <${ALIAS}>`,
      ]);
      await house.alice.picture(mail(), `composer-${generation}`);
    });

    it("answers below the message, with its quote", async () => {
      await open("below a message", generation);
      await hearDeliveries(await house.alice.browser.worker());
      const composer = await compose();
      expect(await subjectIn(composer)).toBe("Re: The contract");
      expect(await quoteIn(composer)).toContain("the contract is ready: 1200 crowns");
      await composer.getByText("Bob Baumann").first().waitFor();
      const [received] = house.replica.office.accounts[0]?.messages ?? [];
      expect(await deliveriesHeard(await house.alice.browser.worker())).toContainEqual({
        kind: "gmail-api",
        thread: received?.threadId,
      });
      await house.alice.picture(mail(), `reply-${generation}`);
    });

    it("lets nothing of Gmail's send the text behind its back, and gives the form back as it was", async () => {
      await open("pop-up", generation);
      await writeNatively("bob@example.org", generation);
      const composer = await compose();
      const before = posted("send").length;
      await mail().evaluate(() => {
        document.body.focus();
        const keys = { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true, composed: true };
        for (const selector of ["body", ".M9 [g_editable=true]", ".aoO", ".Uo"]) {
          const target = document.querySelector(selector);
          target?.dispatchEvent(new KeyboardEvent("keydown", keys));
          target?.dispatchEvent(new KeyboardEvent("keydown", { ...keys, ctrlKey: false, metaKey: true }));
        }
        for (const selector of [".aoO", ".Uo", ".hG", ".Ha", ".Hq"])
          for (const type of ["mousedown", "mouseup", "click"])
            document.querySelector(selector)?.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));
      });
      await mail().locator(".T-I-KE").focus();
      await mail().keyboard.press("Control+Enter");
      await settled(mail());
      expect(await mail().evaluate(() => window.gmailReplica.sent)).toEqual([]);
      expect(await mail().locator("[selector=scheduledSend]").count()).toBe(0);
      expect(posted("send")).toHaveLength(before);
      expect(composers()).toBe(1);
      await leaveBy(composer, "Back to webmail");
      expect(await form().locator("[g_editable=true]").innerText()).toBe(TYPED);
      await form().locator(".aoO").click();
      await until(() => posted("send").length === before + 1, "The native form does not send any more");
    });

    it("discards the native draft, and what is written never reaches Gmail", async () => {
      await open("below a message", generation);
      const watch = new Watch(mail(), [SECRET]);
      const composer = await compose();
      const before = posted("discard").length;
      await composer.getByRole("textbox", { name: "Message" }).pressSequentially(`The code is ${SECRET}. `);
      await settled(mail());
      await composer.getByRole("button", { name: "Discard", exact: true }).click();
      await leaveBy(composer, "Discard message");
      await until(() => posted("discard").length === before + 1, "Gmail's own draft stays");
      expect(await form().count()).toBe(0);
      expect(await watch.end()).toEqual([]);
      expect(watch.closedRoots).toBeGreaterThan(0);
      expect(betrayed(toldTo(house.replica), [SECRET])).toEqual([]);
    });
  });

  describe("wherever Gmail shows a form", () => {
    it.each(PLACES)("opens in its place, with recipients and Send in sight: %s", async (place) => {
      await mail().setViewportSize({ width: 1280, height: 720 });
      await open(place);
      const composer = await compose();
      const send = composer.getByRole("button", { name: /^Send / });
      await send.waitFor();
      const frame = await (await composer.frameElement()).boundingBox();
      expect(frame?.width).toBeGreaterThan(450);
      expect(frame?.height).toBeGreaterThan(400);
      await until(() => isInSight(send, composer), "Send is out of sight");
      await until(() => isInSight(composer.getByLabel("To", { exact: true }), composer), "To is out of sight");
      await house.alice.picture(mail(), `place-${place.replaceAll(" ", "-")}`);
    });

    it("is in plain sight there, so that sealing goes ahead", async () => {
      await open("pop-up");
      await writeNatively("bob@example.org", STOCK.generation);
      const composer = await compose();
      await composer.getByRole("button", { name: "Send signed and encrypted" }).click();
      await composer.locator("[role=dialog], .send-panel, progress").first().waitFor();
      expect(await composer.getByText("Something on this page lies over Waxwing").count()).toBe(0);
      await house.alice.picture(mail(), "sending");
      expect(betrayed(toldTo(house.replica), ["Content-Type: application/pkcs7"])).toEqual([]);
    });

    it("keeps Gmail's shortcuts for answering from opening a second, plain form", async () => {
      await open("below a message");
      await compose();
      await mail().evaluate(() =>
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "f", bubbles: true })),
      );
      await settled(mail());
      expect(await mail().locator(".M9 .mI").count()).toBe(0);
      expect(composers()).toBe(1);
    });

    it("keeps what was written below a message whose thread is closed, and says none of it to Gmail", async () => {
      await open("below a message");
      const watch = new Watch(mail(), [SECRET]);
      const composer = await compose();
      await composer.getByRole("textbox", { name: "Message" }).pressSequentially(`The code is ${SECRET}. `);
      await composer.getByText("Kept on this device, sealed.").waitFor();
      await house.visit();
      await until(() => composers() === 0, "The composer stays");
      await open("pop-up");
      const elsewhere = await compose();
      await elsewhere.getByRole("button", { name: /^Continue the letter / }).click();
      await until(async () => (await textIn(elsewhere)).includes(SECRET), "the text does not come back");
      expect(await subjectIn(elsewhere)).toBe("Re: The contract");
      await house.alice.picture(mail(), "continued");
      expect(await watch.end()).toEqual([]);
      expect(betrayed(toldTo(house.replica), [SECRET])).toEqual([]);
      await elsewhere.getByRole("button", { name: "Discard", exact: true }).click();
      await leaveBy(elsewhere, "Discard message");
    });

    it("names files that stay behind before it opens", async () => {
      await open("pop-up");
      await form().locator(".aMZ").click();
      await click(mail(), "button", /^Sign$/);
      await see(mail(), "StaticText", /plan\.txt/);
      await house.alice.picture(mail(), "left-behind");
      expect(composers()).toBe(0);
      await click(mail(), "button", /^Continue$/);
      await house.alice.frame("composer");
    });

    it("is reached with the keyboard", async () => {
      await open("pop-up");
      await form().locator("input[name=subjectbox]").focus();
      await tabTo(mail(), "button", /^Sign & encrypt$/);
      await mail().keyboard.press("Enter");
      await (await house.alice.frame("composer")).getByRole("textbox", { name: "Message" }).waitFor();
    });

    it("stands beside a second form without touching it", async () => {
      await open("pop-up");
      await mail().locator(".T-I-KE").click();
      await mail().locator(".M9").nth(1).locator("[g_editable=true]").fill("The other");
      await compose();
      expect(await mail().locator(".M9").nth(1).locator("[g_editable=true]").innerText()).toBe("The other");
      const before = posted("send").length;
      await mail().locator(".M9").nth(1).locator(".aoO").click();
      await until(() => posted("send").length === before + 1, "The other form does not send");
    });

    it.each(["light", "dark"] as const)("looks as it should: %s", async (colorScheme) => {
      await mail().emulateMedia({ colorScheme });
      Object.assign(house.replica.settings, STOCK, { dark: colorScheme === "dark" });
      await OPENERS["below a message"]();
      await see(mail(), "button", /^Sign & encrypt$/);
      await house.alice.picture(mail(), `look-${colorScheme}-controls`);
      await compose();
      await house.alice.picture(mail(), `look-${colorScheme}-composer`);
      await mail().emulateMedia({ colorScheme: null });
    });
  });
});
