import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { GmailConnection, SignatureDefault } from "../../../src/protocol/gmail.ts";
import { composing, context } from "../stage/frame-script.ts";
import { composersIn } from "../stage/embedded-composer.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { expectSound } from "../stage/sound.ts";
import { announce, refuseWith, said, type Script, theatreIsPossible } from "../stage/theatre.ts";

const SIZES = [
  { name: "narrow-light", width: 380, dark: false },
  { name: "narrow-dark", width: 380, dark: true },
  { name: "wide-light", width: 1100, dark: false },
] as const;

const copies = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    raw: new Uint8Array([index]),
    recipients: [`r${index}@example.org`],
    messageId: `${index}@x`,
    filed: index === 0,
  }));

const REPORTED: SignatureDefault = { form: "opaque", basis: "reported", date: "2026-11-23" };
const letter = {
  ...context,
  intent: "sign",
  mayHaveBeenSaved: false,
  answersEncrypted: false,
  delivery: { kind: "gmail-api", thread: null },
} as const;

function script(connection: GmailConnection, more: Script = {}, signature = REPORTED): Script {
  return {
    ...composing,
    "composer/redeem": letter,
    "gmail/connection": { connection, signature },
    "gmail/ask": {},
    "draft/seal": { copies: copies(1) },
    "gmail/send": {},
    ...more,
  };
}

function send(frame: Frame): Promise<void> {
  return frame.getByRole("button", { name: /^Send signed/ }).click();
}

describe.skipIf(!theatreIsPossible)("a composer whose letters leave through Gmail", () => {
  const show = composersIn(openedTheatre(), 700);

  it.each(SIZES)("offers to connect before anything is sent: $name", async ({ name, width, dark }) => {
    let asked: unknown = null;
    const [page, frame] = await show(
      script(
        { kind: "not-connected" },
        {
          "gmail/ask": (body) => {
            asked = body;
            return {};
          },
        },
      ),
      width,
      dark,
    );
    await frame.getByText("Connect to Gmail once").waitFor();
    await expectSound(page, `composer-gmail-connect-${name}`);
    await frame.getByRole("button", { name: "Connect to Gmail" }).click();
    await expect.poll(() => asked).toMatchObject({ from: "alice@example.org" });
  });

  it("says that nobody has set it up, and what remains possible", async () => {
    const [page, frame] = await show(script({ kind: "no-client" }));
    await frame.getByText("is not set up in this browser yet").waitFor();
    await expectSound(page, "composer-gmail-no-client");
  });

  it("sends through the worker, hands the page nothing, and leaves as after any sending", async () => {
    const sent: unknown[] = [];
    const played = script(
      { kind: "connected" },
      {
        "draft/seal": { copies: copies(2) },
        "gmail/send": (body) => {
          sent.push(body);
          return {};
        },
      },
    );
    const [page, frame] = await show(played);
    await frame.getByText("Connected to Gmail: this message leaves from alice@example.org.").waitFor();
    await expectSound(page, "composer-gmail-connected");
    await send(frame);
    await frame.getByText("Sent.", { exact: true }).waitFor();
    expect(sent).toMatchObject([{ again: false }, { again: false }]);
    await expect.poll(async () => (await said(page)).at(-1)).toEqual({ kind: "done" });
    expect((await said(page)).some(({ kind }) => kind === "send")).toBe(false);
  });

  it("goes on by itself once the account is connected, if the person went to connect it for this letter", async () => {
    let connected = false;
    const played = script(
      { kind: "not-connected" },
      {
        "gmail/send": () => (connected ? {} : refuseWith("gmail/not-connected", { address: "alice@example.org" })()),
      },
    );
    const [page, frame] = await show(played);
    await send(frame);
    const panel = frame.getByRole("group", { name: "Sending" });
    await panel.getByText("is not connected to Gmail for alice@example.org").waitFor();
    await expectSound(page, "composer-gmail-stopped");
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      panel.getByRole("button", { name: "Save sealed message (.eml)" }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe("sealed-message.eml");
    await panel.getByRole("button", { name: "Connect to Gmail" }).waitFor();
    connected = true;
    await announce(frame, "gmail/changed", { connected: true });
    await page.waitForTimeout(300);
    expect(await frame.getByText("Sent.", { exact: true }).count()).toBe(0);
    await panel.getByRole("button", { name: "Connect to Gmail" }).click();
    await announce(frame, "gmail/changed", { connected: false });
    await page.waitForTimeout(300);
    expect(await frame.getByText("Sent.", { exact: true }).count()).toBe(0);
    await announce(frame, "gmail/changed", { connected: true });
    await frame.getByText("Sent.", { exact: true }).waitFor();
  });

  it("never sends again on its own when the answer was lost, and says so to the worker when the person does", async () => {
    const sent: unknown[] = [];
    const played = script(
      { kind: "connected" },
      {
        "gmail/send": (body) => {
          sent.push(body.again);
          return body.again ? {} : refuseWith("webmail/outcome-unknown", {})();
        },
      },
    );
    const [page, frame] = await show(played);
    await send(frame);
    await frame.getByText("does not know whether this message was sent").waitFor();
    await announce(frame, "gmail/changed", { connected: true });
    await page.waitForTimeout(300);
    expect(sent).toEqual([false]);
    await frame.getByRole("button", { name: "Send it again" }).click();
    await frame.getByText("Sent.", { exact: true }).waitFor();
    expect(sent).toEqual([false, true]);
  });

  it.each([
    ["gmail/quota", { reason: "rateLimitExceeded" }, "takes no more messages"],
    ["gmail/too-large", { size: 50_000_000, limit: 36_700_160 }, "Gmail takes at most 36.7 MB"],
    ["gmail/offline", {}, "Google cannot be reached"],
    ["gmail/wrong-account", { expected: "alice@example.org", found: "al@gmail.example" }, "You signed in as"],
  ] as const)("says what happened and what to do: %s", async (code, detail, words) => {
    const [page, frame] = await show(script({ kind: "connected" }, { "gmail/send": refuseWith(code, detail) }));
    await send(frame);
    await frame.getByText(words, { exact: false }).waitFor();
    await expectSound(page, `composer-${code.replace("/", "-")}`);
  });

  it("signs so that it arrives, and tells the risk of the other form", async () => {
    const forms: unknown[] = [];
    const played = script(
      { kind: "connected" },
      {
        "draft/seal": ({ form }) => {
          forms.push(form);
          return { copies: copies(1) };
        },
      },
    );
    const [page, frame] = await show(played);
    const choice = frame.getByLabel("Readable without S/MIME");
    expect(await choice.isChecked()).toBe(false);
    await frame.getByText("need a mail program that knows S/MIME").waitFor();
    await choice.check();
    await frame.getByText("Gmail is known to rebuild such messages").waitFor();
    await expectSound(page, "composer-gmail-clear");
    await frame.getByLabel("Encrypt").check();
    expect(await choice.count()).toBe(0);
    await frame.getByLabel("Encrypt").uncheck();
    await send(frame);
    await expect.poll(() => forms).toEqual(["clear"]);
  });

  it("signs in the clear without a warning where a check found that it arrives", async () => {
    const checked: SignatureDefault = { form: "clear", basis: "checked", date: "2026-11-23T10:00:00Z" };
    const [page, frame] = await show(script({ kind: "connected" }, {}, checked));
    await expect.poll(() => frame.getByLabel("Readable without S/MIME").isChecked()).toBe(true);
    expect(await frame.getByRole("alert").count()).toBe(0);
    await expectSound(page, "composer-gmail-checked");
  });
});
