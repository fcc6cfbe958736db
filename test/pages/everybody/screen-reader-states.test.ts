/** The walk of docs/screen-reader.md, step by step, in the accessibility tree of Chromium. */
import { describe, expect, it } from "vitest";
import { reports } from "../stage/actors.ts";
import { composing, content, context, copies, mark, unfinished, unlocked } from "../stage/frame-script.ts";
import { openedTheatre } from "../stage/opened-theatre.ts";
import { furnished, withKeyFile } from "../stage/popup-script.ts";
import { type Script, tell, theatreIsPossible } from "../stage/theatre.ts";
import { expectAnnounced, expectRead, focusIn, listen } from "./hearing.ts";
import { set } from "./scenes.ts";

const LOOK = { width: 900, height: 720 };
const KEY_FILE = { name: "alice.p12", mimeType: "application/x-pkcs12", buffer: Buffer.from("key file") };

describe.skipIf(!theatreIsPossible)("what a screen reader says", () => {
  const theatre = openedTheatre();
  const enter = (name: string, path: string, script: Script, embedded?: "covering") =>
    set(theatre, { name, path, script, play: listen, ...(embedded === undefined ? {} : { embedded }) }, LOOK);

  it("opening a signed and encrypted message: verdict, details, content, attachment", async () => {
    const report = reports.verifiedAndEncrypted;
    const script = {
      "viewer/redeem": { report, content, alone: false, vault: unlocked, mark },
      "viewer/attachment": { content: new Uint8Array([1]) },
    };
    const [page, frame] = await enter("viewer", "viewer/index.html", script, "covering");
    await expectRead(frame, [
      "main",
      'heading "Message shown by Waxwing" [level=1]',
      'button "Waxwing: Verified',
      'heading "Your results, and when to come back" [level=2]',
      "term: From",
      "Bob Baker",
      'button "Copy text"',
      'button "Print"',
      'button "Find"',
      "Dear Alice",
      'link "https://clinic.example/next?id=7"',
      'heading "2 attachments" [level=2]',
      'button "Save all"',
      "results.pdf",
      'button "Save results.pdf"',
      "not covered by the signature",
    ]);
    const badge = frame.getByRole("button", { name: /^Waxwing: Verified/ });
    await badge.focus();
    await page.keyboard.press("Enter");
    await expectRead(frame, [
      "[expanded]",
      'region "What Waxwing found"',
      "list",
      "listitem",
      "Signed by bob@partner.example",
      'heading "Your results',
    ]);
    expect(await focusIn(frame, page)).toMatch(/^button Waxwing: Verified/);
    await frame.getByRole("button", { name: "Copy text" }).press("Enter");
    await expectAnnounced(frame, /^Copied\.$/m);
    const download = page.waitForEvent("download");
    await frame.getByRole("button", { name: "Save results.pdf" }).press("Enter");
    expect((await download).suggestedFilename()).toBe("results.pdf");
    expect(await focusIn(frame, page)).toBe("button Save results.pdf");
  });

  it("writing: recipients with and without a certificate, and what is announced of sending", async () => {
    const blank = { ...context, to: [], subject: "", text: "", mayHaveBeenSaved: false, answersEncrypted: false };
    const script: Script = { ...composing, "composer/redeem": blank, "draft/seal": { copies: copies(1) } };
    const [page, frame] = await enter("composer", "composer/index.html", script, "covering");
    await expect.poll(() => focusIn(frame, page)).toBe("combobox To");
    await expectRead(frame, [
      'heading "Sealed message" [level=1]',
      'combobox "From"',
      'combobox "To"',
      'textbox "Subject"',
      'textbox "Message"',
      'toolbar "Formatting"',
      'button "Bold"',
      'button "Send signed and encrypted"',
      'checkbox "Sign" [checked]',
      'checkbox "Encrypt" [checked]',
      'button "Attach files"',
      'button "Back to webmail"',
      'button "Discard"',
    ]);
    await page.keyboard.type("bo");
    await expectAnnounced(frame, /^1 known person fits\.$/m);
    await page.keyboard.press("Enter");
    await expectRead(frame, ["listitem", "Bob Baker <bob@partner.example> (can be encrypted for)"]);
    await page.keyboard.type("carol@new.example,");
    await expectAnnounced(frame, /carol@new\.example – Waxwing has no certificate for this address yet\./);
    await expectRead(frame, ['button "Send signed and encrypted" [disabled]', "status: "]);
    await frame.getByRole("button", { name: "Remove carol@new.example", exact: true }).press("Enter");
    await expect.poll(() => focusIn(frame, page)).toBe("combobox To");
    await frame.getByRole("textbox", { name: "Message" }).fill("At noon?");
    await frame.getByRole("button", { name: "Discard", exact: true }).press("Enter");
    await expectRead(frame, ['dialog "Discard this message?"', 'button "Keep writing"', 'button "Discard message"']);
    expect(await focusIn(frame, page)).toBe("button Keep writing");
    await page.keyboard.press("Escape");
    await expect.poll(() => focusIn(frame, page)).toBe("button Discard");
    await frame.getByRole("button", { name: "Send signed and encrypted" }).press("Enter");
    await expectAnnounced(frame, /Passing it to your webmail/);
    await expect.poll(() => focusIn(frame, page)).toBe("group Sending");
    await tell(page, {
      kind: "send-failed",
      copy: 0,
      failure: { code: "webmail/send-refused", detail: { reason: "" } },
    });
    await expectAnnounced(frame, /Your text is still here/);
    await expectRead(frame, ['group "Sending"', "alert", 'button "Back to writing"', 'button "Try again"']);
    await frame.getByRole("button", { name: "Try again" }).press("Enter");
    await tell(page, { kind: "sent", copy: 0 });
    await expectAnnounced(frame, /Sent\./);
  });

  it("importing a key file in the popup: each step has the focus, and a wrong password is announced", async () => {
    const [page, popup] = await enter("popup", "popup/index.html", withKeyFile);
    await expectRead(popup, [
      "banner",
      'heading "Waxwing" [level=1]',
      "main",
      'region "Add your key"',
      'button "Choose a file"',
    ]);
    await popup.locator("input[type=file][accept*='.p12']").setInputFiles(KEY_FILE);
    await expectRead(popup, ['heading "Open alice.p12" [level=2]', 'textbox "Password of this file"']);
    await expect.poll(() => focusIn(popup, page)).toBe("textbox Password of this file");
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await expectAnnounced(popup, /Wrong password for this file\./);
    await expect.poll(() => focusIn(popup, page)).toBe("textbox Password of this file");
    await page.keyboard.type("sesame");
    await page.keyboard.press("Enter");
    await expect.poll(() => focusIn(popup, page)).toBe("heading This file holds your key");
    await popup.getByLabel("Passphrase", { exact: true }).fill("correct horse");
    await popup.getByLabel("Passphrase again").fill("correct horse");
    await popup.getByLabel("Passphrase again").press("Enter");
    await expect.poll(() => focusIn(popup, page)).toBe("heading Saved");
    await expectRead(popup, ['heading "Saved"', "Example Corp CA", 'button "Trust this authority"']);
    await popup.getByRole("button", { name: "Trust this authority" }).press("Enter");
    await expectRead(popup, ['button "Done"']);
    await expect.poll(() => focusIn(popup, page)).not.toMatch(/^RootWebArea|^body/);
    await popup.getByRole("button", { name: "Done" }).press("Enter");
    await expect.poll(() => focusIn(popup, page)).not.toMatch(/^RootWebArea|^body/);
  });

  it("undoing in the popup: said, and the focus stays in the list", async () => {
    let discarded = false;
    const turn = (gone: boolean) => () => {
      discarded = gone;
      return {};
    };
    const script: Script = {
      ...furnished,
      "unfinished/list": () => ({ letters: [{ ...unfinished, discarded }], locked: false }),
      "unfinished/discard": turn(true),
      "unfinished/restore": turn(false),
    };
    const [page, popup] = await enter("popup", "popup/index.html", script);
    await expectRead(popup, ['region "Unfinished letters"', 'button "Discard the letter to Bob Baker']);
    await popup.getByRole("button", { name: /^Discard the letter/ }).press("Enter");
    await expectAnnounced(popup, /^The letter was discarded\./m);
    await expect.poll(() => focusIn(popup, page)).toMatch(/Discarded today: 1|^button Undo/);
    await popup.getByRole("button", { name: /^Undo discarding/ }).press("Enter");
    await expectAnnounced(popup, /^The letter is back\.$/m);
    await expect.poll(() => focusIn(popup, page)).toMatch(/^button (?:Discard|Continue) the letter/);
  });

  it("the first steps: a section with a heading, and the next step has the focus", async () => {
    const [page, manager] = await enter("welcome", "manager/index.html#welcome", withKeyFile);
    await expectRead(manager, ["banner", "navigation", "link", "main", "heading", 'button "Choose a file"']);
    await manager.locator("input[type=file][accept*='.p12']").first().setInputFiles(KEY_FILE);
    await expect.poll(() => focusIn(manager, page)).toBe("textbox Password of this file");
    await page.keyboard.type("sesame");
    await page.keyboard.press("Enter");
    await expect.poll(() => focusIn(manager, page)).toBe("heading This file holds your key");
  });
});
