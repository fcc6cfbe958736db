/** A letter is forwarded as it is, and keeps what it was. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { decoded, leavesOf, parameterOf, shapeOf } from "../entity.ts";
import { HIDDEN_SUBJECT } from "../main-job/writing.ts";
import type { Scene, Step } from "../main-job/scene.ts";
import { addTo, openComposer, writeAbove } from "./composing.ts";
import { lastSealed } from "./sent.ts";

/** Signed under an authority that nobody here knows: its verdict is not that of the letter around it. */
const FORWARDED = "unknownAuthority";

/** A mailbox may keep line ends as it likes. */
function inNetworkLines(stored: Buffer): Buffer {
  return Buffer.from(stored.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1");
}

/** As it stands in Alice's mailbox, with the trace fields of its delivery. */
function original({ rig }: Scene): Buffer {
  const { subject } = rig.letters[FORWARDED];
  const stored = rig.stored(rig.certificates.alice, "INBOX").filter((raw) => raw.includes(`Subject: ${subject}`));
  assert.equal(stored.length, 1);
  return inNetworkLines(Buffer.concat(stored));
}

const fileName = ({ rig }: Scene) => `${rig.letters[FORWARDED].subject}.eml`;

async function forwards(scene: Scene): Promise<void> {
  const { alice, rig } = scene;
  await alice.openInPreview(rig.letters[FORWARDED].subject);
  await alice.verdict();
  await alice.startForward();
  const composer = await openComposer(alice, "Sign & encrypt");
  await addTo(composer, rig.certificates.bob.address);
  await composer.getByRole("button", { name: "Attach the message itself instead" }).click();
  await composer.getByText(`${fileName(scene)},`, { exact: false }).waitFor();
  await writeAbove(composer, "Do you know her?\n\n");
  await alice.picture(alice.mail, "forwarding");
  await alice.send();
}

async function keepsItsOctets(scene: Scene): Promise<void> {
  const { alice, bob } = scene.rig.certificates;
  const letter = await lastSealed(scene, { from: alice, to: [bob] });
  assert.match(shapeOf(letter), /^multipart\/mixed\(.*, message\/rfc822\)$/);
  const attached = leavesOf(letter).at(-1);
  assert.ok(attached);
  assert.equal(parameterOf(attached, "content-disposition", "filename"), fileName(scene));
  assert.ok(inNetworkLines(decoded(attached)).equals(original(scene)), "The attached message was changed");
}

async function bobOpensIt(scene: Scene): Promise<void> {
  const bob = await scene.bob();
  await bob.openInPreview(HIDDEN_SUBJECT);
  assert.match(await bob.readInViewer(), /Do you know her\?/);
  assert.match(await bob.verdict(), /^Verified\b.*alice@example\.org.*Encrypted/);
  assert.deepEqual(readFileSync(await bob.saveAttachment(fileName(scene))), original(scene));
  const viewer = await bob.frame("viewer");
  await viewer.getByRole("button", { name: `Open ${fileName(scene)}` }).click();
  await viewer.getByRole("heading", { name: "Attached message" }).waitFor();
  const inside = await bob.readInViewer();
  assert.ok(inside.includes("we met at the fair"), `the viewer shows: ${inside}`);
  const own = viewer.locator(".top-bar .badge");
  assert.match(await own.innerText(), /^Waxwing: Signed\. /);
  await bob.picture(bob.mail, "forwarded");
}

export const FORWARDING: readonly Step[] = [
  { title: "Alice forwards a letter of Dora's to Bob as an attachment, encrypted", run: forwards },
  { title: "It is attached octet for octet, as OpenSSL reads it", run: keepsItsOctets },
  { title: "Bob saves it octet for octet, and opens it in the viewer, with a verdict of its own", run: bobOpensIt },
];
