import type { Frame } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { STOCK } from "../replica/gmail/settings.ts";
import { browserIsPossible } from "../rig/browser.ts";
import { click, see } from "../rig/closed-roots.ts";
import { type GmailHouse, openGmail, settled, toldTo } from "../rig/gmail.ts";
import { until } from "../rig/loopback.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import { betrayed } from "../rig/secrets.ts";

const SECRET = "bramble-2208";

/** Gmail's own page, gone bad: its scripts do what any script of a page can. */
describe.skipIf(!browserIsPossible)("a hostile Gmail", () => {
  let house: GmailHouse;
  const mail = () => house.alice.mail;
  const ours = () =>
    mail()
      .frames()
      .filter((frame) => frame.url().includes("/pages/"));

  beforeAll(async () => {
    house = await openGmail({ album: "gmail-hostile" });
    await house.visit();
    await house.alice.importKeyFile(house.certificates.aliceFile, SECRETS.alicePassphrase, true);
    await house.show(house.letters.signed, STOCK);
    await house.alice.verdictBecomes(/^Verified\b/);
  });
  afterAll(() => house.end());
  beforeEach(() => void Object.assign(house.replica.settings, STOCK));

  async function answer(): Promise<Frame> {
    await house.show(house.letters.signed);
    // The badge moves what stands below it.
    await house.alice.verdictBecomes(/^Verified\b/);
    await mail().locator(".ams", { hasText: "Reply" }).click();
    await click(mail(), "button", /^Sign & encrypt$/);
    const composer = await house.alice.frame("composer");
    await composer.getByRole("button", { name: "Send signed and encrypted" }).waitFor();
    return composer;
  }

  it("hunts for the frame, and finds no way in", async () => {
    await house.show(house.letters.signedAndEncrypted);
    expect(await house.alice.readInViewer()).toContain(SECRET);
    const found = await mail().evaluate(() => {
      const hosts = [...document.querySelectorAll("waxwing-frame, waxwing-badge")];
      const [host] = hosts;
      const place = host?.getBoundingClientRect();
      const struck = place === undefined ? null : document.elementFromPoint(place.x + 20, place.y + 20);
      return {
        hosts: hosts.length,
        roots: hosts.filter(({ shadowRoot }) => shadowRoot !== null).length,
        frames: document.querySelectorAll("iframe").length,
        windows: window.frames.length,
        children: hosts.reduce((sum, { childNodes }) => sum + childNodes.length, 0),
        struck: struck?.localName ?? "",
        resources: performance.getEntriesByType("resource").filter(({ name }) => name.startsWith("chrome-extension:"))
          .length,
        text: document.documentElement.innerText,
      };
    });
    const { text, struck, ...rest } = found;
    expect(rest).toEqual({ hosts: 2, roots: 0, frames: 0, windows: 0, children: 0, resources: 0 });
    expect(struck).toMatch(/^waxwing-/);
    expect(text).not.toContain(SECRET);
  });

  it("patches what it can before Waxwing comes, and still sees nothing", async () => {
    await house.show(house.letters.plain);
    await mail().addInitScript(() => {
      const seen: string[] = [];
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) {
        const root = attach.call(this, { ...init, mode: "open" });
        seen.push(this.localName);
        return root;
      };
      const post: (...given: never[]) => void = MessagePort.prototype.postMessage;
      const listen = (...given: never[]): void => {
        seen.push("port");
        post(...given);
      };
      Object.assign(MessagePort.prototype, { postMessage: listen });
      window.addEventListener("message", ({ data }) => seen.push(`message ${JSON.stringify(data)}`));
      Object.assign(window, { seen });
    });
    await house.show(house.letters.signedAndEncrypted);
    expect(await house.alice.readInViewer()).toContain(SECRET);
    expect(await mail().evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
  });

  it("paints a verdict of its own; the popup says the true one", async () => {
    await house.show(house.letters.altered);
    await house.alice.verdictBecomes(/^Warning\b/);
    await mail().evaluate(() => {
      for (const badge of document.querySelectorAll<HTMLElement>("waxwing-badge")) badge.style.display = "none";
      const fake = document.createElement("div");
      fake.textContent = "Verified · bob@example.org";
      document.querySelector(".gE")?.after(fake);
    });
    const told = await house.alice.inPopup(async (popup) => {
      await popup
        .getByText(/^Warning/)
        .first()
        .waitFor();
      return popup.getByRole("main").innerText();
    });
    expect(told).toContain("Warning");
    expect(told).not.toMatch(/Verified · /);
  });

  it("has no line to the worker, and none to a frame", async () => {
    await house.show(house.letters.signedAndEncrypted);
    const before = await house.alice.readInViewer();
    const lines = await mail().evaluate(async (id) => {
      const { chrome } = window as unknown as { chrome?: { runtime?: { sendMessage?: unknown } } };
      const introduction = { waxwing: "introduction", ticket: "A".repeat(43) };
      window.postMessage(introduction, "*");
      for (let n = 0; n < window.frames.length; n++) window.frames[n]?.postMessage(introduction, "*");
      const frame = document.createElement("iframe");
      frame.src = `chrome-extension://${id}/pages/viewer/index.html`;
      const blocked = new Promise((resolve) =>
        document.addEventListener("securitypolicyviolation", resolve, { once: true }),
      );
      document.body.append(frame);
      await Promise.race([blocked, new Promise((resolve) => setTimeout(resolve, 1_000))]);
      const asked = await fetch(`chrome-extension://${id}/pages/viewer/index.html`).then(
        () => "answered",
        () => "refused",
      );
      frame.remove();
      return { worker: typeof chrome?.runtime?.sendMessage, asked };
    }, house.alice.browser.extensionId);
    expect(lines).toEqual({ worker: "undefined", asked: "refused" });
    expect(await house.alice.readInViewer()).toBe(before);
  });

  it("moves the viewer's frame: its ticket is spent, and the message is read anew, a few times", async () => {
    await house.show(house.letters.signedAndEncrypted);
    expect(await house.alice.readInViewer()).toContain(SECRET);
    await mail().evaluate(() => {
      const host = document.querySelector("waxwing-frame");
      if (host !== null) document.body.append(host);
    });
    await settled(mail());
    expect(await house.alice.readInViewer()).toContain(SECRET);
    expect(betrayed(await mail().evaluate(() => document.documentElement.outerHTML), [SECRET])).toEqual([]);
  });

  it("rewrites the recipients behind the composer, which keeps to its own list", async () => {
    const composer = await answer();
    await mail().evaluate(() => {
      for (const chip of document.querySelectorAll("[data-hovercard-id]"))
        chip.setAttribute("data-hovercard-id", "mallory@evil.example");
      for (const field of document.querySelectorAll<HTMLInputElement>("input[type=hidden]"))
        field.value = "mallory@evil.example";
      const subject = document.querySelector<HTMLInputElement>("input[name=subjectbox]");
      if (subject !== null) subject.value = "Mallory's";
    });
    await settled(mail());
    const text = await composer.locator("body").innerText();
    expect(text).toContain("bob@example.org");
    expect(text).not.toContain("mallory");
    expect(await composer.getByRole("textbox", { name: "Subject" }).inputValue()).toBe("Re: The contract");
  });

  it("lays something over the composer: nothing is sealed before it is gone", async () => {
    const composer = await answer();
    await mail().evaluate(() => {
      const cover = document.createElement("div");
      cover.id = "cover";
      cover.textContent = "You won";
      cover.style.cssText = "position: fixed; inset: 0; z-index: 2147483647; background: #fff; pointer-events: none";
      document.body.append(cover);
    });
    await settled(mail());
    await composer.getByRole("button", { name: "Send signed and encrypted" }).click();
    await composer.getByText("Something on this page lies over Waxwing").waitFor();
    await mail().evaluate(() => document.querySelector("#cover")?.remove());
    await house.alice.picture(mail(), "was-covered");
  });

  it("sends its own form by script while the composer stands: Gmail's listeners never hear of it", async () => {
    await answer();
    const before = house.replica.requests.length;
    await mail().evaluate(() => {
      document.querySelector<HTMLElement>(".aoO")?.click();
      document.querySelector("form")?.requestSubmit();
    });
    await settled(mail());
    expect(ours()).toHaveLength(1);
    expect(house.replica.requests.slice(before).filter(({ body }) => body.includes('"kind":"send"'))).toEqual([]);
  });

  it("has Waxwing stand aside by its own word, and gains nothing by it", async () => {
    await house.show(house.letters.signedAndEncrypted);
    expect(await house.alice.readInViewer()).toContain(SECRET);
    await mail().evaluate(() => document.dispatchEvent(new Event("waxwing-succession")));
    await until(() => ours().length === 0, "The frame stays");
    expect(betrayed(toldTo(house.replica), [SECRET])).toEqual([]);
    await house.show(house.letters.signed);
    await see(mail(), "button", /^Waxwing:\s*Verified/);
  });
});
