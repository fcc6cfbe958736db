/** An answer to all, one of whom has no certificate: it goes signed only where the writer says so in words. */
import assert from "node:assert/strict";
import { decoded, shapeOf } from "../entity.ts";
import { addressed, signEntity, textEntity } from "../letters.ts";
import type { Scene, Step } from "../main-job/scene.ts";
import { messageIn, openComposer, writeAbove } from "./composing.ts";
import { lastForm, lastSigned } from "./sent.ts";

const SUBJECT = "Friday";

const ANSWER = "Friday suits us both.";

async function comes({ rig }: Scene): Promise<void> {
  const { alice, bob, carol, authority } = rig.certificates;
  const text = "Alice, Carol,\n\nshall we meet on Friday?\n\nBob\n";
  const signed = await signEntity(textEntity(text), bob, authority.intermediate);
  const content = Buffer.concat([Buffer.from(`Cc: ${carol.name} <${carol.address}>\r\n`), signed]);
  const raw = addressed(bob, alice, SUBJECT, content);
  await rig.deliver({ subject: SUBJECT, from: bob.address, text, raw, moral: "to Alice and Carol" }, alice);
}

async function answers({ alice }: Scene): Promise<void> {
  await alice.openInPreview(SUBJECT);
  await alice.verdictBecomes(/^Verified\b/);
  await alice.startReplyToAll();
  const composer = await openComposer(alice, "Sign & encrypt");
  const chips = composer.locator(".recipients .chip");
  const said = (await chips.allInnerTexts()).join("\n");
  assert.equal(await chips.count(), 2, said);
  assert.match(said, /bob@example\.org[^]*carol@example\.org/);
  await writeAbove(composer, `${ANSWER}\n\n`);
  await composer.getByRole("toolbar").getByRole("button", { name: "Plain text" }).click();
  assert.ok((await messageIn(composer).inputValue()).startsWith(ANSWER));
}

async function choosesSignedOnly({ alice }: Scene): Promise<void> {
  const composer = await alice.frame("composer");
  await composer.getByRole("alert").filter({ hasText: "carol@example.org" }).waitFor();
  assert.equal(await composer.getByRole("button", { name: "Send signed and encrypted" }).isDisabled(), true);
  await composer.getByRole("button", { name: "Send signed only" }).click();
  const question = composer.getByRole("dialog");
  assert.match(await question.innerText(), /carol@example\.org[^]*everybody on the way can read it/);
  await alice.picture(alice.mail, "signed-only");
  await question.getByRole("button", { name: "Switch encryption off" }).click();
  await composer.getByRole("button", { name: "Send signed", exact: true }).waitFor();
  await alice.send();
}

async function isSignedForAll(scene: Scene): Promise<void> {
  const { alice, bob, carol } = scene.rig.certificates;
  const text = await lastSigned(scene, { from: alice, to: [bob, carol] });
  assert.equal(shapeOf(text), "text/plain");
  assert.ok(decoded(text).toString("utf8").includes(ANSWER));
  assert.equal(await lastForm(scene, alice), "opaque");
}

export const ANSWERING_ALL: readonly Step[] = [
  { title: "A letter of Bob's comes, to Alice and to Carol", run: comes },
  { title: "Alice answers it to all, in plain text: Bob and Carol are taken over, and she is not", run: answers },
  {
    title: "There is no certificate for Carol: Alice decides, in words, to send it signed only",
    run: choosesSignedOnly,
  },
  {
    title: "It went to both as plain text, signed in the form that hides it from other programs, as OpenSSL reads it",
    run: isSignedForAll,
  },
];
