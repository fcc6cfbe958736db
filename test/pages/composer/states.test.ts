import { describe, expect, it } from "vitest";
import { composing, context, copies } from "../stage/frame-script.ts";
import { writingWithFormats } from "./writing-with-formats.ts";
import { composersIn } from "../stage/embedded-composer.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { SIZES } from "../stage/sizes.ts";
import { expectSound } from "../stage/sound.ts";
import { announce, frameOf, said, refuseWith, type Script, tell, theatreIsPossible } from "../stage/theatre.ts";

describe.skipIf(!theatreIsPossible)("the composer in Chromium", () => {
  const theatre = openedTheatre();
  const show = composersIn(theatre);

  it.each(SIZES)("takes recipients, subject and quote along: $name", async ({ name, width, dark }) => {
    const [page, frame] = await show(composing, width, dark);
    expect(await frame.getByLabel("Subject").inputValue()).toBe(context.subject);
    expect((await frame.getByLabel("Message").innerText()).trim()).toBe(
      "On 20 November 2026 Bob Baker wrote:\nthe results are in, and all is well.",
    );
    await frame.getByLabel("Files to attach").setInputFiles([
      { name: "plan.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(48_213) },
      { name: "photo.jpeg", mimeType: "image/jpeg", buffer: Buffer.alloc(1_200_000) },
    ]);
    await frame.getByText("plan.pdf, 48.2 kB").waitFor();
    await frame.getByText("(can be encrypted for)").waitFor({ state: "attached" });
    await expectSound(page, `composer-ready-${name}`);
  });

  it("names recipients without a certificate at once, with what can be done", async () => {
    const [page, frame] = await show(composing, 700);
    await frame.getByRole("button", { name: "Add Cc or Bcc" }).click();
    await frame.getByLabel("Cc", { exact: true }).fill("Zoe <zoe@new.example>, old@partner.example;");
    await frame.getByLabel("Bcc").fill("far@away.example");
    await frame.getByLabel("Bcc").press("Enter");
    await frame.getByText("Waxwing has no certificate for this address yet.", { exact: false }).first().waitFor();
    await frame.getByText("Far Away CA", { exact: false }).first().waitFor();
    expect(await frame.getByRole("button", { name: "Send signed and encrypted" }).isDisabled()).toBe(true);
    await expectSound(page, "composer-missing-certificates");
    await frame.getByRole("button", { name: "Remove recipient zoe@new.example" }).click();
    await frame.getByRole("button", { name: "Remove recipient far@away.example" }).click();
    await frame.getByRole("button", { name: "Remove recipient old@partner.example" }).click();
    await expect.poll(() => frame.getByRole("button", { name: "Send signed and encrypted" }).isEnabled()).toBe(true);
  });

  it("sends nothing while the page covers it or makes it transparent", async () => {
    let sealed = 0;
    const script: Script = { ...composing, "draft/seal": () => ({ copies: copies(++sealed) }) };
    const [page, frame] = await show(script);
    const button = frame.getByRole("button", { name: "Send signed and encrypted" });
    await expect.poll(() => button.isEnabled()).toBe(true);
    const spoils = [
      "#cover { position: fixed; inset: 40px 0 auto; height: 30px; background: #eee; pointer-events: none }",
      "iframe { opacity: 0.01 }",
    ];
    for (const spoil of spoils) {
      const style = await page.addStyleTag({ content: spoil });
      await page.evaluate(() => document.body.append(Object.assign(document.createElement("div"), { id: "cover" })));
      await page.waitForTimeout(400);
      await button.click();
      await frame.getByText("lies over Waxwing", { exact: false }).waitFor();
      await style.evaluate((element) => (element as unknown as { remove(): void }).remove());
      await page.waitForTimeout(400);
    }
    expect(sealed).toBe(0);
    expect((await said(page)).some(({ kind }) => kind === "send")).toBe(false);
    await button.click();
    await expect.poll(() => sealed).toBe(1);
  });

  it("says which: signed, encrypted, both; and warns when an encrypted message is answered in the open", async () => {
    const [page, frame] = await show(composing);
    await frame.getByLabel("Encrypt").uncheck();
    await frame.getByRole("button", { name: "Send signed", exact: true }).waitFor();
    await frame.getByText("You are answering an encrypted message.").waitFor();
    await expectSound(page, "composer-answer-in-the-open");
    await frame.getByLabel("Sign").uncheck();
    expect(await frame.getByRole("button", { name: "Send", exact: true }).isDisabled()).toBe(true);
    await frame.getByLabel("Encrypt").check();
    await frame.getByRole("button", { name: "Send encrypted" }).waitFor();
  });

  it("is written and sent with the keyboard alone", async () => {
    const blank = { ...context, to: [], subject: "", text: "", mayHaveBeenSaved: false, answersEncrypted: false };
    const script: Script = { ...composing, "composer/redeem": blank, "draft/seal": { copies: copies(1) } };
    const [page, frame] = await show(script);
    await expect
      .poll(() => frame.evaluate(() => document.activeElement?.id === document.querySelector(".recipients input")?.id))
      .toBe(true);
    await page.keyboard.type("carol@new.example,");
    await frame.getByText("no certificate for this address", { exact: false }).first().waitFor();
    await page.keyboard.press("Backspace");
    await page.keyboard.type("Bob <bob@partner.example>");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Lunch");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await frame.getByText("Readable on the way").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.type("At noon?");
    expect(await frame.getByLabel("Subject").inputValue()).toBe("Lunch");
    expect(await frame.getByLabel("Message").innerText()).toBe("At noon?");
    await page.keyboard.press("Control+Enter");
    await expect.poll(async () => (await said(page)).at(-1)).toMatchObject({ kind: "send" });
  });

  writingWithFormats(show);

  it.each(SIZES)(
    "shows the hidden subject of the answered message, and lets go of it with encryption: $name",
    async ({ name, width, dark }) => {
      const hiddenSubject = { words: "Your results", complete: "Re: Your results", obscured: "Re: [...]" };
      const answering = { ...context, subject: "Re: [...]", hiddenSubject, mayHaveBeenSaved: false };
      const [page, frame] = await show({ ...composing, "composer/redeem": answering }, width, dark);
      const subject = frame.getByLabel("Subject");
      expect(await subject.inputValue()).toBe("Re: Your results");
      expect(await frame.getByRole("button", { name: "Leave it readable" }).count()).toBe(0);
      await expectSound(page, `composer-hidden-subject-${name}`);
      await frame.getByLabel("Encrypt").uncheck();
      expect(await subject.inputValue()).toBe("Re: [...]");
      await frame.getByText("was hidden", { exact: false }).waitFor();
      await expectSound(page, `composer-hidden-subject-in-the-open-${name}`);
      await frame.getByLabel("Encrypt").check();
      expect(await subject.inputValue()).toBe("Re: Your results");
      await subject.fill("Lunch");
      await frame.getByRole("button", { name: "Leave it readable" }).click();
      await frame.getByText("Readable on the way").waitFor();
      await expectSound(page, `composer-readable-subject-${name}`);
    },
  );

  it.each(SIZES)("tells how far sealing is, and goes back to the letter: $name", async ({ name, width, dark }) => {
    let calledOff = 0;
    const script: Script = {
      ...composing,
      "draft/seal": () => new Promise(() => {}),
      "draft/progress": { fraction: 0.4 },
      "draft/call-off": () => ({ off: ++calledOff }),
    };
    const [page, frame] = await show(script, width, dark);
    await expect.poll(() => frame.getByRole("button", { name: "Send signed and encrypted" }).isEnabled()).toBe(true);
    await frame.getByRole("button", { name: "Send signed and encrypted" }).click();
    const progress = frame.getByRole("progressbar", { name: "Sealing" });
    await progress.waitFor();
    expect(await progress.evaluate((bar) => (bar as unknown as { value: number }).value)).toBe(0.4);
    await expectSound(page, `composer-sealing-${name}`);
    await frame.getByRole("button", { name: "Back to writing" }).click();
    await expect.poll(() => calledOff).toBe(1);
    await frame.getByRole("button", { name: "Send signed and encrypted" }).waitFor();
    expect((await said(page)).some(({ kind }) => kind === "send")).toBe(false);
  });

  it("keeps its outlines where the system has few colours", async () => {
    const page = await theatre.embed("pages/composer/index.html", {
      script: composing,
      width: 900,
      height: 720,
      forced: true,
    });
    const frame = await frameOf(page, "composer");
    await frame.getByLabel("Message").waitFor();
    await expectSound(page, "composer-forced-colours");
  });

  it("says why signing is off for another sender address", async () => {
    const [page, frame] = await show(composing);
    await frame.getByLabel("From").selectOption("office@example.org");
    await frame.getByText("You have no key that can sign for office@example.org.").waitFor();
    await expectSound(page, "composer-cannot-sign");
  });

  it("keeps the text while the keys are locked, and sends once they are not", async () => {
    let locked = true;
    const script: Script = {
      ...composing,
      "draft/seal": () => (locked ? refuseWith("vault/locked", {})() : { copies: copies(1) }),
    };
    const [page, frame] = await show(script);
    await frame.getByLabel("Message").fill("A secret.");
    await frame.getByLabel("Message").press("Control+Enter");
    await frame.getByText("Your keys are locked.").waitFor();
    await expectSound(page, "composer-locked");
    locked = false;
    await announce(frame, "vault/changed", { state: "unlocked" });
    await expect.poll(async () => (await said(page)).at(-1)).toMatchObject({ kind: "send" });
    expect(await frame.getByLabel("Message").innerText()).toBe("A secret.");
  });

  it("sends copy after copy, continues at the one that failed, and leaves when all are sent", async () => {
    const [page, frame] = await show({ ...composing, "draft/seal": { copies: copies(3) } });
    await frame.getByRole("button", { name: "Send signed and encrypted" }).click();
    await expect.poll(async () => (await said(page)).at(-1)).toMatchObject({ kind: "send" });
    await tell(page, { kind: "progress", step: "comparing" });
    await frame.getByText("Checking that it was stored unchanged").waitFor();
    await expectSound(page, "composer-sending");
    await tell(page, { kind: "sent", copy: 0 });
    await tell(page, {
      kind: "send-failed",
      copy: 1,
      failure: { code: "webmail/send-refused", detail: { reason: "" } },
    });
    await frame.getByText("already left and will not be sent again").waitFor();
    await expectSound(page, "composer-stopped-half-way");
    expect(await frame.getByRole("button", { name: "Back to writing" }).count()).toBe(0);
    await frame.getByRole("button", { name: "Try again" }).click();
    await expect.poll(async () => (await said(page)).filter(({ kind }) => kind === "send").length).toBe(2);
    expect((await said(page)).at(-1)).toMatchObject({ copies: [{ messageId: "1@x" }, { messageId: "2@x" }] });
    await tell(page, { kind: "sent", copy: 0 });
    await tell(page, { kind: "sent", copy: 1 });
    await frame.getByText("Sent.").waitFor();
    await expect.poll(async () => (await said(page)).at(-1)).toEqual({ kind: "done" });
  });

  it("never sends again on its own when the outcome is unknown", async () => {
    const [page, frame] = await show({ ...composing, "draft/seal": { copies: copies(1) } });
    await frame.getByRole("button", { name: "Send signed and encrypted" }).click();
    await expect.poll(async () => (await said(page)).at(-1)).toMatchObject({ kind: "send" });
    await tell(page, { kind: "send-failed", copy: 0, failure: { code: "webmail/outcome-unknown", detail: {} } });
    await frame.getByText("does not know whether this message was sent").waitFor();
    await expectSound(page, "composer-outcome-unknown");
    await frame.getByRole("button", { name: "It arrived" }).click();
    await frame.getByText("Sent.").waitFor();
    expect((await said(page)).filter(({ kind }) => kind === "send").length).toBe(1);
  });

  it("goes back to the text after a refusal before anything left", async () => {
    const refused = refuseWith("draft/no-certificate", { addresses: ["bob@partner.example"] });
    const [page, frame] = await show({ ...composing, "draft/seal": refused });
    await frame.getByRole("button", { name: "Send signed and encrypted" }).click();
    await frame.getByText("Nothing was sent. Your text is still here.").waitFor();
    await expectSound(page, "composer-refused");
  });

  it("saves the sealed message where there is no webmail, and keeps the text", async () => {
    const raw = new TextEncoder().encode("sealed");
    const made = copies(2).map((copy) => ({ ...copy, raw }));
    const [page, frame] = await show({
      ...composing,
      "composer/redeem": {
        ...context,
        mayHaveBeenSaved: false,
        answersEncrypted: false,
        delivery: { kind: "file" },
        alone: true,
      },
      "draft/seal": { copies: made },
    });
    expect(await frame.getByRole("button", { name: "Back to webmail" }).count()).toBe(0);
    await frame.getByLabel("Message").fill("A secret.");
    const saved: string[] = [];
    page.on("download", (download) => saved.push(download.suggestedFilename()));
    await frame.getByRole("button", { name: "Save sealed message (.eml)" }).click();
    await frame.getByText("Nothing was sent.", { exact: false }).waitFor();
    await frame.getByText("sealed-message-2-of-2.eml").waitFor();
    await expect.poll(() => saved.toSorted()).toEqual(["sealed-message-1-of-2.eml", "sealed-message-2-of-2.eml"]);
    expect((await said(page)).some(({ kind }) => kind === "send" || kind === "done")).toBe(false);
    await expectSound(page, "composer-kept");
    await frame.getByRole("button", { name: "Back to writing" }).click();
    expect(await frame.getByLabel("Message").innerText()).toBe("A secret.");
    await frame.getByRole("button", { name: "Save sealed message (.eml)" }).click();
    await frame.getByRole("button", { name: "Done" }).click();
    await expect.poll(async () => (await said(page)).at(-1)).toEqual({ kind: "done" });
  });

  it("asks before it discards, and before it leaves changes behind", async () => {
    const [page, frame] = await show(composing);
    await frame.getByRole("button", { name: "Discard" }).click();
    await frame.getByRole("dialog").waitFor();
    await expectSound(page, "composer-discard");
    await frame.getByRole("button", { name: "Keep writing" }).click();
    await frame.getByLabel("Message").fill("New");
    await frame.getByRole("button", { name: "Back to webmail" }).click();
    await frame.getByRole("button", { name: "Leave", exact: true }).click();
    await expect.poll(async () => (await said(page)).at(-1)).toEqual({ kind: "cancelled" });
  });
});
