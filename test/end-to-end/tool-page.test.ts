import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browserIsPossible, picture } from "../rig/browser.ts";
import { type Desk, openDesk } from "../rig/desk.ts";
import { type DroppedFile, drop } from "../rig/drop.ts";
import { pressOn, tabTo } from "../rig/keyboard.ts";
import { type Letters, textEntity, writeLetters, signEntity } from "../rig/letters.ts";
import { SECRETS } from "../rig/main-job/scene.ts";
import { frameIn, openManager } from "../rig/manager.ts";
import { openssl } from "../rig/openssl.ts";

describe.skipIf(!browserIsPossible)("the tool page", () => {
  let desk: Desk;
  let letters: Letters;
  let tool: Page;

  beforeAll(async () => {
    desk = await openDesk();
    letters = await writeLetters(desk.certificates);
    tool = await openManager(desk.browser, "Manager");
  });
  afterAll(() => desk.end());

  const dropped = (...files: readonly DroppedFile[]) => drop(tool.locator(".drop"), files);
  const verdict = async (pattern: RegExp) => tool.getByRole("button", { name: pattern }).first().waitFor();
  const heading = (name: string | RegExp) => tool.getByRole("heading", { name }).waitFor();
  const close = () => tool.getByRole("button", { name: "Close", exact: true }).click();
  /** Signs a document as a help desk gets it: a file, and its signature in another. */
  const signDocument = (content: Buffer) => {
    const { bob, authority } = desk.certificates;
    const keys = ["-signer", bob.certificate, "-inkey", bob.key, "-certfile", authority.intermediate];
    return openssl(["cms", "-sign", "-binary", "-md", "sha256", "-outform", "DER", ...keys], content);
  };

  it("verifies a signed message, and shows it with its subject", async () => {
    await dropped({ name: "contract.eml", content: letters.signed.raw });
    await verdict(/^Waxwing: Verified.*bob@example\.org/);
    const viewer = await frameIn(tool, "viewer");
    await viewer.getByText("1200 crowns").waitFor();
    await viewer.getByRole("heading", { name: letters.signed.subject }).waitFor();
    await picture(tool, "tool-page/signed");
    await close();
  });

  it.each([
    ["altered", /^Waxwing: Warning.*changed/],
    ["wrongAddress", /^Waxwing: Warning.*carol@example\.org/],
    ["unknownAuthority", /^Waxwing: Signed\b/],
  ] as const)("tells the others from it: %s", async (name, pattern) => {
    await dropped({ name: `${name}.eml`, content: letters[name].raw });
    await heading(`${name}.eml: a message`);
    await verdict(pattern);
    await close();
  });

  it("says of unsigned mail that it proves nothing, and shows it all the same", async () => {
    await dropped({ name: "lunch.eml", content: letters.plain.raw });
    await tool.getByText("so it does not prove who wrote it", { exact: false }).waitFor();
    await (await frameIn(tool, "viewer")).getByText("No seal needed").waitFor();
    await close();
  });

  it("decrypts for the person, in the viewer's frame alone", async () => {
    await dropped({ name: "offer.eml", content: letters.signedAndEncrypted.raw });
    await verdict(/^Waxwing: Verified.*Encrypted/);
    const viewer = await frameIn(tool, "viewer");
    await viewer.getByText("bramble-2208").waitFor();
    expect(await tool.evaluate(() => document.documentElement.innerHTML)).not.toContain("bramble-2208");
    await close();
  });

  it("keeps a sealed message closed while the keys are locked, and opens it in place", async () => {
    await drop(tool.locator(".drop"), [{ name: "door.eml", content: letters.encrypted.raw }]);
    await (await frameIn(tool, "viewer")).getByText("heron-4711").waitFor();
    await close();
    const popup = await desk.browser.popup(tool);
    await popup.getByRole("button", { name: "Lock", exact: true }).click();
    await popup.getByText("Locked", { exact: true }).waitFor();
    await popup.close();
    await dropped({ name: "door.eml", content: letters.encrypted.raw });
    await verdict(/^Waxwing: Unlock to read/);
    const viewer = await frameIn(tool, "viewer");
    const opened = desk.browser.context.waitForEvent("page");
    await viewer.getByRole("button", { name: "Unlock to read", exact: true }).click();
    const window = await opened;
    await window.getByRole("textbox", { name: "Passphrase", exact: true }).fill(SECRETS.alicePassphrase);
    await window.getByRole("button", { name: "Unlock", exact: true }).click();
    await viewer.getByText("heron-4711").waitFor();
    await verdict(/^Waxwing: Encrypted/);
    await close();
  });

  it("reads a bare smime.p7m, and saves an attachment", async () => {
    const entity = Buffer.concat([
      Buffer.from('Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'),
      textEntity("With a file: quince-9134.\n"),
      Buffer.from(
        "\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=terms.bin\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n--b--\r\n",
      ),
    ]);
    const { alice } = desk.certificates;
    const p7m = await openssl(["cms", "-encrypt", "-aes256", "-binary", "-outform", "DER", alice.certificate], entity);
    await dropped({ name: "smime.p7m", content: p7m });
    const viewer = await frameIn(tool, "viewer");
    await viewer.getByText("quince-9134").waitFor();
    const download = tool.waitForEvent("download");
    await viewer.getByRole("button", { name: "Save terms.bin" }).click();
    expect(readFileSync(await (await download).path())).toEqual(Buffer.from([0, 1, 2, 3]));
    await close();
  });

  it("asks for the file of a signature, and holds one against the other", async () => {
    const document = Buffer.from("%PDF-1.7\n\0the sum is 1200\n");
    const signature = await signDocument(document);
    await dropped({ name: "report.p7s", content: signature });
    await tool.getByText("Alone it proves nothing.", { exact: false }).waitFor();
    await dropped({ name: "report.pdf", content: document });
    await tool.getByText("bob@example.org signed exactly this file", { exact: false }).waitFor();
    await picture(tool, "tool-page/signed-file");
    const changed = Buffer.from(document.toString("latin1").replace("1200", "9200"), "latin1");
    await dropped({ name: "report.pdf", content: changed }, { name: "report.p7s", content: signature });
    await tool.getByRole("alert").filter({ hasText: "This is not the file that bob@example.org signed" }).waitFor();
    await close();
  });

  it("takes a message together with the signature that was saved from it", async () => {
    const { bob, authority } = desk.certificates;
    const signed = await signEntity(textEntity("Together.\n"), bob, authority.intermediate);
    const body = signed.toString("latin1").split("smime.p7s").at(-1) ?? "";
    const base64 = /\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(body)?.[1] ?? "";
    await dropped(
      { name: "contract.eml", content: letters.signed.raw },
      { name: "smime.p7s", content: Buffer.from(base64, "base64") },
    );
    await verdict(/^Waxwing: Verified/);
    await tool.getByText("carries its signature inside", { exact: false }).waitFor();
    await close();
  });

  it("explains the source of a message that was pasted", async () => {
    await tool.getByText("No file? Paste the source of a message").click();
    await tool.getByLabel("Source of the message").fill(letters.signed.raw.toString("utf8"));
    await tool.getByRole("button", { name: "Explain this message" }).click();
    await heading("The pasted text: a message");
    await verdict(/^Waxwing: Verified/);
    await close();
  });

  it("lists a certificate with its fingerprint, and adds the person", async () => {
    const { bob } = desk.certificates;
    const printed = await openssl(["x509", "-in", bob.certificate, "-noout", "-fingerprint", "-sha256"]);
    const fingerprint = printed.toString().split("=")[1]?.trim().replaceAll(":", "") ?? "";
    expect(fingerprint).toHaveLength(64);
    await dropped({ name: "bob.pem", content: readFileSync(bob.certificate) });
    await heading("bob.pem: certificates");
    await tool.getByText(fingerprint.replaceAll(/(.{4})(?=.)/g, "$1 ")).waitFor();
    await tool.getByRole("button", { name: "Add to Waxwing…" }).click();
    await tool.getByRole("button", { name: "Add 1 person" }).click();
    await tool.getByText("Added.", { exact: false }).waitFor();
    await close();
  });

  it("says what a key file holds after its password, and imports it", async () => {
    const { bobFile } = desk.certificates;
    await dropped({ name: "bob.p12", content: readFileSync(bobFile.path) });
    await tool.getByRole("textbox", { name: "Password of this file" }).fill("not this one");
    await tool.getByRole("button", { name: "Open", exact: true }).click();
    await tool.getByText("Wrong password for this file.").waitFor();
    await tool.getByRole("textbox", { name: "Password of this file" }).fill(bobFile.password);
    await tool.getByRole("button", { name: "Open", exact: true }).click();
    await tool.getByRole("heading", { name: "This file holds your key" }).waitFor();
    await tool.getByRole("button", { name: "Save", exact: true }).click();
    await tool.getByRole("heading", { name: "Saved" }).waitFor();
    await tool.getByRole("button", { name: "Done" }).click();
    await tool.getByText("Drop a file here").waitFor();
  });

  it.each([
    ["a picture", Buffer.from("89504e470d0a1a0a00", "hex"), "does not recognise this file"],
    ["nothing", Buffer.alloc(0), "does not recognise this file"],
    ["a structure cut short", Buffer.from("3082ffff0609", "hex"), "damaged"],
    ["brackets without end", Buffer.from("3080".repeat(4000), "hex"), "larger or more deeply nested"],
  ])("stands up to %s", async (name, content, words) => {
    await dropped({ name, content });
    await tool.getByRole("alert").filter({ hasText: words }).waitFor();
  });

  it("is worked with the keyboard alone", async () => {
    const path = desk.life.path("typed.eml");
    writeFileSync(path, letters.signed.raw);
    await tool.reload();
    await pressOn(tool, "link", /^Diagnostics$/);
    await heading("Diagnostics");
    await pressOn(tool, "link", /^Tool$/);
    const chooser = tool.waitForEvent("filechooser");
    await pressOn(tool, "button", /^Choose a file$/);
    await (await chooser).setFiles(path);
    await heading("typed.eml: a message");
    await tabTo(tool, "button", /^Waxwing: Verified/);
    await tool.keyboard.press("Enter");
    expect(await tool.getByRole("region", { name: "What Waxwing found" }).count()).toBe(0);
  });

  it("copies diagnostics that name nobody", async () => {
    await tool.goto(desk.browser.address("pages/manager/index.html#diagnostics"));
    await tool.getByRole("button", { name: "Check now" }).click();
    await tool.getByText("Storage on this device").waitFor();
    expect(await tool.getByText("failed", { exact: false }).count()).toBe(0);
    await desk.browser.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await tool.getByRole("button", { name: "Copy diagnostics" }).click();
    await tool.getByText("Copied.").waitFor();
    const copied = await tool.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^Waxwing: \d/);
    expect(copied).toContain("Own keys: 2 (2 sign, 2 decrypt)");
    const { alice, bob, authority } = desk.certificates;
    const told = [
      alice.address,
      bob.address,
      alice.name,
      bob.name,
      authority.name,
      letters.signed.subject,
      "example",
      "@",
    ];
    for (const secret of told) expect(copied).not.toContain(secret);
    // No fingerprint and no key: nothing as long as one.
    expect(copied).not.toMatch(/[0-9a-f]{16}|[A-Za-z0-9+/]{40}/i);
    await picture(tool, "tool-page/diagnostics");
  });
});
