/** What comes into a letter from elsewhere: by the clipboard, by a drop, by the picker. */
import assert from "node:assert/strict";
import { truncateSync, writeFileSync } from "node:fs";
import type { Frame } from "playwright-core";
import { drop } from "../drop.ts";
import { until } from "../loopback.ts";
import { ATTACHMENT, SECRETS, type Scene } from "../main-job/scene.ts";
import { messageIn } from "./composing.ts";
import { LINK, PICTURE } from "./formatted.ts";

/** A page's own text, as it lies in the clipboard. Whoever asked for the pictures would be noted by the rig. */
const COPIED = `<style>p { background: url(https://tracker.example/style.png) }</style>
  <p style="background: url(https://tracker.example/ground.png)" onclick="alert(1)">Copied: <b>${SECRETS.reply}</b> and
  <a href="${LINK}" onmouseover="alert(1)">a link</a><script>document.body.textContent = "ran"</script>
  <img src="https://tracker.example/eye.png" onerror="document.body.textContent = 'ran'"></p>`;

interface Clipboard {
  readonly html?: string;
  readonly picture?: string;
}

async function paste(composer: Frame, clipboard: Clipboard): Promise<void> {
  await messageIn(composer).evaluate((body, { html, picture }) => {
    const clipboardData = new DataTransfer();
    if (html !== undefined) clipboardData.setData("text/html", html);
    if (picture !== undefined) {
      const octets = Uint8Array.from(atob(picture), (octet) => octet.charCodeAt(0));
      clipboardData.items.add(new File([octets], "seal.png", { type: "image/png" }));
    }
    body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, clipboard);
}

export async function pastesText(composer: Frame): Promise<void> {
  const body = messageIn(composer);
  await body.press("ControlOrMeta+Home");
  await paste(composer, { html: COPIED });
  await body.locator("b").waitFor();
  assert.equal(await body.locator("a").getAttribute("href"), LINK);
  assert.equal(await body.locator("script, style, img, [style*=url], [onclick], [onmouseover]").count(), 0);
}

export async function quotes(composer: Frame, words: string): Promise<void> {
  const body = messageIn(composer);
  await body.press("ControlOrMeta+Home");
  await body.press("Enter");
  await body.press("ArrowUp");
  await body.pressSequentially(words);
  await composer.getByRole("toolbar").getByRole("button", { name: "Quote", exact: true }).click();
  await body.locator("blockquote", { hasText: words }).waitFor();
}

export async function pastesPicture(composer: Frame): Promise<void> {
  await paste(composer, { picture: PICTURE.buffer.toString("base64") });
  await messageIn(composer).locator("img").waitFor();
}

const attachments = (composer: Frame) => composer.getByRole("list", { name: "Attachments" }).getByRole("listitem");

export async function dropsFile(composer: Frame): Promise<void> {
  await drop(composer.getByRole("main"), [ATTACHMENT]);
  await attachments(composer).filter({ hasText: ATTACHMENT.name }).waitFor();
}

const inMegabytes = (octets: number) => `${(octets / 1e6).toFixed(1)} MB`;

/** Octets that no webmail here takes once they are sealed. */
const TOO_MANY = 20 * 2 ** 20;

/** A file that is too large is told of at once, with the limit; without it the letter can leave again. */
export async function triesLargeFile({ alice, rig }: Scene, composer: Frame): Promise<void> {
  const send = composer.getByRole("button", { name: /^Send signed/ });
  assert.equal(await send.isDisabled(), false);
  const path = rig.life.path("all-of-it.bin");
  writeFileSync(path, "");
  truncateSync(path, TOO_MANY);
  const chooser = alice.mail.waitForEvent("filechooser");
  await composer.getByRole("button", { name: "Attach files" }).click();
  await (await chooser).setFiles(path);
  await until(() => send.isDisabled(), "A letter that is too large can be sent");
  const told = await composer.locator("#obstacle").innerText();
  assert.ok(told.includes(inMegabytes(rig.sealedLimit)), `the composer says: ${told}`);
  await composer.getByRole("button", { name: /^Remove all-of-it\.bin/ }).click();
  await until(() => send.isEnabled(), "A letter that is small again cannot be sent");
  assert.equal(await attachments(composer).count(), 0);
}
