/** Alice answers, OpenSSL reads along, Bob opens what arrived, and answers in turn. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import type { Holder } from "../certificates.ts";
import { until } from "../loopback.ts";
import { openByOpenssl, type OpenedByOpenssl } from "../opened-by-openssl.ts";
import { Watch } from "../watch.ts";
import { ANSWER, ATTACHMENT, REPLY, type Scene, SECRET_WORDS, SECRETS, type Step } from "./scene.ts";

/** What stands in the list in place of a subject that only the letter itself tells. */
export const HIDDEN_SUBJECT = "[...]";

/** The body of a message as a mail system may keep it: line ends are its own affair. */
export function bodyOf(raw: Buffer): string {
  const text = raw.toString("latin1").replace(/\r\n/g, "\n");
  return text.slice(text.indexOf("\n\n")).trimEnd();
}

interface Expected {
  readonly from: Holder;
  readonly to: Holder;
  readonly text: string;
  readonly attachments: OpenedByOpenssl["attachments"];
}

/** The last message that left, and its copy in the mailbox it went to. */
async function readByOpenssl({ rig }: Scene, { from, to, text, attachments }: Expected): Promise<void> {
  const { outgoing, certificates, life } = rig;
  const isTheirs = () => outgoing.sent.findLast((message) => message.from === from.address) ?? null;
  const sent = await until(isTheirs, "Nothing was sent");
  assert.deepEqual(sent.to, [to.address]);
  const arrived = rig.stored(to, "INBOX").find((raw) => bodyOf(raw) === bodyOf(sent.raw));
  assert.ok(arrived, "What was sent is not in the mailbox it went to");
  for (const reader of [to, from]) {
    const opened = await openByOpenssl(life, arrived, reader, from, certificates);
    assert.ok(opened.text.replace(/\r\n/g, "\n").includes(text), `OpenSSL reads: ${opened.text}`);
    assert.deepEqual(opened.attachments, attachments);
    assert.ok(opened.signedByExpected);
  }
}

function filedWithoutDrafts({ rig }: Scene, who: Holder): void {
  const sent = rig.outgoing.sent.slice(-1).map(({ raw }) => bodyOf(raw));
  assert.deepEqual(rig.stored(who, "Sent").map(bodyOf), sent);
  assert.deepEqual(rig.stored(who, "Drafts"), []);
}

export const WRITING: Step = {
  title: "Alice answers Bob's signed letter with Sign & encrypt, and attaches a file",
  run: async ({ alice, rig }) => {
    const path = rig.life.path(ATTACHMENT.name);
    writeFileSync(path, ATTACHMENT.content);
    await alice.openInPreview(rig.letters.signed.subject);
    await alice.verdict();
    await alice.startReply();
    await alice.write("Sign & encrypt", { text: REPLY, attachments: [path] });
    await alice.picture(alice.mail, "composer");
  },
};

export const SENDING: readonly Step[] = [
  { title: "Alice sends it", run: ({ alice }) => alice.send() },
  {
    title: "What arrived is read by OpenSSL: signed by Alice, for Bob and herself, with the same text and file",
    run: (scene) => {
      const { alice, bob } = scene.rig.certificates;
      return readByOpenssl(scene, { from: alice, to: bob, text: REPLY, attachments: [ATTACHMENT] });
    },
  },
  {
    title: "Alice's Sent folder holds the same message, and her Drafts folder none",
    run: async (scene) => filedWithoutDrafts(scene, scene.rig.certificates.alice),
  },
];

export async function bobLogsIn(scene: Scene): Promise<void> {
  const bob = await scene.bob();
  await bob.logIn();
  scene.watches.push(new Watch(bob.mail, SECRET_WORDS));
}

export async function bobImports(scene: Scene): Promise<void> {
  const bob = await scene.bob();
  await bob.importKeyFile(scene.rig.certificates.bobFile, SECRETS.bobPassphrase, true);
}

async function bobReads(scene: Scene): Promise<void> {
  const bob = await scene.bob();
  await bob.openInPreview(HIDDEN_SUBJECT);
  const text = await bob.readInViewer();
  assert.ok(text.includes(`Re: ${scene.rig.letters.signed.subject}`), "the viewer shows the hidden subject");
  assert.ok(text.includes(REPLY), `the viewer shows: ${text}`);
  assert.match(await bob.verdict(), /^Verified\b.*alice@example\.org.*Encrypted/);
  await bob.picture(bob.mail, "read");
  assert.deepEqual(readFileSync(await bob.saveAttachment(ATTACHMENT.name)), ATTACHMENT.content);
}

export const ARRIVED: Step = {
  title:
    "Bob opens Alice's letter, whose subject the webmail never knew: Verified, and he reads it and its file in the viewer",
  run: bobReads,
};

export const ANSWERING: Step = {
  title: "Bob answers by the viewer's Reply, signed and encrypted at once: her certificate came with her letter",
  run: async (scene) => {
    const bob = await scene.bob();
    await bob.answerInViewer("Reply");
    assert.ok(await (await bob.frame("composer")).getByLabel("Encrypt", { exact: true }).isChecked());
    await bob.writeInComposer({ text: ANSWER });
    await bob.picture(bob.mail, "composer");
  },
};

async function aliceReads({ alice }: Scene): Promise<void> {
  await alice.openInPreview(HIDDEN_SUBJECT);
  const text = await alice.readInViewer();
  assert.ok(text.includes(ANSWER), `the viewer shows: ${text}`);
  assert.ok(text.includes(`we accept: ${SECRETS.reply}`), "her own sealed words are quoted below it");
  assert.match(await alice.verdict(), /^Verified\b.*bob@example\.org.*Encrypted/);
  await alice.picture(alice.mail, "answer");
}

export const ANSWERED: readonly Step[] = [
  { title: "Bob sends it", run: async (scene) => (await scene.bob()).send() },
  {
    title: "What arrived is read by OpenSSL: signed by Bob, for Alice and himself",
    run: (scene) => {
      const { alice, bob } = scene.rig.certificates;
      return readByOpenssl(scene, { from: bob, to: alice, text: ANSWER, attachments: [] });
    },
  },
  { title: "Alice reads Bob's answer in the viewer: Verified", run: aliceReads },
];
