/** The files that came with a letter: told apart, looked at, and saved octet for octet. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { until } from "../loopback.ts";
import type { Scene, Step } from "../main-job/scene.ts";
import { FILES } from "./reading-letters.ts";

const ALL = Object.values(FILES);

/** The files in an archive that compresses nothing, by its directory (APPNOTE 4.3). */
function unpacked(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const files = new Map<string, Buffer>();
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [size, local] = [archive.readUInt32LE(entry + 20), archive.readUInt32LE(entry + 42)];
    const lengths = [28, 30, 32].map((place) => archive.readUInt16LE(entry + place));
    const name = archive.toString("utf8", entry + 46, entry + 46 + (lengths[0] ?? 0));
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    files.set(name, archive.subarray(begin, begin + size));
    entry += lengths.reduce((sum, length) => sum + length, 46);
  }
  return files;
}

async function tellsThemApart({ alice }: Scene): Promise<void> {
  const viewer = await alice.frame("viewer");
  await viewer.getByRole("heading", { name: `${ALL.length} attachments` }).waitFor();
  const rows = viewer.locator(".attachments li");
  assert.equal(await rows.count(), ALL.length);
  for (const { name, words, content } of ALL) {
    const said = await rows.filter({ hasText: name }).innerText();
    assert.ok(said.includes(`${words} · ${content.length} bytes`), `of ${name} it says: ${said}`);
  }
}

async function savesOne({ alice }: Scene): Promise<void> {
  assert.deepEqual(readFileSync(await alice.saveAttachment(FILES.notes.name)), FILES.notes.content);
}

async function savesAll({ alice }: Scene): Promise<void> {
  const viewer = await alice.frame("viewer");
  const download = alice.mail.waitForEvent("download");
  await viewer.getByRole("button", { name: "Save all" }).click();
  const files = unpacked(readFileSync(await (await download).path()));
  assert.deepEqual(
    [...files.keys()],
    ALL.map(({ name }) => name),
  );
  for (const { name, content } of ALL) assert.deepEqual(files.get(name), content);
}

async function looksAtTwo({ alice }: Scene): Promise<void> {
  const viewer = await alice.frame("viewer");
  const [notes, picture] = [FILES.notes, FILES.picture];
  await viewer.getByRole("button", { name: `Preview ${notes.name}` }).click();
  const text = await viewer.getByRole("region", { name: notes.name }).innerText();
  assert.equal(text.trim(), notes.content.toString().trim());
  await viewer.getByRole("button", { name: `Preview ${picture.name}` }).click();
  const drawn = viewer.locator("iframe.picture").contentFrame().getByAltText(picture.name);
  const isDrawn = () => drawn.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 1);
  await until(isDrawn, "The picture is not shown");
  await alice.picture(alice.mail, "previews");
}

/** Neither looked at nor handed to a program of the reader's: the only way on is to save them. */
async function onlySavesTheOthers({ alice }: Scene): Promise<void> {
  const viewer = await alice.frame("viewer");
  for (const { name, content } of [FILES.meeting, FILES.contact]) {
    const row = viewer.locator(".attachments li", { hasText: name });
    assert.deepEqual(await row.getByRole("button").allInnerTexts(), ["Save"]);
    assert.equal(await row.getByRole("link").count(), 0);
    assert.deepEqual(readFileSync(await alice.saveAttachment(name)), content);
  }
}

export const READING_FILES: readonly Step[] = [
  { title: "Of each of its files she is told what it is and how large", run: tellsThemApart },
  { title: "She saves one, octet for octet", run: savesOne },
  { title: "She saves all of them in one, octet for octet", run: savesAll },
  { title: "She looks at the text and at the picture where they are", run: looksAtTwo },
  { title: "The date and the contact can be saved, and nothing else", run: onlySavesTheOthers },
];
