/** One state of every surface in which much is to be seen, for what must hold for everybody in all of them. */
import type { Frame, Page } from "playwright-core";
import { expect } from "vitest";
import { reports } from "../stage/actors.ts";
import { composing, content, context, copies, mark, unfinished, unlocked } from "../stage/frame-script.ts";
import { diagnostics, idle, message, writing } from "../stage/manager-script.ts";
import type { OpenedTheatre } from "../stage/opened-theatre.ts";
import { firstRun, furnished, withCertificateFile, withKeyFile } from "../stage/popup-script.ts";
import { said, type Script, type Setting, tell } from "../stage/theatre.ts";

export interface Scene {
  readonly name: string;
  readonly path: string;
  readonly script: Script;
  /** Brings the page to its state, and waits for it. */
  readonly play: (frame: Frame, page: Page) => Promise<unknown>;
  /** Where it stands in a webmail: as tall as the window, or as tall as it is. */
  readonly embedded?: "covering" | "as-tall";
}

const sign = (selector: string) => (frame: Frame) => frame.locator(selector).first().waitFor();

const differences = [
  {
    name: "subject",
    kind: "changed",
    inner: "Invoice 17",
    outer: "Invoice 18, to be paid at once into another account",
    believed: "inner",
  },
] as const;

const partly = {
  ...content,
  differences,
  stretches: [
    { start: 0, end: 12, signed: false },
    { start: 12, end: content.text.length, signed: true },
  ],
};

const letters = [unfinished, { ...unfinished, id: "4", discarded: true }];

