import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { browserIsPossible } from "../rig/browser.ts";
import { look, see } from "../rig/closed-roots.ts";
import { until } from "../rig/loopback.ts";
import { rigIsPossible } from "../rig/rig.ts";
import { clickSteadily, type Visit, visitWebmail } from "./fixture/visit.ts";

interface InFrame {
  readonly said: readonly { readonly kind: string }[];
  say(message: unknown): void;
}

interface Copy {
  readonly text: string;
  readonly recipients: readonly string[];
  readonly messageId: string;
  readonly filed: boolean;
}

/** The stand-in composer hands these copies over, as the real one does after sealing. */
const hand = (frame: Frame, copies: readonly Copy[]) =>
  frame.evaluate((given) => {
    const sealed = given.map(({ text, ...copy }) => ({ ...copy, raw: new TextEncoder().encode(text) }));
    (globalThis as unknown as InFrame).say({ kind: "send", copies: sealed });
  }, copies);
/** With the last word the frame goes, sometimes before the browser has said that it was spoken. */
const say = (frame: Frame, kind: string) =>
  frame
    .evaluate((said) => (globalThis as unknown as InFrame).say({ kind: said }), kind)
    .catch((error: Error) => {
      if (!error.message.includes("detached")) throw error;
    });
const saidTo = (frame: Frame) => frame.evaluate(() => (globalThis as unknown as InFrame).said);

interface Claims {
  holdClaims(intent: string): void;
  releaseClaims(): void;
}

const TYPED = "Typed into the native editor";
let count = 0;
function copyFor(recipient: string, from: string, filed = true): Copy {
  const messageId = `composed-${++count}.${Date.now()}@example.com`;
  const text = `Message-ID: <${messageId}>\r\nFrom: Alice <${from}>\r\nTo: ${recipient}\r\nSubject: sealed\r\n\r\nsealed\r\n`;
  return { text, recipients: [recipient], messageId, filed };
}

