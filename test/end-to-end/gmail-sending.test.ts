import { readFileSync } from "node:fs";
import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { GmailStatus } from "../../src/protocol/gmail.ts";
import { headerOf } from "../replica/gmail/mailbox.ts";
import { browserIsPossible, picture } from "../rig/browser.ts";
import { type Desk, sitDown } from "../rig/gmail/desk.ts";
import { until } from "../rig/loopback.ts";
import { openByOpenssl } from "../rig/opened-by-openssl.ts";
import { openssl } from "../rig/openssl.ts";

function send(composer: Frame): Promise<void> {
  return composer.getByRole("button", { name: /^Send (?:signed|encrypted)/ }).click();
}

function sent(composer: Frame): Promise<void> {
  return composer.getByText("Sent.", { exact: true }).waitFor();
}

describe.skipIf(!browserIsPossible)("a sealed message through Gmail, in Chromium with the built extension", () => {
  let desk: Desk;
  let alice: string;
  let bob: string;

  beforeAll(async () => {
    desk = await sitDown();
    alice = desk.certificates.alice.address;
    bob = desk.certificates.bob.address;
  });
  afterAll(() => desk?.end());
  beforeEach(() => {
    desk.api.offline = false;
  });

  const wire = () => desk.api.messages.wire;
  const nextPage = () => desk.browser.context.waitForEvent("page");
  const connectWindow = async (composer: Frame): Promise<Page> => {
    const opened = nextPage();
    await composer.getByRole("button", { name: "Connect to Gmail" }).first().click();
    const window = await opened;
    await window.getByRole("button", { name: /^Connect/ }).waitFor();
    return window;
  };
  /** Clicks through browser and Google as the person does. */
  const answer = async (window: Page, choice: string): Promise<void> => {
    const opened = nextPage();
    await window.getByRole("button", { name: /^Connect/ }).click();
    await (await opened).getByRole("link", { name: choice, exact: true }).click();
  };

  it("asks Google nothing before the person connects", async () => {
    const composer = await desk.compose();
    await composer.getByText("Connect to Gmail once").waitFor();
    await picture(desk.webmail, "gmail/not-connected");
    expect(desk.api.heard.filter(({ host }) => host !== "accounts.google.com")).toEqual([]);
  });

  it("refuses the person's other account, and says which it wants", async () => {
    const window = await connectWindow(await desk.compose());
    await answer(window, `allow ${bob}`);
    await window.getByText(`You signed in as ${bob}`).waitFor();
    await picture(window, "gmail/wrong-account");
    await window.close();
    expect(((await desk.ask("gmail/status", {})) as GmailStatus).accounts).toEqual([]);
  });

  it("seals, connects in the browser's own window, and goes on by itself", async () => {
    const composer = await desk.compose();
    await send(composer);
    await composer.getByText("is not connected to Gmail for", { exact: false }).waitFor();
    expect(wire()).toEqual([]);
    const panel = composer.getByRole("group", { name: "Sending" });
    const opened = nextPage();
    await panel.getByRole("button", { name: "Connect to Gmail" }).click();
    const window = await opened;
    await picture(window, "gmail/connect");
    await answer(window, `allow ${alice}`);
    await sent(composer);
    await until(async () => (await desk.said()).some(({ kind }) => kind === "done"), "the page is not told");
    expect((await desk.said()).map(({ kind }) => kind)).not.toContain("send");
    expect(wire().map(({ to }) => to)).toEqual([bob]);
  });

  it("delivers a signature that OpenSSL verifies", async () => {
    const arrived = wire()[0]?.raw ?? Buffer.alloc(0);
    expect(headerOf(arrived, "content-type")).toMatch(/^application\/pkcs7-mime; smime-type=signed-data/);
    const root = desk.certificates.authority.root;
    expect((await openssl(["cms", "-verify", "-CAfile", root], arrived)).toString()).toContain("Dear Bob,");
  });

  it("sends hidden recipients a copy of their own, and encrypts", async () => {
    const before = wire().length;
    const composer = await desk.compose({ intent: "sign-and-encrypt", bcc: alice, text: "quince-9134\n" });
    await send(composer);
    await sent(composer);
    const [toBob, ...others] = wire().slice(before);
    expect(others).toEqual([]);
    const { life, certificates } = desk;
    const { bob: reader, alice: signer } = certificates;
    const opened = await openByOpenssl(life, toBob?.raw ?? Buffer.alloc(0), reader, signer, certificates);
    expect(opened).toMatchObject({ text: expect.stringContaining("quince-9134"), signedByExpected: true });
    expect(toBob?.raw.toString("latin1")).not.toMatch(/^bcc:/im);
    const hidden = desk.api.messages.submitted.at(-1)?.raw ?? Buffer.alloc(0);
    expect([headerOf(hidden, "bcc"), headerOf(hidden, "to"), headerOf(hidden, "cc")]).toEqual([alice, "", ""]);
  });

  it("renews its hour without asking, also after the worker was killed", async () => {
    desk.api.signIn.grants.clear();
    await desk.browser.killWorker();
    const questions = desk.api.signIn.questions;
    const before = wire().length;
    const composer = await desk.compose();
    await send(composer);
    await sent(composer);
    expect(wire()).toHaveLength(before + 1);
    expect(desk.api.signIn.questions).toBe(questions);
  });

  it("does not know of a lost answer, and sends nothing again on its own", async () => {
    const before = wire().length;
    const composer = await desk.compose();
    desk.api.messages.expect("cut-after");
    await send(composer);
    await composer.getByText("does not know whether this message was sent", { exact: false }).waitFor();
    await picture(desk.webmail, "gmail/outcome-unknown");
    await desk.browser.killWorker();
    await desk.webmail.waitForTimeout(500);
    expect(wire()).toHaveLength(before + 1);
    await composer.getByRole("button", { name: "It arrived" }).click();
    await sent(composer);
    expect(wire()).toHaveLength(before + 1);
  });

  it("says that Google cannot be reached, keeps the sealed message as a file, and sends it later", async () => {
    const before = wire().length;
    const composer = await desk.compose();
    desk.api.offline = true;
    await send(composer);
    await composer.getByText("Google cannot be reached.").waitFor();
    const [saved] = await Promise.all([
      desk.webmail.waitForEvent("download"),
      composer.getByRole("button", { name: "Save sealed message (.eml)" }).click(),
    ]);
    expect(readFileSync(await saved.path(), "latin1")).toMatch(/^From: alice@example\.org\r\n/);
    desk.api.offline = false;
    await composer.getByRole("button", { name: "Try again" }).click();
    await sent(composer);
    expect(wire()).toHaveLength(before + 1);
  });

  it.each([
    ["rate", "takes no more messages"],
    ["domain-policy", "does not allow Waxwing"],
    ["too-large", "Gmail takes at most"],
    ["scope", "but not send mail for you"],
  ] as const)("says what Gmail's refusal means: %s", async (trouble, words) => {
    const before = wire().length;
    const composer = await desk.compose();
    desk.api.messages.expect(trouble);
    await send(composer);
    await composer.getByText(words, { exact: false }).waitFor();
    expect(wire()).toHaveLength(before);
  });

  it("finds out what arrives: clear broken, opaque whole", async () => {
    const before = wire().length;
    const { surface } = desk;
    await surface.bringToFront();
    await surface.reload();
    await surface.getByRole("heading", { name: "Gmail", exact: true }).click();
    await surface.getByLabel("Another mailbox of yours").fill("alice@home.example");
    await surface.getByRole("button", { name: "Send test messages" }).click();
    await surface.getByText("Four test messages were sent.").waitFor();
    await surface.getByText("Waxwing does not run where the messages arrive").click();
    const source = surface.getByLabel("Source of a test message, as it arrived");
    const read = surface.getByRole("button", { name: "Read this source" });
    for (const { raw } of wire().slice(before)) {
      await source.fill(raw.toString("latin1"));
      await read.click();
      await until(async () => (await source.inputValue()) === "", "the source is not read");
      await until(async () => (await read.getAttribute("aria-busy")) === "false", "the page stays busy");
    }
    await picture(surface, "gmail/route-check");
    expect(((await desk.ask("gmail/status", {})) as GmailStatus).checks).toMatchObject([
      {
        account: alice,
        arrivals: {
          "clear-signed": "broken",
          "opaque-signed": "whole",
          encrypted: "whole",
          "signed-and-encrypted": "whole",
        },
      },
    ]);
  });

  it("disconnects at Google too", async () => {
    await desk.surface.getByRole("button", { name: `Disconnect ${alice}` }).click();
    await desk.surface.getByText("No account is connected.").waitFor();
    expect([...desk.api.signIn.consents.keys()].some((key) => key.endsWith(` ${alice}`))).toBe(false);
  });
});
