/** Alice arrives, and learns to tell her letters apart. */
import assert from "node:assert/strict";
import type { LetterName } from "../letters.ts";
import { Watch } from "../watch.ts";
import { type Scene, SECRET_WORDS, SECRETS, type Step } from "./scene.ts";

export const ALICE_LOGS_IN: Step = {
  title: "Alice logs in to her webmail",
  run: async ({ alice, watches }) => {
    await alice.logIn();
    watches.push(new Watch(alice.mail, SECRET_WORDS));
  },
};

export const ALICE_IMPORTS: Step = {
  title: "Alice imports her key file, chooses a passphrase and trusts the company's authority",
  run: async ({ alice, rig }) => {
    const preview = await alice.importKeyFile(rig.certificates.aliceFile, SECRETS.alicePassphrase, true);
    assert.match(preview, /alice@example\.org/);
    assert.match(preview, /Waxwing Demo CA/);
  },
};

async function judge({ alice, rig }: Scene, name: LetterName, expected: RegExp): Promise<void> {
  await alice.openInPreview(rig.letters[name].subject);
  assert.match(await alice.verdict(), expected);
  await alice.picture(alice.mail, name);
}

async function read({ alice, rig }: Scene, name: LetterName): Promise<void> {
  await alice.openInPreview(rig.letters[name].subject);
  const text = await alice.readInViewer();
  assert.ok(text.includes(rig.letters[name].text.trim()), `the viewer shows: ${text}`);
  await alice.picture(alice.mail, name);
}

export const READING: readonly Step[] = [
  {
    title: "A letter that Bob signed is Verified",
    run: (scene) => judge(scene, "signed", /^Verified\b.*bob@example\.org/),
  },
  {
    title: "Its details say why, check by check",
    run: async ({ alice }) => {
      await alice.toggleDetails();
      await alice.picture(alice.mail, "details");
      await alice.toggleDetails();
    },
  },
  { title: "Its altered twin gets a Warning", run: (scene) => judge(scene, "altered", /^Warning\b.*changed/) },
  {
    title: "A letter in Bob's name that Carol signed gets a Warning",
    run: (scene) => judge(scene, "wrongAddress", /^Warning\b.*carol@example\.org.*bob@example\.org/),
  },
  {
    title: "A letter under an unknown authority is Signed, and no more",
    run: (scene) => judge(scene, "unknownAuthority", /^Signed\b/),
  },
  {
    title: "A letter signed in the opaque form is Verified and shown by the viewer",
    run: async (scene) => {
      await read(scene, "opaque");
      assert.match(await scene.alice.verdict(), /^Verified\b/);
    },
  },
  {
    title: "An ordinary letter is left alone",
    run: async ({ alice, rig }) => {
      await alice.openInPreview(rig.letters.plain.subject);
      await alice.letter().getByText("No seal needed").waitFor();
      await alice.mail.waitForTimeout(1500);
      assert.equal(await alice.hasBadge(), false);
    },
  },
  { title: "An encrypted letter is read in the viewer", run: (scene) => read(scene, "encrypted") },
  {
    title: "A signed and encrypted letter is read in the viewer, and Verified",
    run: async (scene) => {
      await read(scene, "signedAndEncrypted");
      assert.match(await scene.alice.verdict(), /^Verified\b.*bob@example\.org.*Encrypted/);
    },
  },
];