describe.skipIf(!rigIsPossible || !browserIsPossible)("a native compose page", () => {
  let visit: Visit;
  let page: Page;
  let bob: string;

  beforeAll(async () => {
    visit = await visitWebmail();
    ({ page } = visit);
    bob = visit.rig.certificates.bob.address;
    page.on("dialog", (dialog) => void dialog.accept());
    await visit.deliver(
      ["Subject: question", "Content-Type: text/plain", "Message-ID: <question@example.com>"],
      "Why?",
    );
  }, 180_000);
  beforeEach(() => visit.rig.outgoing.refuse(null));
  afterAll(() => visit?.rig.end());

  const drafts = () => visit.rig.stored(visit.rig.certificates.alice, "Drafts");
  const reply = () => visit.go("_task=mail&_action=compose&_reply_uid=1&_mbox=INBOX");
  const open = async (name = /^Sign & encrypt$/): Promise<Frame> => {
    await clickSteadily(page, "button", name);
    const frame = await visit.frame("composer");
    await until(async () => (await frame.textContent("body"))?.includes("Ticket"), "no introduction");
    return frame;
  };
  const seed = async () => {
    const asked = (await visit.heard()).findLast(({ name }) => name === "composer/open");
    return JSON.parse(asked?.detail ?? "{}");
  };
  const asked = async () => (await visit.heard()).filter(({ name }) => name === "composer/open").length;
  const saves = () => visit.rig.webmail.heard.requests.filter(({ body }) => body.includes("_draft=1")).length;
  const hasFrame = () => page.locator("waxwing-frame").count();

  const attachPlan = async () => {
    await page.setInputFiles("#uploadform input[type=file]", {
      name: "plan.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("plan"),
    });
    await page.locator("#attachment-list li", { hasText: "plan.txt" }).waitFor();
    await page.waitForTimeout(500);
  };

  it("has three controls in one labelled group, and other pages have none", async () => {
    await visit.go("_task=mail&_mbox=INBOX");
    await page.waitForTimeout(300);
    expect(await look(page, "group", /^Waxwing$/)).toBeNull();
    await reply();
    await see(page, "group", /^Waxwing$/);
    for (const name of [/^Sign$/, /^Encrypt$/, /^Sign & encrypt$/]) await see(page, "button", name);
  });

  it("has them in reach at 400 %, where a window has 320 by 256 pixels", async () => {
    const before = page.viewportSize() ?? { width: 1280, height: 800 };
    await page.setViewportSize({ width: 320, height: 256 });
    for (const name of [/^Sign$/, /^Encrypt$/, /^Sign & encrypt$/]) {
      const { x, y } = await see(page, "button", name);
      expect([x > 12 && x < 308, y > 12 && y < 244]).toEqual([true, true]);
    }
    await page.setViewportSize(before);
  });

  it("has them in Waxwing's own language and direction, whatever the page's are", async () => {
    const spoken = await page.locator("waxwing-controls").evaluate(({ lang, dir }: HTMLElement) => [lang, dir]);
    expect(spoken).toEqual(["en", "ltr"]);
  });

  it("hands over its fields and the message it answers", async () => {
    await reply();
    await page.fill("#compose-subject", "Re: question, answered");
    await open(/^Encrypt$/);
    const { answered, ...fields } = await seed();
    expect(fields).toMatchObject({
      intent: "encrypt",
      from: { address: visit.address },
      identities: [{ address: visit.address }],
      subject: "Re: question, answered",
      forwards: false,
      limit: expect.any(Number),
      // Roundcube may have saved the changed subject before the click: it saves every two seconds here.
      mayHaveBeenSaved: saves() > 0,
      delivery: { kind: "webmail" },
    });
    expect(fields.to).toContain("bob@example.com");
    expect(fields.text).toContain("> Why?");
    expect(answered).toContain("Message-ID: <question@example.com>");
  });

  it("is covered by the composer, out of reach of keyboard and page", async () => {
    const frame = await visit.frame("composer");
    expect(await page.locator("#layout-sidebar").isVisible()).toBe(false);
    const [form, host] = await page.evaluate(() =>
      ["#layout-content", "waxwing-frame"].map((name) =>
        document.querySelector(name)?.getBoundingClientRect().toJSON(),
      ),
    );
    expect(host).toEqual(form);
    expect(await page.evaluate(() => document.querySelector("#compose-content")?.matches("[inert] *, [inert]"))).toBe(
      true,
    );
    expect(
      await page.evaluate(() => [window.frames.length, document.querySelector("waxwing-frame")?.shadowRoot]),
    ).toEqual([0, null]);
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain("composer-ticket");
    expect(await frame.evaluate(() => parent !== window)).toBe(true);
  });

  it("saves nothing while the composer is open", async () => {
    await page.evaluate((text) => {
      const editor = document.querySelector<HTMLTextAreaElement>("#composebody");
      if (editor) editor.value = text;
    }, TYPED);
    const [before, kept] = [saves(), drafts().length];
    await page.waitForTimeout(6_500);
    await page.evaluate(() =>
      (window as unknown as { rcmail: { command(name: string, props: object): void } }).rcmail.command("savedraft", {}),
    );
    await page.evaluate(() =>
      (window as unknown as { rcmail: { command(name: string, props: object): void } }).rcmail.command("send", {
        nocheck: true,
      }),
    );
    await page.waitForTimeout(500);
    expect(saves()).toBe(before);
    expect(drafts()).toHaveLength(kept);
    expect(drafts().filter((raw) => raw.includes(TYPED))).toEqual([]);
    expect(visit.rig.outgoing.sent).toEqual([]);
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(TYPED);
  });

  it("is given back untouched when the person cancels", async () => {
    await say(await visit.frame("composer"), "cancelled");
    await until(async () => (await hasFrame()) === 0, "the composer stays");
    expect(await page.inputValue("#composebody")).toBe(TYPED);
    expect(await page.inputValue("#compose-subject")).toBe("Re: question, answered");
    expect(await page.locator("#layout-sidebar").isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("waxwing-controls");
    await until(() => drafts().some((raw) => raw.includes(TYPED)), "the native client saves no more", 10);
  });

  it("says that the draft may have been saved, and takes the typed text along", async () => {
    await until(async () => (await page.inputValue("[name=_draft_saveid]")) !== "", "no draft");
    await open();
    expect(await seed()).toMatchObject({ intent: "sign-and-encrypt", mayHaveBeenSaved: true, text: TYPED });
  });

  it("sends the copies one by one, tells each step, and leaves neither draft nor question behind", async () => {
    const frame = await visit.frame("composer");
    const copies = [copyFor(bob, visit.address), copyFor(visit.rig.certificates.carol.address, visit.address, false)];
    await hand(frame, copies);
    await until(async () => (await saidTo(frame)).filter(({ kind }) => kind === "sent").length === 2, "not sent");
    const steps = ["filing", "comparing", "sending", "cleaning"].map((step) => ({ kind: "progress", step }));
    expect(await saidTo(frame)).toEqual([...steps, { kind: "sent", copy: 0 }, ...steps, { kind: "sent", copy: 1 }]);
    expect(visit.rig.outgoing.sent.map(({ to }) => to)).toEqual(copies.map(({ recipients }) => recipients));
    await say(frame, "done");
    await page.waitForURL(/_task=mail(?!.*compose)/);
    expect(drafts()).toEqual([]);
    const sent = visit.rig.stored(visit.rig.certificates.alice, "Sent");
    expect(sent).toHaveLength(1);
    expect(sent[0]?.includes(copies[0]?.messageId ?? "-")).toBe(true);
    const flags = visit.rig.webmail.heard.requests.filter(({ body }) => body.includes("_flag=answered"));
    expect(flags.map(({ body }) => new URLSearchParams(body.toString()).get("_uid"))).toEqual(["1"]);
  });

  it("tells the composer why a copy was not sent, and sends no later one", async () => {
    await reply();
    const frame = await open();
    expect(await seed()).toMatchObject({ mayHaveBeenSaved: false });
    visit.rig.outgoing.refuse("Not today");
    const before = visit.rig.outgoing.sent.length;
    await hand(frame, [copyFor(bob, visit.address), copyFor(bob, visit.address)]);
    await until(async () => (await saidTo(frame)).some(({ kind }) => kind === "send-failed"), "not told");
    expect((await saidTo(frame)).at(-1)).toMatchObject({
      kind: "send-failed",
      copy: 0,
      failure: { code: "webmail/send-refused", detail: { reason: expect.stringContaining("Not today") } },
    });
    expect(visit.rig.outgoing.sent).toHaveLength(before);
    expect(await hasFrame()).toBe(1);
  });

  it("goes when the person discards the message", async () => {
    await say(await visit.frame("composer"), "discarded");
    await page.waitForURL(/_task=mail(?!.*compose)/);
    expect(drafts()).toEqual([]);
  });

  it("is everybody's own while nothing is known of what was wished, and is taken over once only", async () => {
    const worker = await visit.browser.worker();
    await worker.evaluate(() => (globalThis as unknown as Claims).holdClaims("encrypt"));
    await reply();
    await page.fill("#compose-subject", "In my own words");
    await open(/^Sign$/);
    expect(await seed()).toMatchObject({ intent: "sign", subject: "In my own words" });
    await worker.evaluate(() => (globalThis as unknown as Claims).releaseClaims());
    await until(async () => (await visit.heard()).at(-1)?.name === "answer/claim", "the form did not ask");
    await say(await visit.frame("composer"), "cancelled");
    await until(async () => (await hasFrame()) === 0, "a composer stays");
    await page.fill("#compose-subject", "Still my own");
    // What asks now asks after all that began before.
    await open(/^Sign$/);
    expect(await seed()).toMatchObject({ subject: "Still my own" });
    expect((await visit.heard()).filter(({ name }) => name === "answer/open")).toEqual([]);
    expect(await hasFrame()).toBe(1);
    await say(await visit.frame("composer"), "cancelled");
    await until(async () => (await hasFrame()) === 0, "the composer stays");
  });

  it("takes rich text along as plain text, with its quote", async () => {
    await visit.go("_task=mail&_action=compose&_reply_uid=1&_mbox=INBOX");
    await page.evaluate(() =>
      (window as unknown as { rcmail: { command(name: string, props: object): void } }).rcmail.command(
        "toggle-editor",
        { id: "composebody", html: true, noconvert: true },
      ),
    );
    await page.waitForSelector("#composebody_ifr");
    await page.evaluate(() => {
      const body = document.querySelector<HTMLIFrameElement>("#composebody_ifr")?.contentDocument?.body;
      if (body)
        body.innerHTML =
          "<p>Because <b>of</b> this.</p><blockquote>Why?<br>Really</blockquote><div>Alice</div><script>x</script>";
    });
    await open();
    expect((await seed()).text).toBe("Because of this.\n\n> Why?\n> Really\n\nAlice");
    await say(await visit.frame("composer"), "cancelled");
  });

  it("names files that do not come along before it opens", async () => {
    await reply();
    await attachPlan();
    await clickSteadily(page, "button", /^Sign$/);
    await see(page, "StaticText", /plan\.txt/);
    expect(await hasFrame()).toBe(0);
    await clickSteadily(page, "button", /^Continue$/);
    await visit.frame("composer");
  });

  it("names no file of the message it forwards, only what was attached to the form", async () => {
    const type = 'multipart/mixed; boundary="b"';
    const file = '--b\r\nContent-Type: text/x-plan; name="brought.txt"\r\n\r\nplan';
    const header = ["Subject: forwarded", `Content-Type: ${type}`, "Message-ID: <forwarded@example.com>"];
    await visit.deliver(header, `--b\r\n\r\nHello.\r\n${file}\r\n--b--`);
    await visit.go("_task=mail&_action=compose&_forward_uid=2&_mbox=INBOX");
    await page.locator("#attachment-list li", { hasText: "brought.txt" }).waitFor();
    await open(/^Sign$/);
    expect(await seed()).toMatchObject({ forwards: true, subject: "Fwd: forwarded" });
    await say(await visit.frame("composer"), "cancelled");
    await until(async () => (await hasFrame()) === 0, "the composer stays");
    await attachPlan();
    await clickSteadily(page, "button", /^Sign$/);
    await see(page, "StaticText", /do not come along(?!.*brought).*plan\.txt/);
    expect(await hasFrame()).toBe(0);
  });

  it("names the file of a message that was to be forwarded as an attachment", async () => {
    await visit.go("_task=mail&_action=compose&_forward_uid=2&_mbox=INBOX&_attachment=1");
    await clickSteadily(page, "button", /^Sign$/);
    await see(page, "StaticText", /do not come along.*forwarded\.eml/);
    expect(await hasFrame()).toBe(0);
  });

  it("closes a window that Roundcube opened for it", async () => {
    await visit.go("_task=mail&_mbox=INBOX");
    const [popup] = await Promise.all([
      page.waitForEvent("popup"),
      page.evaluate(() => window.open("?_task=mail&_action=compose&_extwin=1", "extwin", "width=900,height=700")),
    ]);
    await clickSteadily(popup, "button", /^Encrypt$/);
    const ours = () => popup.frames().find((frame) => frame.url().includes("/pages/composer/")) ?? null;
    const frame = await until(ours, "no composer");
    await until(async () => (await frame.textContent("body"))?.includes("Ticket"), "no introduction");
    await Promise.all([popup.waitForEvent("close"), say(frame, "discarded").catch(() => {})]);
  });

  it("keeps the native form where Roundcube's client cannot be stilled", async () => {
    await reply();
    await see(page, "group", /^Waxwing$/);
    const before = await asked();
    await page.evaluate(() => Object.assign(window, { rcmail: undefined }));
    await clickSteadily(page, "button", /^Sign$/);
    await see(page, "StaticText", /looks different from what Waxwing expects/);
    expect(await hasFrame()).toBe(0);
    expect(await asked()).toBe(before);
  });

  it("tells once that the extension was updated under it", async () => {
    await reply();
    await see(page, "group", /^Waxwing$/);
    const worker = await visit.browser.worker();
    await worker
      .evaluate(() => (globalThis as unknown as { chrome: { runtime: { reload(): void } } }).chrome.runtime.reload())
      .catch(() => {});
    await page.waitForTimeout(1_000);
    await clickSteadily(page, "button", /^Sign$/);
    await see(page, "StaticText", /was updated while this page was open/);
    expect(await hasFrame()).toBe(0);
  });
});
