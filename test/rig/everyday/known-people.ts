/** One letter to people of whom Waxwing knows more or less: who is suggested, what their chips say, and who learns of whom. */
import assert from "node:assert/strict";
import type { Frame, Locator } from "playwright-core";
import type { Holder } from "../certificates.ts";
import { decoded, leavesOf, type Part, parameterOf, partOf } from "../entity.ts";
import { until } from "../loopback.ts";
import { ATTACHMENT, SECRETS, type Scene, type Step } from "../main-job/scene.ts";
import { openssl } from "../openssl.ts";
import { decryptedByOpenssl, verifiedByOpenssl } from "../opened-by-openssl.ts";
import { addTo, isKept, messageIn, openComposer, writeAbove } from "./composing.ts";
import { LINK, PICTURE } from "./formatted.ts";
import { dropsFile, pastesPicture, pastesText, quotes, triesLargeFile } from "./pasting.ts";
import { CLOSING, thinksAgain } from "./preferences.ts";
import { formattedParts } from "./sent.ts";

/** Readable on the way: it must not be one of the secrets. */
export const READABLE_SUBJECT = "From a page of mine";

const QUOTED = "Somebody wrote this.";

const WRITTEN_LOCKED = `Locked, and still writing: ${SECRETS.answer}.`;

const chipOf = (composer: Frame, { address }: Holder): Locator => composer.locator(".chip", { hasText: address });

const isShape = (chip: Locator, shape: "encrypted" | "warning") =>
  until(async () => (await chip.getAttribute("data-shape")) === shape, `The chip does not come to be ${shape}`);

async function begins({ alice, rig }: Scene): Promise<void> {
  await alice.startLetter();
  const composer = await openComposer(alice, "Sign");
  const to = composer.getByLabel("To", { exact: true });
  await to.pressSequentially("bo");
  const suggested = composer.getByRole("listbox", { name: "Known people" }).getByRole("option");
  await suggested.first().waitFor();
  assert.equal(await suggested.count(), 1);
  assert.ok((await suggested.innerText()).includes(rig.certificates.bob.address));
  await to.press("Enter");
  await isShape(chipOf(composer, rig.certificates.bob), "encrypted");
  assert.ok(await composer.getByLabel("Encrypt", { exact: true }).isChecked());
  await composer.getByLabel("Subject").fill(READABLE_SUBJECT);
  await composer.getByRole("button", { name: "Leave it readable" }).click();
}

async function learnsOfPeople({ alice, rig }: Scene): Promise<void> {
  const { carol, dora } = rig.certificates;
  const composer = await alice.frame("composer");
  await addTo(composer, dora.address);
  await composer.getByRole("button", { name: "Add Cc or Bcc" }).click();
  await composer.getByLabel("Bcc", { exact: true }).fill(`${carol.address},`);
  const [doras, carols] = [chipOf(composer, dora), chipOf(composer, carol)];
  for (const chip of [doras, carols]) await isShape(chip, "warning");
  assert.equal(await doras.locator(".short").innerText(), "unknown authority");
  assert.equal(await carols.locator(".short").innerText(), "ran out");
  const why = (await carols.locator(".chip-text").getAttribute("title")) ?? "";
  assert.ok(why.includes(`${new Date().getUTCFullYear()}`), `Carol's chip says: ${why}`);
  await alice.picture(alice.mail, "known-people");
  await doras.getByRole("button", { name: /^Remove/ }).click();
  const chooser = alice.mail.waitForEvent("filechooser");
  await composer.getByRole("button", { name: `Add certificate file of ${carol.address}` }).click();
  await (await chooser).setFiles(carol.certificate);
  await isShape(carols, "encrypted");
}

async function writes(scene: Scene): Promise<void> {
  const composer = await scene.alice.frame("composer");
  await pastesText(composer);
  await pastesPicture(composer);
  await quotes(composer, QUOTED);
  await dropsFile(composer);
  await scene.alice.picture(scene.alice.mail, "pasted");
}

async function writesOnLocked({ alice }: Scene): Promise<void> {
  const composer = await alice.frame("composer");
  await isKept(composer);
  await alice.lock();
  await writeAbove(composer, `${WRITTEN_LOCKED}\n`);
  await messageIn(composer).locator("blockquote", { hasText: QUOTED }).waitFor();
  await alice.unlockOnceAsked(SECRETS.alicePassphrase, () => alice.clickSend());
  await alice.isSent();
}

