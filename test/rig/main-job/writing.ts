/** Alice answers, OpenSSL reads along, and Bob opens what arrived. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { until } from "../loopback.ts";
import { openByOpenssl } from "../opened-by-openssl.ts";
import { Watch } from "../watch.ts";
import { ATTACHMENT, REPLY, type Scene, SECRET_WORDS, SECRETS, type Step } from "./scene.ts";

/** The body of a message as a mail system may keep it: line ends are its own affair. */
function bodyOf(raw: Buffer): string {
  const text = raw.toString("latin1").replace(/\r\n/g, "\n");
  return text.slice(text.indexOf("\n\n")).trimEnd();
}

async function readByOpenssl({ rig: { outgoing, certificates, life } }: Scene): Promise<void> {
  const sent = await until(() => outgoing.sent.at(-1) ?? null, "Nothing was sent");
  assert.deepEqual(sent.to, [certificates.bob.address]);
  for (const reader of [certificates.bob, certificates.alice]) {
    const opened = await openByOpenssl(life, sent.raw, reader, certificates.alice, certificates);
    assert.ok(opened.text.replace(/\r\n/g, "\n").includes(REPLY), `OpenSSL reads: ${opened.text}`);
    assert.deepEqual(opened.attachments, [ATTACHMENT]);
    assert.ok(opened.signedByExpected);
  }
}

export const WRITING: readonly Step[] = [
  {
    title: "Alice answers Bob's signed letter with Sign & encrypt, and attaches a file",
    run: async ({ alice, rig }) => {
      const path = rig.life.path(ATTACHMENT.name);
      writeFileSync(path, ATTACHMENT.content);
      await alice.openInPreview(rig.letters.signed.subject);
      await alice.verdict();
      await alice.startReply();
      await alice.write("Sign & encrypt", { text: REPLY, attachments: [path] });
      await alice.picture(alice.mail, "composer");
      await alice.send();
    },
  },
  {
    title:
      "What went over the wire is read by OpenSSL: signed by Alice, for Bob and herself, with the same text and file",
    run: readByOpenssl,
  },
  {
    title: "Alice's Sent folder holds the same message, and her Drafts folder none",
    run: async ({ rig }) => {
      const filed = rig.stored(rig.certificates.alice, "Sent");
      const sent = rig.outgoing.sent.slice(-1).map(({ raw }) => bodyOf(raw));
      assert.deepEqual(filed.map(bodyOf), sent);
      assert.deepEqual(rig.stored(rig.certificates.alice, "Drafts"), []);
    },
  },
];

export const ANSWERING: readonly Step[] = [
  {
    title: "Bob, at a browser of his own, lets Waxwing work and imports his key file",
    run: async (scene) => {
      const bob = await scene.bob();
      await bob.logIn();
      scene.watches.push(new Watch(bob.mail, SECRET_WORDS));
      await bob.useWaxwingHere();
      await bob.importKeyFile(scene.rig.certificates.bobFile, SECRETS.bobPassphrase, true);
    },
  },
  {
    title:
      "Bob opens Alice's letter, whose subject the webmail never knew: Verified, and he reads it and its file in the viewer",
    run: async (scene) => {
      const bob = await scene.bob();
      await bob.openInPreview("[...]");
      const text = await bob.readInViewer();
      assert.ok(text.includes(`Re: ${scene.rig.letters.signed.subject}`), "the viewer shows the hidden subject");
      assert.ok(text.includes(REPLY), `the viewer shows: ${text}`);
      assert.match(await bob.verdict(), /^Verified\b.*alice@example\.org.*Encrypted/);
      await bob.picture(bob.mail, "read");
      assert.deepEqual(readFileSync(await bob.saveAttachment(ATTACHMENT.name)), ATTACHMENT.content);
    },
  },
];