export const SCENES: readonly Scene[] = [
  { name: "popup-first-run", path: "popup/index.html?tab", script: firstRun, play: sign(".drop") },
  {
    name: "popup",
    path: "popup/index.html?tab",
    script: { ...furnished, "unfinished/list": { letters, locked: false } },
    play: async (frame) => {
      for (const title of ["People", "Authorities", "Sites", "Writing", "Settings"])
        await frame.getByRole("heading", { name: title, exact: true }).click();
      await frame.locator("summary .row-title", { hasText: "carol@clinic.example" }).first().click();
    },
  },
  {
    name: "popup-key-file",
    path: "popup/index.html?tab",
    script: withKeyFile,
    play: async (frame) => {
      const file = { name: "alice.p12", mimeType: "application/x-pkcs12", buffer: Buffer.from("key file") };
      await frame.locator("input[type=file][accept*='.p12']").setInputFiles(file);
      await frame.getByLabel("Password of this file").fill("sesame");
      await frame.getByLabel("Password of this file").press("Enter");
      await frame.getByText("This file holds your key").waitFor();
    },
  },
  {
    name: "popup-backup",
    path: "popup/index.html?tab",
    script: furnished,
    play: async (frame) => {
      await frame.getByRole("button", { name: "Save a backup" }).click();
      await frame.getByRole("dialog").waitFor();
    },
  },
  {
    name: "popup-unlock",
    path: "popup/index.html?unlock",
    script: { ...furnished, "vault/state": { kind: "locked" } },
    play: sign("input"),
  },
  {
    name: "popup-certificate",
    path: `popup/index.html?certificate=${"4f".repeat(32)}`,
    script: { ...withCertificateFile, "certificate/doubted": { file: new Uint8Array([1]) } },
    play: (frame) => frame.getByText("dora@example.net").waitFor(),
  },
  { name: "manager-welcome", path: "manager/index.html#welcome", script: firstRun, play: sign("main .drop") },
  {
    name: "manager-diagnostics",
    path: "manager/index.html#diagnostics",
    script: { ...idle, "diagnostics/read": diagnostics },
    play: sign(".diagnostics"),
  },
  {
    name: "manager-result",
    path: "manager/index.html",
    script: message(reports.untrusted),
    play: async (frame) => {
      const file = { name: "letter.eml", mimeType: "message/rfc822", buffer: Buffer.from("x") };
      await frame.locator("input[type=file]").first().setInputFiles(file);
      await frame.locator(".result").waitFor();
    },
  },
  { name: "manager-compose", path: "manager/index.html#compose", script: writing, play: sign("main") },
  {
    name: "composer-problems",
    path: "composer/index.html",
    script: { ...composing, "journal/offers": { letters: [unfinished], locked: false } },
    embedded: "covering",
    play: async (frame) => {
      await frame.getByRole("button", { name: "Add Cc or Bcc" }).click();
      const cc = frame.getByLabel("Cc", { exact: true });
      await cc.fill(`A rather long name <old@${"a-rather-long-part-of-a-name.".repeat(2)}example>, far@away.example,`);
      await frame.getByText("Far Away CA", { exact: false }).first().waitFor();
      await frame
        .getByLabel("Files to attach")
        .setInputFiles([{ name: "plan-of-everything.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(48_213) }]);
      await frame.getByText("plan-of-everything.pdf", { exact: false }).waitFor();
    },
  },
  {
    name: "composer-suggestions",
    path: "composer/index.html",
    script: { ...composing, "composer/redeem": { ...context, to: [] } },
    embedded: "covering",
    play: async (frame) => {
      await frame.getByLabel("To", { exact: true }).pressSequentially("car");
      await frame.locator(".suggestions [role=option]").first().waitFor();
      await frame.getByLabel("To", { exact: true }).press("ArrowDown");
    },
  },
  {
    name: "composer-discarding",
    path: "composer/index.html",
    script: composing,
    embedded: "covering",
    play: async (frame) => {
      await frame.getByText("(can be encrypted for)").waitFor({ state: "attached" });
      await frame.getByRole("button", { name: "Discard", exact: true }).click();
      await frame.getByRole("dialog").waitFor();
    },
  },
  {
    name: "composer-stopped",
    path: "composer/index.html",
    script: { ...composing, "draft/seal": { copies: copies(2) } },
    embedded: "covering",
    play: async (frame, page) => {
      await frame.getByText("(can be encrypted for)").waitFor({ state: "attached" });
      await frame.getByRole("button", { name: "Send signed and encrypted" }).click();
      await expect.poll(async () => (await said(page)).at(-1)).toMatchObject({ kind: "send" });
      await tell(page, { kind: "send-failed", copy: 0, failure: { code: "webmail/outcome-unknown", detail: {} } });
      await frame.getByRole("button", { name: "Send it again" }).waitFor();
    },
  },
  {
    name: "viewer",
    path: "viewer/index.html",
    script: { "viewer/redeem": { report: reports.partial, content: partly, alone: false, vault: unlocked, mark } },
    embedded: "as-tall",
    play: async (frame) => {
      await frame.getByRole("button", { name: /^Waxwing: / }).click();
      await frame.getByText("More", { exact: true }).click();
      await frame.getByRole("button", { name: "Find", exact: true }).click();
      await frame.locator(".differences > summary, .differences summary").first().waitFor();
    },
  },
  {
    name: "viewer-locked",
    path: "viewer/index.html",
    script: {
      "viewer/redeem": { report: reports.locked, content: null, alone: false, vault: { kind: "locked" }, mark },
    },
    embedded: "as-tall",
    play: sign("button"),
  },
];

export type Look = Omit<Setting, "script">;

/** Sets a scene; the frame it plays in is the page's own where it is not embedded. */
export async function set(theatre: OpenedTheatre, scene: Scene, look: Look): Promise<readonly [Page, Frame]> {
  const setting = { ...look, script: scene.script };
  const address = `pages/${scene.path}`;
  const page = await (scene.embedded === undefined ? theatre.show(address, setting) : theatre.embed(address, setting));
  const frame = page.frames().find((candidate) => candidate.url().includes(`/${address}`)) ?? page.mainFrame();
  await scene.play(frame, page);
  if (scene.embedded === "as-tall") {
    const tall = await frame.evaluate(() => document.body.scrollHeight);
    await page.evaluate((height) => {
      const host = document.querySelector("iframe");
      if (host !== null) host.style.height = `${height + 400}px`;
    }, tall);
  }
  return [page, frame];
}
