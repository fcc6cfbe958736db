/** A letter is signed because that was set, discarded, taken back, and sent after all. */
import assert from "node:assert/strict";
import { decoded, leavesOf } from "../entity.ts";
import { SECRETS, type Scene, type Step } from "../main-job/scene.ts";
import { addTo, goOn, isKept, leaveBy, messageIn, openComposer, writeAbove } from "./composing.ts";
import { lastSealed } from "./sent.ts";

const SUBJECT = "Second thoughts";

async function setsAlwaysSign({ alice }: Scene): Promise<void> {
  await alice.inPopup(async (popup) => {
    await popup.getByRole("heading", { name: "Writing", exact: true }).click();
    await popup.getByLabel("Always sign").check();
  });
}

async function begins({ alice, rig }: Scene): Promise<void> {
  await alice.startLetter();
  const composer = await openComposer(alice, "Encrypt");
  assert.equal(await composer.getByLabel("Sign", { exact: true }).isChecked(), true);
  await addTo(composer, rig.certificates.bob.address);
  await composer.getByLabel("Subject").fill(SUBJECT);
  await writeAbove(composer, `Once more: ${SECRETS.attached}.`);
  await isKept(composer);
}

async function takesBack({ alice }: Scene): Promise<void> {
  await alice.inPopup(async (popup) => {
    await popup.getByRole("button", { name: /^Undo discarding .*Second thoughts/ }).click();
    await popup.getByRole("button", { name: /^Continue the letter .*Second thoughts/ }).waitFor();
    await alice.picture(popup, "taken-back");
  });
}

async function sendsAfterAll({ alice }: Scene): Promise<void> {
  await alice.startLetter();
  const composer = await openComposer(alice, "Encrypt");
  await goOn(composer);
  await messageIn(composer).getByText(SECRETS.attached).waitFor();
  await composer.getByText("can be encrypted for", { exact: false }).first().waitFor();
  await alice.send();
}

async function isSigned(scene: Scene): Promise<void> {
  const { alice, bob } = scene.rig.certificates;
  const [text] = leavesOf(await lastSealed(scene, { from: alice, to: [bob] }));
  assert.ok(text);
  assert.ok(decoded(text).toString("utf8").includes(SECRETS.attached));
}

export const TAKING_BACK: readonly Step[] = [
  { title: "Alice sets, in the popup, that her letters are always signed", run: setsAlwaysSign },
  { title: "A letter that she begins with Encrypt is signed too", run: begins },
  { title: "She discards it", run: ({ alice }) => leaveBy(alice, "Discard", "Discard message") },
  { title: "She takes that back, in the popup", run: takesBack },
  { title: "It is offered where she writes next, with its text, and she sends it", run: sendsAfterAll },
  { title: "It is signed by Alice and encrypted for Bob, as OpenSSL reads it", run: isSigned },
];
