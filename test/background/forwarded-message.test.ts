import { beforeEach, describe, expect, it } from "vitest";
import type { ComposerTicket, ComposeSeed } from "../../src/protocol/protocol.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import type { Draft } from "../../src/smime/verdict/display.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { seedOf } from "../protocol/compose-seed.ts";
import type { Issued } from "../smime/x509/certificate-builder.ts";
import { NOW } from "../smime/x509/certificate-builder.ts";
import { castOf } from "./cast.ts";
import { box, draftOf, letter, SECRET, textOf } from "./letters.ts";
import { composerIn, POPUP, portsOf, webmailIn } from "./made-worker.ts";

const TAB = 4;
const ALICE = "alice@example.com";
const BOB = "bob@example.com";
const CAROL = "carol@example.com";
const COMPOSER = composerIn(TAB, "composer");
const FILE = { filename: "plan.pdf", contentType: "application/pdf", content: Uint8Array.of(1, 2, 3) };

const SEED = seedOf(box(ALICE, "Alice"), { subject: "Fwd: About birds", forwards: true });

const { ca, alice, bob, carol, made } = await castOf({ alice: ALICE, bob: BOB, carol: CAROL });
beforeEach(() => made.know(bob, carol));

async function compose(seed: Partial<ComposeSeed>): Promise<ComposerTicket> {
  return (await made.ask(webmailIn(TAB), "composer/open", { ...SEED, ...seed })).ticket;
}

async function seal(draft: Draft, seed: Partial<ComposeSeed> = {}): Promise<Bytes> {
  const { copies } = await made.ask(COMPOSER, "draft/seal", { ticket: await compose(seed), draft, form: null });
  return copies[0]?.raw ?? new Uint8Array();
}

const readBy = (reader: Issued, raw: Bytes) =>
  readMessage(raw, { keys: [portsOf(reader)], anchors: anchorsOf([ca.certificate]), certificates: [], now: NOW });

const forwarded = async (answered: Bytes, as: "attachments" | "message", forwards = true) =>
  (await made.ask(COMPOSER, "composer/forwarded", { ticket: await compose({ answered, forwards }), as })).attachments;

describe("composer/forwarded", () => {
  it("brings the files of a message", async () => {
    const answered = await letter(bob, [alice], draftOf(BOB, [ALICE], { attachments: [FILE] }));
    expect(await forwarded(answered, "attachments")).toEqual([FILE]);
  });

  it("brings a message that was not encrypted as it was delivered", async () => {
    const answered = await letter(bob, [], draftOf(BOB, [ALICE], { encrypt: false }));
    const [message] = await forwarded(answered, "message");
    expect(message).toEqual({ filename: "About birds.eml", contentType: "message/rfc822", content: answered });
  });

  it("takes off an envelope that was for us alone; the signature in it still holds for whoever gets it", async () => {
    const answered = await letter(bob, [alice], draftOf(BOB, [ALICE], { attachments: [FILE] }));
    const attachments = await forwarded(answered, "message");
    const raw = await seal(draftOf(ALICE, [CAROL], { attachments }));
    const received = await readBy(carol, raw);
    expect(received.content.attachments).toMatchObject([
      { contentType: "message/rfc822", filename: "About birds.eml" },
    ]);
    expect(received.attachment(0)).toEqual(attachments[0]?.content);
    const inner = await readBy(carol, received.attachment(0));
    expect(inner.report).toMatchObject({ signature: { kind: "verified" }, encryption: { kind: "none" } });
    expect(inner.content).toMatchObject({ text: `${SECRET}\n`, headers: { subject: "About birds" } });
  });

  it("gives nothing while locked, of what is not encrypted to us, or of a message that is answered", async () => {
    const answered = await letter(bob, [alice], draftOf(BOB, [ALICE]));
    await expect(forwarded(answered, "message", false)).rejects.toMatchObject({ code: "protocol/malformed" });
    await made.ask(POPUP, "vault/lock", {});
    await expect(forwarded(answered, "message")).rejects.toMatchObject({ code: "vault/locked" });
    await expect(forwarded(answered, "attachments")).rejects.toMatchObject({ code: "vault/locked" });
  });
});

describe("a letter that forwards", () => {
  it("forwards what was decrypted with its head, without the webmail's block, and refers without answering", async () => {
    const answered = await letter(bob, [alice], draftOf(BOB, [ALICE]));
    const text = "Look:\n\n-------- Ursprüngliche Nachricht --------\nBetreff: [...]\n\nMIIB8gYJ";
    const seed = { text, answered, forwards: true, subject: "WG: [...]" };
    const context = await made.ask(COMPOSER, "composer/redeem", { ticket: await compose(seed) });
    expect(context.forwards).toBe("readable");
    expect(context.text).toMatch(/^Look:\n\n-------- Forwarded message --------\nFrom: .*bob@example\.com\nDate: /);
    expect(context.text).toContain(`Subject: About birds\nTo: ${ALICE}\n\n${SECRET}`);
    expect(context.text).not.toMatch(/MIIB8g|Ursprüngliche/);
    const raw = await seal(draftOf(ALICE, [BOB], { subject: "Weiter: birds", encrypt: false }), seed);
    expect(textOf(raw)).toMatch(/^References: <original@example\.com>/m);
    expect(textOf(raw)).not.toMatch(/^In-Reply-To:/m);
  });

  it("knows whether the files of what it forwards can come along", async () => {
    const forwardsOf = async (seed: Partial<ComposeSeed>) =>
      (await made.ask(COMPOSER, "composer/redeem", { ticket: await compose(seed) })).forwards;
    const answered = await letter(bob, [alice], draftOf(BOB, [ALICE]));
    expect(await forwardsOf({ answered, forwards: false })).toBe("none");
    expect(await forwardsOf({ answered: null })).toBe("unreadable");
    expect(await forwardsOf({ answered: await letter(bob, [carol], draftOf(BOB, [CAROL])) })).toBe("unreadable");
    await made.ask(POPUP, "vault/lock", {});
    expect(await forwardsOf({ answered })).toBe("unreadable");
  });
});
