import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GENERATIONS } from "../replica/gmail/settings.ts";
import { GMAIL } from "../replica/gmail/server.ts";
import { browserIsPossible } from "../rig/browser.ts";
import { look, see } from "../rig/closed-roots.ts";
import { type GmailHouse, openGmail, settled, toldTo } from "../rig/gmail.ts";
import { addressed, signEntity, textEntity } from "../rig/letters.ts";
import { until } from "../rig/loopback.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import { betrayed } from "../rig/secrets.ts";
import { Watch } from "../rig/watch.ts";

const SECRET = "bramble-2208";

describe.skipIf(!browserIsPossible)("reading in Gmail, as shipped", () => {
  let house: GmailHouse;
  const mail = () => house.alice.mail;
  const shown = (selector: string) => mail().locator(selector).first().isVisible();
  const badges = async () => (await house.alice.hasBadge()) as boolean;

  beforeAll(async () => {
    house = await openGmail();
    await house.visit();
    await house.alice.importKeyFile(house.certificates.aliceFile, SECRETS.alicePassphrase, true);
  });
  afterAll(() => house.end());

  describe.each(GENERATIONS)("in its shape of %s", (generation) => {
    it("says Verified beside the sender, and hides the chip of the signature", async () => {
      await house.show(house.letters.signed, { generation });
      await house.alice.verdictBecomes(/^Verified\b.*bob@example\.org/);
      await house.alice.picture(mail(), `verified-${generation}`);
      expect(await shown(".hq.gt")).toBe(false);
      expect(await shown(".a3s")).toBe(true);
    });

    it("shows sealed mail in a frame of its own, and nowhere else", async () => {
      await house.show(house.letters.signedAndEncrypted, { generation });
      const watch = new Watch(mail(), [SECRET]);
      await house.alice.verdictBecomes(/^Verified\b/);
      expect(await house.alice.readInViewer()).toContain(SECRET);
      await house.alice.picture(mail(), `sealed-${generation}`);
      expect(await shown(".a3s")).toBe(false);
      expect(await watch.end()).toEqual([]);
      expect(watch.closedRoots).toBeGreaterThan(0);
      expect(betrayed(toldTo(house.replica), [SECRET])).toEqual([]);
    });

    it("keeps its place when Gmail draws the message anew", async () => {
      await house.show(house.letters.signed, { generation });
      await house.alice.verdictBecomes(/^Verified\b/);
      for (let round = 0; round < 3; round++) await mail().evaluate(() => window.gmailReplica.rerender());
      await until(async () => !(await shown(".hq.gt")), "The chip stays");
      await house.alice.verdictBecomes(/^Verified\b/);
    });
  });

  describe("on every surface", () => {
    const stock = { generation: "2026-03", previewPane: false, conversationView: true } as const;

    it("follows a person who opens, collapses and leaves", async () => {
      await house.show(house.letters.signed, stock);
      await house.alice.verdictBecomes(/^Verified\b/);
      await mail().locator("table.gJ td.gH.bAk").click();
      await until(async () => !(await badges()), "The badge of a collapsed message stays");
      await mail().locator("table.gz").click();
      await house.alice.verdictBecomes(/^Verified\b/);
      await mail().evaluate(() => (location.hash = "#inbox"));
      await mail().locator("tr.zA").waitFor();
      await until(async () => !(await badges()), "The badge of a thread that was left stays");
      await mail().locator("tr.zA").click();
      await house.alice.verdictBecomes(/^Verified\b/);
    });

    it("puts a badge on every expanded message of a conversation, by its own octets", async () => {
      const { alice, bob, authority } = house.certificates;
      await house.show(house.letters.signed, stock);
      const [first] = house.replica.office.accounts[0]?.messages ?? [];
      const parent = /^Message-ID: (.*)$/im.exec(Buffer.from(first?.raw ?? []).toString())?.[1]?.trim() ?? "";
      const answer = async (text: string, changed: boolean) => {
        const signed = (await signEntity(textEntity(text), bob, authority.intermediate)).toString("latin1");
        const content = Buffer.from(changed ? signed.replace(text, `Not ${text}`) : signed, "latin1");
        const raw = addressed(bob, alice, "Re: The contract", content).toString("latin1");
        house.replica.office.deliver(Buffer.from(`In-Reply-To: ${parent}\r\n${raw}`, "latin1"), [alice.address]);
      };
      for (let n = 0; n < 6; n++) await answer(`Answer ${n}`, n === 5);
      await house.visit(`#inbox/${first?.id}`);
      await house.alice.verdictBecomes(/^Warning\b/);
      expect(await mail().locator(".kQ").count()).toBe(4);
      await mail().locator(".adv").click();
      await mail().locator("table.gz").first().click();
      await until(() => look(mail(), "button", /^Waxwing: Verified/), "The first message has no badge of its own");
      await until(() => look(mail(), "button", /^Waxwing: Warning/), "The last message lost its badge");
      await house.alice.picture(mail(), "conversation");
    });

    it("says all of it in what little room there is at 400 %", async () => {
      await mail().setViewportSize({ width: 320, height: 256 });
      await house.show(house.letters.signed, stock);
      await house.alice.verdictBecomes(/^Verified\b/);
      const host = mail().locator("waxwing-badge");
      // Without Gmail's menu beside it, as a person does who needs the room.
      await mail().evaluate(() => document.querySelector(".aeN")?.remove());
      await house.alice.toggleDetails();
      const width = () => host.evaluate(({ scrollWidth }) => scrollWidth);
      for (const [role, name] of [
        ["button", /^Waxwing: /],
        ["DisclosureTriangle", /./],
      ] as const) {
        const { x, y } = await see(mail(), role, name);
        expect(x > 0 && x < 320 && y > 0 && y < 256).toBe(true);
        await house.alice.picture(mail(), `zoomed-${role}`);
      }
      expect(await width()).toBeLessThanOrEqual(288);
      // In no room at all it stands out of its column, and can be read.
      await host.evaluate((element) => element.parentElement?.style.setProperty("width", "20px"));
      expect(await width()).toBeGreaterThanOrEqual(240);
      await house.alice.toggleDetails();
      await mail().setViewportSize({ width: 1280, height: 720 });
    });

    it("sends a message on by Gmail's menu where it is not the last of its conversation, and quotes what was read", async () => {
      await house.show(house.letters.signedAndEncrypted, stock);
      await house.alice.readInViewer();
      // Gmail has them below the last message only.
      await mail().evaluate(() => document.querySelector(".amn")?.remove());
      const watch = new Watch(mail(), [SECRET]);
      await house.alice.answerInViewer("Forward");
      const composer = await house.alice.frame("composer");
      await composer.getByText(SECRET).first().waitFor();
      await house.alice.picture(mail(), "forwarded-from-viewer");
      expect(await watch.end()).toEqual([]);
      expect(betrayed(toldTo(house.replica), [SECRET])).toEqual([]);
    });

    it("works in the preview pane", async () => {
      await house.show(house.letters.signed, { ...stock, previewPane: true });
      await house.alice.verdictBecomes(/^Verified\b/);
      await house.alice.picture(mail(), "preview-pane");
    });

    it("works without conversations", async () => {
      await house.show(house.letters.signed, { ...stock, conversationView: false });
      await house.alice.verdictBecomes(/^Verified\b/);
    });

    it("works in a window of its own", async () => {
      await house.show(house.letters.signed, stock);
      const id = new URL(mail().url()).hash.split("/")[1];
      await mail().goto(`${GMAIL}/mail/u/0/?ui=2&view=btop&show=thread&th=${id}`);
      await house.alice.verdictBecomes(/^Verified\b/);
    });

    it("reads a clipped message whole", async () => {
      const { alice, bob, authority } = house.certificates;
      const text = `${"A long line of a long letter.\n".repeat(5_000)}The end.\n`;
      const content = await signEntity(textEntity(text), bob, authority.intermediate);
      const raw = addressed(bob, alice, "Long", content);
      await house.show({ ...house.letters.signed, raw }, stock);
      await mail().locator(".iX a").waitFor();
      await house.alice.verdictBecomes(/^Verified\b/);
    });

    it("waits for the id of what was just sent", async () => {
      const { alice, bob, authority } = house.certificates;
      const [account] = house.replica.office.accounts;
      const content = await signEntity(textEntity("Mine"), bob, authority.intermediate);
      account?.messages.splice(0);
      const sent = account?.file(addressed(bob, alice, "Sent", content), ["SENT"], null, false);
      await house.visit(`#sent/${sent?.id}`);
      await mail().locator(".adn:not([data-legacy-message-id])").waitFor();
      await settled(mail());
      expect(await badges()).toBe(false);
      if (sent !== undefined) sent.synced = true;
      await house.alice.verdictBecomes(/^Verified\b/);
    });

    it("asks for the account that the page shows", async () => {
      const { bob } = house.certificates;
      const account = house.replica.office.account(bob.address);
      const [message] = house.replica.office.deliver(house.letters.signed.raw, [bob.address]);
      expect(account?.messages).toContain(message);
      await house.visit(`#inbox/${message?.id}`, 1);
      await house.alice.verdictBecomes(/^Verified\b/);
      const asked = house.replica.requests.filter(({ url }) => url.includes(`th=${message?.id}`));
      expect(asked.map(({ url }) => url.split("?")[0])).toEqual(["/mail/u/1/"]);
    });

    it("has the worker ask where the browser lets no page read the answer", async () => {
      await house.show(house.letters.signed, { ...stock, attachmentHost: "never" });
      await house.alice.verdictBecomes(/^Verified\b/);
      house.replica.settings.attachmentHost = "fresh";
    });

    it("says so where Gmail has signed the person out, and checks again when asked", async () => {
      await house.show(house.letters.signed, stock);
      await house.alice.verdictBecomes(/^Verified\b/);
      house.replica.settings.signedOut = true;
      await mail().evaluate(() => window.gmailReplica.rerender());
      await until(() => look(mail(), "StaticText", /signed you out/), "It does not say that the session ended");
      await house.alice.picture(mail(), "signed-out");
      house.replica.settings.signedOut = false;
      const again = await until(() => look(mail(), "button", /^Try again$/), "Nobody can try again");
      await mail().mouse.click(again.x, again.y);
      await house.alice.verdictBecomes(/^Verified\b/);
    });

    it.each(["pt", "om", "lg"])("leaves Gmail's other documents alone (view=%s)", async (view) => {
      await house.show(house.letters.signed, stock);
      const id = new URL(mail().url()).hash.split("/")[1];
      await mail().goto(`${GMAIL}/mail/u/0/?ui=2&view=${view}&th=${id}`);
      await settled(mail());
      expect(await badges()).toBe(false);
      expect(await mail().locator("waxwing-badge").count()).toBe(0);
    });

    it("leaves the list alone", async () => {
      await house.show(house.letters.signed, stock);
      await house.visit("#inbox");
      await mail().locator("tr.zA").waitFor();
      await settled(mail());
      expect(await mail().locator("waxwing-badge").count()).toBe(0);
    });

    it("hides no attachment but S/MIME's own", async () => {
      const { alice, bob, authority } = house.certificates;
      const parts = [
        "Content-Type: text/plain\r\n\r\nSee the plan.\r\n",
        'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="plan.pdf"\r\n\r\n%PDF\r\n',
      ];
      const mixed = Buffer.from(
        `Content-Type: multipart/mixed; boundary=m\r\n\r\n${parts.map((part) => `--m\r\n${part}`).join("")}--m--\r\n`,
      );
      const raw = addressed(bob, alice, "Plan", await signEntity(mixed, bob, authority.intermediate));
      await house.show({ ...house.letters.signed, raw }, stock);
      await house.alice.verdictBecomes(/^Verified\b/);
      await until(async () => !(await mail().locator(".aZo", { hasText: "smime.p7s" }).isVisible()), "The chip stays");
      expect(await mail().locator(".aZo", { hasText: "plan.pdf" }).isVisible()).toBe(true);
      await house.alice.picture(mail(), "attachment");
    });

    it("believes no id that a message's author wrote", async () => {
      const { alice, carol } = house.certificates;
      const [account] = house.replica.office.accounts;
      account?.messages.splice(0);
      const [signed] = house.replica.office.deliver(house.letters.signed.raw, [alice.address]);
      const id = signed?.id ?? "";
      const fake = `<div class="adn ads" data-message-id="#msg-f:${BigInt(`0x${id}`)}" data-legacy-message-id="${id}"><div class="gs"><div class="gE iv gt">Bob</div><div class="ii gt"><div class="a3s aiL">Pay me</div></div></div></div>`;
      const raw = addressed(carol, alice, "Fake", Buffer.from(`Content-Type: text/html\r\n\r\n${fake}\r\n`));
      const [hostile] = house.replica.office.deliver(raw, [alice.address]);
      const before = house.replica.requests.length;
      await house.visit(`#inbox/${hostile?.id}`);
      await mail().locator(".a3s .adn").waitFor();
      await settled(mail());
      expect(await badges()).toBe(false);
      const asked = house.replica.requests.slice(before).filter(({ url }) => url.includes("&th="));
      expect(asked.map(({ url }) => /th=(\w+)/.exec(url)?.[1])).toEqual([hostile?.id]);
    });
  });
});