/** The last message that went to this person alone. */
function copyFor({ rig: { outgoing } }: Scene, { address }: Holder): Promise<Buffer> {
  const theirs = () => outgoing.sent.findLast(({ to }) => to.length === 1 && to[0] === address)?.raw ?? null;
  return until(theirs, `Nothing was sent to ${address} alone`);
}

/** How many can open it (RFC 5652 section 6.2). */
async function readersOf(raw: Buffer): Promise<number> {
  const printed = await openssl(["cms", "-cmsout", "-print", "-noout"], raw);
  return printed.toString().match(/d\.ktri:|d\.kari:/g)?.length ?? 0;
}

/** Each copy is for one reader and the writer, and names nobody else, outside or inside. */
async function opened(scene: Scene, reader: Holder, other: Holder): Promise<Part> {
  const { alice } = scene.rig.certificates;
  const raw = await copyFor(scene, reader);
  assert.equal(await readersOf(raw), 2);
  assert.equal(partOf(raw).header.get("subject"), READABLE_SUBJECT);
  await assert.rejects(decryptedByOpenssl(raw, other));
  const [mine, theirs] = await Promise.all([alice, reader].map((one) => decryptedByOpenssl(raw, one)));
  assert.ok(mine && theirs?.equals(mine));
  const { content, signedByExpected } = await verifiedByOpenssl(scene.rig.life, mine, alice, scene.rig.certificates);
  assert.ok(signedByExpected);
  return partOf(content);
}

async function arrived(scene: Scene): Promise<void> {
  const { bob, carol } = scene.rig.certificates;
  const [letter, hidden] = [await opened(scene, bob, carol), await opened(scene, carol, bob)];
  const toBob = `${(await copyFor(scene, bob)).toString("latin1")}${letter.body}`;
  assert.equal(toBob.includes(carol.address), false);
  assert.deepEqual(leavesOf(hidden).map(decoded), leavesOf(letter).map(decoded));
  const { text, html, picture, file } = formattedParts(letter);
  const plain = decoded(text).toString("utf8");
  for (const words of [`> ${QUOTED}`, WRITTEN_LOCKED, CLOSING]) assert.ok(plain.includes(words), `it says: ${plain}`);
  const formatted = decoded(html).toString("utf8");
  assert.ok(formatted.includes(`<b>${SECRETS.reply}</b>`), `OpenSSL reads: ${formatted}`);
  assert.ok(formatted.includes(`<a href="${LINK}">a link</a>`), `OpenSSL reads: ${formatted}`);
  assert.match(formatted, /<blockquote[^>]*>.*Somebody wrote this\./s);
  assert.doesNotMatch(formatted, /tracker\.example|<script|<style|onclick|onmouseover/i);
  assert.deepEqual(decoded(picture), PICTURE.buffer);
  assert.equal(parameterOf(file, "content-disposition", "filename"), ATTACHMENT.name);
  assert.deepEqual(decoded(file), ATTACHMENT.content);
}

export const KNOWN_PEOPLE: readonly Step[] = [
  {
    title: "Alice trusts Dora's authority no longer, and adds a certificate of Carol's that ran out",
    run: thinksAgain,
  },
  {
    title:
      "She begins a letter with Sign: two letters find Bob, it is encrypted of itself, and its subject stays readable",
    run: begins,
  },
  {
    title: "A file that is too large once it is sealed is told of before it is sent, and not when it is taken away",
    run: async (scene) => triesLargeFile(scene, await scene.alice.frame("composer")),
  },
  {
    title:
      "The chips of Dora and of Carol say why they cannot be encrypted for; Carol's certificate, given there, mends hers",
    run: learnsOfPeople,
  },
  { title: "What she pastes is cleaned, a picture is pasted, a line quoted, a file dropped", run: writes },
  { title: "The keys are locked while she writes: nothing is lost, she unlocks, and it leaves", run: writesOnLocked },
  {
    title: "It came to Bob as written, as OpenSSL reads it; Carol's is a copy of her own, of which Bob's says nothing",
    run: arrived,
  },
];
