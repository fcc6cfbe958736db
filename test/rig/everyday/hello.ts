/** A formatted letter waits for its reader's certificate, which his answer to a signed hello brings. */
import assert from "node:assert/strict";
import { HIDDEN_SUBJECT } from "../main-job/writing.ts";
import { type Scene, SECRET_WORDS, type Step } from "../main-job/scene.ts";
import { betrayed } from "../secrets.ts";
import { addTo, goOn, isKept, leaveBy, openComposer } from "./composing.ts";
import { arrivedFormatted, servesReader, showsFormatted, standsFormatted, writeFormatted } from "./formatted.ts";
import { lastForm, lastSealed, lastSigned } from "./sent.ts";

const HELLO = "Signed hello, before an encrypted message";

const SUBJECT = "The word";

const SEND = "Send signed and encrypted";

/** Answers may be readable: this one is. */
const ANSWER = "Here is my certificate.";

async function writesToBob({ alice, rig }: Scene): Promise<void> {
  await alice.startLetter();
  const composer = await openComposer(alice, "Sign & encrypt");
  await addTo(composer, rig.certificates.bob.address);
  await composer.getByLabel("Subject").fill(SUBJECT);
  await writeFormatted(alice, composer);
  await alice.picture(alice.mail, "formatted");
}

async function cannotBeSent({ alice, rig }: Scene): Promise<void> {
  const { address } = rig.certificates.bob;
  const composer = await alice.frame("composer");
  const chip = composer.getByRole("listitem").filter({ has: composer.getByRole("button", { name: /no certificate/ }) });
  assert.match(await chip.innerText(), new RegExp(`${address}.*no certificate`, "s"));
  assert.equal(await composer.getByRole("button", { name: SEND }).isDisabled(), true);
}

async function asks({ alice, rig }: Scene): Promise<void> {
  const composer = await alice.frame("composer");
  const { address } = rig.certificates.bob;
  await composer.getByRole("button", { name: `Ask with a signed hello: ${address}` }).click();
  await composer.getByRole("button", { name: "Send signed hello" }).click();
  await composer.getByText(/^Your signed hello to /).waitFor();
  await alice.picture(alice.mail, "hello");
  await composer.getByRole("button", { name: "Back to my message" }).click();
  await standsFormatted(composer);
  await isKept(composer);
}

async function bobAnswers(scene: Scene): Promise<void> {
  const bob = await scene.bob();
  await bob.openInPreview(HELLO);
  assert.match(await bob.verdict(), /^Verified\b.*alice@example\.org/);
  await bob.startReply();
  await bob.write("Sign", { text: ANSWER });
}

async function helloSaysNothing(scene: Scene): Promise<void> {
  const { alice, bob } = scene.rig.certificates;
  const { raw } = scene.rig.outgoing.sent.findLast(({ from }) => from === alice.address) ?? { raw: Buffer.alloc(0) };
  const { body } = await lastSigned(scene, { from: alice, to: [bob] });
  assert.match(body, /need your certificate/);
  assert.deepEqual(betrayed(Buffer.concat([raw, Buffer.from(body)]), [...SECRET_WORDS, SUBJECT]), []);
}

async function goesOn({ alice }: Scene): Promise<void> {
  await alice.startLetter();
  const composer = await openComposer(alice, "Sign & encrypt");
  await goOn(composer);
  await standsFormatted(composer);
  await composer.getByText("can be encrypted for", { exact: false }).first().waitFor();
  await alice.picture(alice.mail, "waited");
  await alice.send();
}

async function bobReads(scene: Scene): Promise<void> {
  const bob = await scene.bob();
  await bob.openInPreview(HIDDEN_SUBJECT);
  const text = await bob.readInViewer();
  assert.ok(text.includes(SUBJECT), `the viewer shows: ${text}`);
  await showsFormatted(await bob.frame("viewer"));
  assert.match(await bob.verdict(), /^Verified\b.*alice@example\.org.*Encrypted/);
  await bob.picture(bob.mail, "formatted");
}

/** Up to where Gmail has to be connected for Alice. */
export const WAITING: readonly Step[] = [
  { title: "Alice writes a letter to Bob, with bold, a list, a link and a picture", run: writesToBob },
  { title: "Bob's chip says that there is no certificate, and so it cannot be sent encrypted", run: cannotBeSent },
];

/** Up to where Gmail has to be connected for Bob. */
export const ASKING: readonly Step[] = [
  { title: "She asks him with a signed hello, and her letter stays as it was", run: asks },
  { title: "The hello is signed, and says nothing of her letter", run: helloSaysNothing },
  {
    title: "She leaves her letter, which is kept",
    run: ({ alice }) => leaveBy(alice, "Back to webmail", "Leave"),
  },
  { title: "Bob opens her hello, Verified, and answers it with Sign", run: bobAnswers },
];

/** How a signature travels about which nothing was set: what the webmail lets through. */
export function helloTravels(form: "clear" | "opaque"): Step {
  const says = async (scene: Scene) => assert.equal(await lastForm(scene, scene.rig.certificates.alice), form);
  return { title: `Nothing was set, and it travels in the ${form} form`, run: says };
}

export const FORMATTED: readonly Step[] = [
  { title: "Bob sends his answer", run: async (scene) => (await scene.bob()).send() },
  {
    title: "Alice opens his answer: Verified",
    run: async ({ alice }) => {
      await alice.openAnswer(HELLO);
      await alice.verdictBecomes(/^Verified\b.*bob@example\.org/);
    },
  },
  { title: "The letter that waited can be encrypted for him now, and she sends it", run: goesOn },
  {
    title: "It is text and HTML with its picture, signed by Alice and encrypted, as OpenSSL reads it",
    run: async (scene) => {
      const { alice, bob } = scene.rig.certificates;
      arrivedFormatted(await lastSealed(scene, { from: alice, to: [bob] }));
    },
  },
  { title: "Bob's viewer shows it formatted: Verified", run: bobReads },
  {
    title: "He finds a word in it, shows it as plain text, and copies it and the report on its checks",
    run: async (scene) => servesReader(await (await scene.bob()).frame("viewer")),
  },
];
