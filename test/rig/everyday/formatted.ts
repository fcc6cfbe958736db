/** A formatted letter: written by its writer, as OpenSSL reads it, and as the receiver's viewer shows it. */
import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import { decoded, leavesOf, type Part, shapeOf } from "../entity.ts";
import { until } from "../loopback.ts";
import { SECRETS } from "../main-job/scene.ts";
import type { Person } from "../person.ts";
import { messageIn } from "./composing.ts";

/** One point. */
export const PICTURE = {
  name: "seal.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
    "base64",
  ),
};

export const LINK = "https://wings.example/waxwings";

export async function writeFormatted({ mail }: Person, composer: Frame): Promise<void> {
  const { keyboard } = mail;
  const use = (tool: string) => composer.getByRole("toolbar").getByRole("button", { name: tool, exact: true }).click();
  await messageIn(composer).click();
  await keyboard.type("Dear Bob, the word is ");
  await use("Bold");
  await keyboard.type(SECRETS.reply);
  await use("Bold");
  await keyboard.type(", the seal ");
  const chooser = mail.waitForEvent("filechooser");
  await use("Insert a picture");
  await (await chooser).setFiles(PICTURE);
  await messageIn(composer).locator("img").waitFor();
  await keyboard.type(". Bring:");
  await keyboard.press("Enter");
  await use("Bulleted list");
  await keyboard.type("wax");
  await keyboard.press("Enter");
  await keyboard.type("wings");
  await keyboard.press("Shift+Home");
  await use("Link");
  await composer.getByLabel("Web or mail address").fill(LINK);
  await composer.getByRole("button", { name: "Set link" }).click();
  await messageIn(composer).locator("a").waitFor();
}

/** Whether it still stands there as it was written. */
export async function standsFormatted(composer: Frame): Promise<void> {
  const body = messageIn(composer);
  await body.locator("img").waitFor();
  assert.equal(await body.locator("b").innerText(), SECRETS.reply);
  assert.equal(await body.locator("ul li").count(), 2);
  assert.equal(await body.locator("ul a").getAttribute("href"), LINK);
}

export function arrivedFormatted(letter: Part): void {
  assert.equal(shapeOf(letter), "multipart/alternative(text/plain, multipart/related(text/html, image/png))");
  const [text, html, picture] = leavesOf(letter);
  assert.ok(text && html && picture);
  const plain = decoded(text).toString("utf8");
  assert.match(
    plain,
    new RegExp(`the word is ${SECRETS.reply}, the seal \\[seal\\.png\\]\\. Bring:\\r?\\n- wax\\r?\\n- wings <${LINK}>`),
  );
  const [, name] = /^<(.+)>$/.exec(picture.header.get("content-id") ?? "") ?? [];
  assert.ok(name, "the picture has no name");
  const formatted = decoded(html).toString("utf8");
  assert.ok(formatted.includes(`<b>${SECRETS.reply}</b>`), `OpenSSL reads: ${formatted}`);
  assert.match(formatted, new RegExp(`<ul><li>.*wax.*</li><li>.*<a href="${LINK}">wings</a>.*</li></ul>`, "s"));
  assert.ok(formatted.includes(`<img src="cid:${name}"`), `OpenSSL reads: ${formatted}`);
  assert.deepEqual(decoded(picture), PICTURE.buffer);
}

export async function showsFormatted(viewer: Frame): Promise<void> {
  const shown = viewer.locator("iframe.html-body").contentFrame();
  assert.equal(await shown.locator("b").innerText(), SECRETS.reply);
  assert.deepEqual(
    (await shown.locator("ul li").allInnerTexts()).map((item) => item.trim()),
    ["wax", "wings"],
  );
  assert.equal(await shown.locator("ul a").innerText(), "wings");
  const picture = shown.locator("img");
  const isDrawn = () => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 1);
  await until(isDrawn, "The picture in the text is not drawn");
}

/** What a reader does with a letter: looks for a word, takes the formatting off, copies, asks what was checked. */
export async function servesReader(viewer: Frame): Promise<void> {
  const use = (name: string) => viewer.getByRole("button", { name, exact: true }).click();
  await use("Find");
  await viewer.getByRole("searchbox").fill(SECRETS.reply);
  await viewer.getByText("1 of 1", { exact: true }).waitFor();
  await use("Show as plain text");
  await viewer.locator(".text-body", { hasText: `- wings <${LINK}>` }).waitFor();
  await use("Copy text");
  await viewer.getByText("Copied.", { exact: true }).waitFor();
  await viewer.locator(".top-bar .badge").click();
  const report = viewer.getByRole("region", { name: "What Waxwing found" });
  await report.getByText("More", { exact: true }).click();
  await report.getByRole("button", { name: "Copy report" }).click();
  await report.getByText("Copied.", { exact: true }).waitFor();
}
