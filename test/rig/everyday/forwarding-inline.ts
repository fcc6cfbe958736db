/** An encrypted letter is forwarded in the text of another: its file comes along, its picture stands where it stood. */
import assert from "node:assert/strict";
import { decoded, parameterOf } from "../entity.ts";
import { until } from "../loopback.ts";
import { ATTACHMENT, SECRETS, type Scene, type Step } from "../main-job/scene.ts";
import { addTo, messageIn, writeAbove } from "./composing.ts";
import { PICTURE } from "./formatted.ts";
import { READABLE_SUBJECT } from "./known-people.ts";
import { formattedParts, lastSealed } from "./sent.ts";

const WRITTEN = `You wrote that: ${SECRETS.attached}.`;

async function forwards(scene: Scene): Promise<void> {
  const bob = await scene.bob();
  await bob.openInPreview(READABLE_SUBJECT);
  await bob.readInViewer();
  await bob.answerInViewer("Forward");
  const composer = await bob.frame("composer");
  const picture = messageIn(composer).locator("img");
  const isDrawn = () => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 1);
  await until(isDrawn, "The quoted picture is not drawn");
  const files = composer.getByRole("list", { name: "Attachments" }).getByRole("listitem");
  await files.first().waitFor();
  assert.equal(await files.count(), 1);
  assert.ok((await files.innerText()).includes(ATTACHMENT.name));
  assert.ok(await composer.getByLabel("Encrypt", { exact: true }).isChecked());
  await addTo(composer, scene.rig.certificates.alice.address);
  await writeAbove(composer, `${WRITTEN}\n`);
  await bob.picture(bob.mail, "forwarding-inline");
  await bob.send();
}

async function arrived(scene: Scene): Promise<void> {
  const { alice, bob } = scene.rig.certificates;
  const letter = await lastSealed(scene, { from: bob, to: [alice] });
  const { text, html, picture, file } = formattedParts(letter);
  const plain = decoded(text).toString("utf8");
  assert.ok(plain.indexOf(WRITTEN) >= 0 && plain.indexOf(WRITTEN) < plain.indexOf(SECRETS.reply), `it says: ${plain}`);
  const [, name] = /^<(.+)>$/.exec(picture.header.get("content-id") ?? "") ?? [];
  assert.ok(name, "the picture has no name");
  assert.ok(decoded(html).toString("utf8").includes(`src="cid:${name}"`));
  assert.deepEqual(decoded(picture), PICTURE.buffer);
  assert.equal(parameterOf(file, "content-disposition", "filename"), ATTACHMENT.name);
  assert.deepEqual(decoded(file), ATTACHMENT.content);
}

export const FORWARDING_INLINE: readonly Step[] = [
  { title: "Bob forwards it in the text: its picture stands there, and its file goes along once", run: forwards },
  { title: "So it came to Alice, as OpenSSL reads it", run: arrived },
];
