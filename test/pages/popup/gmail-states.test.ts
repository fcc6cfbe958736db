import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { GmailStatus } from "../../../src/protocol/gmail.ts";
import { furnished, gmailStatus } from "../stage/popup-script.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { POPUP_SIZES } from "../stage/sizes.ts";
import { expectSound } from "../stage/sound.ts";
import { refuseWith, type Script, theatreIsPossible } from "../stage/theatre.ts";

const ALICE = "alice@example.org";
const client = { id: "1234-abc.apps.googleusercontent.com", flow: "implicit", source: "settings" } as const;
const connected: GmailStatus = {
  ...gmailStatus,
  client,
  accounts: [{ address: ALICE, since: "2026-11-20T08:00:00Z" }],
};
const checked: GmailStatus = {
  ...connected,
  checks: [
    {
      id: "0".repeat(32),
      account: ALICE,
      to: "alice@home.example",
      date: "2026-11-23T10:00:00Z",
      arrivals: {
        "clear-signed": "broken",
        "opaque-signed": "whole",
        encrypted: "whole",
        "signed-and-encrypted": "pending",
      },
    },
  ],
};

describe.skipIf(!theatreIsPossible)("Gmail in the popup", () => {
  const theatre = openedTheatre();

  const show = async (script: Script, path = "", width = 380, dark = false): Promise<Page> => {
    const page = await theatre.show(`pages/popup/index.html${path}`, {
      script: { ...furnished, ...script },
      width,
      dark,
    });
    if (!path.includes("connect")) await page.getByRole("heading", { name: "Gmail", exact: true }).click();
    return page;
  };

  it.each(POPUP_SIZES)("says what is set up and what arrives: $name", async ({ name, path, width, dark }) => {
    const page = await show({ "gmail/status": checked }, path, width, dark);
    await page.getByText("Set up by you.").waitFor();
    await page.getByText("arrived damaged").waitFor();
    await page.getByText("What is known of each way").click();
    await page.getByText("FlowCrypt#3157", { exact: false }).waitFor();
    await expectSound(page, `popup-gmail-${name}`);
  });

  it("explains how to supply a client ID, and refuses what is none", async () => {
    let asked: unknown = null;
    const page = await show({
      "gmail/configure": (body) => {
        asked = body;
        return { ...gmailStatus, client };
      },
    });
    await page.getByText(gmailStatus.redirectUri).waitFor();
    await page.getByLabel("Client ID").fill("my client");
    await page.getByRole("button", { name: "Save client ID" }).click();
    await page.getByText("It looks like").waitFor();
    expect(asked).toBeNull();
    await expectSound(page, "popup-gmail-client");
    await page.getByLabel("Client ID").fill(` ${client.id} `);
    await page.getByRole("button", { name: "Save client ID" }).click();
    await page.getByText("Set up by you.").waitFor();
    expect(asked).toEqual({ client: { id: client.id, secret: "", flow: "implicit" } });
  });

  it("signs in by code where there is a secret", async () => {
    let asked: unknown = null;
    const page = await show({
      "gmail/configure": (body) => {
        asked = body;
        return { ...gmailStatus, client: { ...client, flow: "code" } };
      },
    });
    await page.getByLabel("Client ID").fill(client.id);
    await page.getByText("My organization uses a client secret").click();
    await page.getByLabel("Client secret").fill("quiet");
    await expectSound(page, "popup-gmail-secret");
    await page.getByRole("button", { name: "Save client ID" }).click();
    await expect.poll(() => asked).toEqual({ client: { id: client.id, secret: "quiet", flow: "code" } });
  });

  it("leaves an administrator's client alone", async () => {
    const page = await show({ "gmail/status": { ...connected, client: { ...client, source: "policy" } } });
    await page.getByText("Set up by your administrator.").waitFor();
    expect(await page.getByRole("button", { name: "Remove client ID" }).count()).toBe(0);
  });

  it("disconnects an account", async () => {
    const page = await show({ "gmail/status": connected, "gmail/disconnect": { ...connected, accounts: [] } });
    await page.getByRole("button", { name: `Disconnect ${ALICE}` }).click();
    await page.getByText("No account is connected.").waitFor();
  });

  it("sends test messages, and takes a source that was pasted", async () => {
    let source: unknown = null;
    const page = await show({
      "gmail/status": connected,
      "gmail/check-route": ({ to }) => ({ ...checked, checks: checked.checks.map((check) => ({ ...check, to })) }),
      "gmail/read-arrival": (body) => {
        source = body.source;
        return checked;
      },
    });
    await page.getByLabel("Another mailbox of yours").fill("alice@home.example");
    await page.getByRole("button", { name: "Send test messages" }).click();
    await page.getByText("Four test messages were sent.").waitFor();
    await page.getByText("Waxwing does not run where the messages arrive").click();
    await page.getByLabel("Source of a test message, as it arrived").fill("Return-Path: <a@b>\nSubject: x\n\nHello\n");
    await expectSound(page, "popup-gmail-check");
    await page.getByRole("button", { name: "Read this source" }).click();
    await expect.poll(() => source).toEqual({ octets: 41 });
  });

  it("says that a pasted source proves nothing", async () => {
    const page = await show({
      "gmail/status": connected,
      "gmail/read-arrival": refuseWith("gmail/no-arrival", { reason: "not-delivered" }),
    });
    await page.getByText("Waxwing does not run where the messages arrive").click();
    await page.getByLabel("Source of a test message, as it arrived").fill("x");
    await page.getByRole("button", { name: "Read this source" }).click();
    await page.getByText("This is the copy in your own Sent folder.").waitFor();
    await expectSound(page, "popup-gmail-no-arrival");
  });

  describe.each(POPUP_SIZES.slice(0, 2))("the window that connects: $name", ({ name, dark }) => {
    const open = `?connect=${encodeURIComponent(ALICE)}`;

    it("says what will be asked, by whom, and connects in one click", async () => {
      let asked: unknown = null;
      const script: Script = {
        "gmail/status": { ...connected, accounts: [] },
        "gmail/connect": (body) => {
          asked = body;
          return connected;
        },
      };
      const page = await show(script, open, 396, dark);
      await page.getByRole("img", { name: "Your mark" }).waitFor();
      await page.getByText(ALICE).waitFor();
      await expectSound(page, `popup-connect-${name}`);
      await page.getByRole("button", { name: "Connect to Gmail" }).click();
      await expect.poll(() => asked).toEqual({ address: ALICE });
    });

    it("says why it did not work, and can be tried again", async () => {
      const wrong = refuseWith("gmail/wrong-account", { expected: ALICE, found: "office@example.org" });
      const script: Script = { "gmail/status": { ...connected, accounts: [] }, "gmail/connect": wrong };
      const page = await show(script, open, 396, dark);
      await page.getByRole("button", { name: "Connect to Gmail" }).click();
      await page.getByText("You signed in as office@example.org").waitFor();
      await expectSound(page, `popup-connect-wrong-${name}`);
      expect(await page.getByRole("button", { name: "Connect to Gmail" }).isEnabled()).toBe(true);
    });

    it("asks for a client ID first where there is none", async () => {
      const page = await show({}, open, 396, dark);
      await page.getByLabel("Client ID").waitFor();
      await expectSound(page, `popup-connect-no-client-${name}`);
    });

    it("connects nothing where the browser was not allowed to", async () => {
      let asked = false;
      const script: Script = {
        "gmail/status": { ...connected, accounts: [] },
        "gmail/connect": () => {
          asked = true;
          return connected;
        },
      };
      const page = await show(script, `${open}#refuse`, 396, dark);
      await page.getByRole("button", { name: "Connect to Gmail" }).click();
      await page.getByText("The browser does not let Waxwing talk to Google.").waitFor();
      expect(asked).toBe(false);
    });
  });
});
