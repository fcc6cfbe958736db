import { describe, expect, it } from "vitest";
import type { ComposerTicket, ComposeSeed } from "../../src/protocol/protocol.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import { planCopies } from "../../src/background/sealing-plan.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import type { Draft } from "../../src/smime/verdict/display.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import type { RecipientChoice } from "../../src/vault/encryption-certificate.ts";
import type { Vault } from "../../src/vault/vault.ts";
import type { Issued } from "../smime/x509/certificate-builder.ts";
import { NOW } from "../smime/x509/certificate-builder.ts";
import { castOf } from "./cast.ts";
import { box, draftOf, letter, SECRET, SEED, textOf } from "./letters.ts";
import {
  composerIn,
  correspondent,
  keyFile,
  managerIn,
  PASSPHRASE,
  POPUP,
  portsOf,
  publicList,
  webmailIn,
} from "./made-worker.ts";

const TAB = 4;
const ALICE = "alice@example.com";
const BOB = "bob@example.com";
const CAROL = "carol@example.com";
const COMPOSER = composerIn(TAB, "composer");

const { ca, alice, bob, carol, made } = await castOf({ alice: ALICE, bob: BOB, carol: CAROL });

async function compose(seed: Partial<ComposeSeed> = {}): Promise<ComposerTicket> {
  return (await made.ask(webmailIn(TAB), "composer/open", { ...SEED, ...seed })).ticket;
}

async function redeem(seed: Partial<ComposeSeed> = {}) {
  return made.ask(COMPOSER, "composer/redeem", { ticket: await compose(seed) });
}

async function seal(draft: Draft, seed: Partial<ComposeSeed> = {}) {
  return (await made.ask(COMPOSER, "draft/seal", { ticket: await compose(seed), draft, form: null })).copies;
}

async function readBy(reader: Issued, raw: Bytes) {
  const context = { keys: [portsOf(reader)], anchors: anchorsOf([ca.certificate]), certificates: [], now: NOW };
  return readMessage(raw, context);
}

/** A vault in which Bob's software is known to read these. */
function vaultKnowing(capabilities: readonly string[]): Vault {
  const choice: RecipientChoice = { kind: "ready", certificate: bob.certificate, capabilities };
  return { ownCertificate: async () => alice.certificate, recipients: async () => [choice] } as never;
}

describe("composer/redeem", () => {
  it("parses recipients and keeps what is no address visible", async () => {
    const context = await redeem({
      to: '"Baumann, Bob" <bob@example.com>, carol@example.com',
      cc: "dora at work, bob@example.com",
    });
    expect(context.to).toEqual([box(BOB, "Baumann, Bob"), box(CAROL)]);
    expect(context.cc).toEqual([box("dora at work"), box(BOB)]);
  });

  it("keeps the webmail's text where nothing was encrypted", async () => {
    const answered = await letter(bob, [], draftOf(BOB, [ALICE], { encrypt: false }));
    expect(await redeem({ text: "Yes.\n\n> quoted", answered })).toMatchObject({
      text: "Yes.\n\n> quoted",
      answersEncrypted: false,
    });
  });

  it("quotes an encrypted message from what was decrypted here", async () => {
    const answered = await letter(bob, [alice], draftOf(BOB, [ALICE]));
    const text = "Yes!\n\nOn Monday Bob wrote:\n> MIIB8gYJKoZIhvcNAQcD";
    const context = await redeem({ text, answered });
    expect(context.answersEncrypted).toBe(true);
    expect(context.text).toMatch(/^Yes!\n\nOn .* UTC, .*bob@example\.com wrote:\n> /);
    expect(context.text).toContain(`> ${SECRET}`);
    expect(context.text).not.toContain("MIIB8g");
  });

  it("quotes nothing while locked, and again after unlocking", async () => {
    const answered = await letter(bob, [alice], draftOf(BOB, [ALICE]));
    await made.ask(POPUP, "vault/lock", {});
    const ticket = await compose({ text: "Yes!\n\n> x", answered });
    const locked = await made.ask(COMPOSER, "composer/redeem", { ticket });
    expect(locked).toMatchObject({ text: "Yes!", answersEncrypted: true, vault: { kind: "locked" } });
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
    expect((await made.ask(COMPOSER, "composer/redeem", { ticket })).text).toContain(SECRET);
  });

  const RICH = { html: "<div>Dear <b>Alice</b></div>", images: [] };

  it("hands over the formatting of what was decrypted here, and of nothing else", async () => {
    const sealed = await letter(bob, [alice], draftOf(BOB, [ALICE], { rich: RICH }));
    const { quote } = await redeem({ text: "Yes!\n\n> x", answered: sealed });
    expect(quote).toMatchObject({ indented: true, html: expect.stringContaining("<b>Alice</b>") });
    expect(quote?.before).toMatch(/^Yes!\n\nOn .* UTC, .*bob@example\.com wrote:\n$/);
    const open = await letter(bob, [], draftOf(BOB, [ALICE], { encrypt: false, rich: RICH }));
    expect((await redeem({ text: "> x", answered: open })).quote).toBeNull();
    await made.ask(POPUP, "vault/lock", {});
    expect((await redeem({ text: "> x", answered: sealed })).quote).toBeNull();
  });

  it("hands over the pictures of the text, and goes on with them once only", async () => {
    const picture = { contentId: `${"0a".repeat(16)}@inline.invalid`, filename: "p.png", contentType: "image/png" };
    const content = new Uint8Array([1, 2, 3]);
    const rich = { html: `<img src="cid:${picture.contentId}" alt="">`, images: [{ ...picture, content }] };
    const file = { filename: "a.bin", contentType: "application/octet-stream", content };
    const sealed = await letter(bob, [alice], draftOf(BOB, [ALICE], { rich, attachments: [file] }));
    const ticket = await compose({ text: "", answered: sealed, forwards: true });
    const { quote } = await made.ask(COMPOSER, "composer/redeem", { ticket });
    expect(quote?.pictures).toEqual([{ ...picture, content }]);
    const along = async (as: "attachments" | "files") =>
      (await made.ask(COMPOSER, "composer/forwarded", { ticket, as })).attachments.map(({ filename }) => filename);
    expect(await along("attachments")).toEqual(["p.png", "a.bin"]);
    expect(await along("files")).toEqual(["a.bin"]);
  });

  it("survives the worker, for four days", async () => {
    const ticket = await compose();
    made.start();
    expect((await made.ask(COMPOSER, "composer/redeem", { ticket })).to).toEqual([box(BOB, "Bob")]);
    made.now += 4 * 24 * 60 * 60_000;
    await expect(made.ask(COMPOSER, "composer/redeem", { ticket })).rejects.toMatchObject({
      code: "protocol/unknown-ticket",
    });
  });
});

const start = () => made.ask(managerIn(TAB), "composer/start", { letter: null });

describe("composer/start", () => {
  it("begins an empty letter from the person's own addresses, to be saved as a file", async () => {
    await made.ask(POPUP, "identity/import", { file: keyFile(carol), password: "" });
    const { ticket } = await start();
    const { from, identities, to, subject, text, delivery } = await made.ask(COMPOSER, "composer/redeem", { ticket });
    expect(identities.map(({ address }) => address).toSorted()).toEqual([ALICE, CAROL]);
    expect(identities).toContainEqual(from);
    expect({ to, subject, text, delivery }).toEqual({ to: [], subject: "", text: "", delivery: { kind: "file" } });
  });

  it("seals for those addresses and no others", async () => {
    await made.know(bob);
    const { ticket } = await start();
    const { copies } = await made.ask(COMPOSER, "draft/seal", { ticket, draft: draftOf(ALICE, [BOB]), form: null });
    expect((await readBy(bob, copies[0]?.raw ?? new Uint8Array())).report.signature.kind).toBe("verified");
    await expect(
      made.ask(COMPOSER, "draft/seal", { ticket, draft: draftOf(CAROL, [BOB]), form: null }),
    ).rejects.toMatchObject({
      code: "draft/bad-address",
      detail: { address: CAROL },
    });
  });

  it("begins with a signed letter to oneself where that is the first", async () => {
    const { ticket } = await made.ask(managerIn(TAB), "composer/first", { subject: "First", text: "Hello." });
    expect(await made.ask(COMPOSER, "composer/redeem", { ticket })).toMatchObject({
      intent: "sign",
      from: { address: ALICE },
      to: [{ address: ALICE }],
      subject: "First",
      text: "Hello.",
    });
  });

  it("signs without encrypting where nobody sends, in a form everybody can read", async () => {
    const { ticket } = await start();
    const draft = draftOf(ALICE, [BOB], { encrypt: false });
    const { copies } = await made.ask(COMPOSER, "draft/seal", { ticket, draft, form: null });
    expect(textOf(copies[0]?.raw ?? new Uint8Array())).toContain("multipart/signed");
  });

  it("is worth nothing to a composer in another tab", async () => {
    const { ticket } = await start();
    await expect(made.ask(composerIn(TAB + 1, "c"), "composer/redeem", { ticket })).rejects.toMatchObject({
      code: "protocol/unknown-ticket",
    });
  });

  it("works while the keys are locked, but not without any, and not from the popup", async () => {
    await made.ask(POPUP, "vault/lock", {});
    await expect(start()).resolves.toHaveProperty("ticket");
    await expect(made.ask(POPUP, "composer/start", { letter: null })).rejects.toMatchObject({
      code: "protocol/forbidden",
    });
    made.renew();
    await expect(start()).rejects.toMatchObject({ code: "vault/not-created" });
  });
});

describe("composer/check", () => {
  it("says of everybody what is missing", async () => {
    await made.know(bob);
    const ticket = await compose();
    const reply = await made.ask(COMPOSER, "composer/check", { ticket, from: ALICE, addresses: [BOB, CAROL, "dora"] });
    expect(reply.recipients.map(({ kind }) => kind)).toEqual(["ready", "missing", "malformed"]);
    expect(reply.sender).toEqual({ address: ALICE, canSign: true, canReadOwn: true });
    const other = await made.ask(COMPOSER, "composer/check", { ticket, from: CAROL, addresses: [] });
    expect(other.sender).toEqual({ address: CAROL, canSign: false, canReadOwn: false });
  });

  it("trusts a learned certificate for the public authority above it", async () => {
    made.renew(publicList(ca));
    await made.openVault(alice);
    const raw = await letter(bob, [], draftOf(BOB, [ALICE], { encrypt: false }));
    await made.ask(webmailIn(TAB), "message/open", { raw });
    const check = async () =>
      made.ask(COMPOSER, "composer/check", { ticket: await compose(), from: ALICE, addresses: [BOB] });
    await made.settled(async () => expect((await check()).recipients).toMatchObject([{ kind: "ready" }]));
    made.start(publicList());
    expect((await check()).recipients).toMatchObject([{ kind: "untrusted", reason: "incomplete-path" }]);
  });
});

describe("a large letter", () => {
  const attachments = [{ filename: "film", contentType: "video/mp4", content: new Uint8Array(12_000_000) }];

  it("tells how far its sealing is, and is called off", async () => {
    await made.know(bob);
    const ticket = await compose();
    await made.ask(COMPOSER, "composer/redeem", { ticket });
    const progress = async () => (await made.ask(COMPOSER, "draft/progress", { ticket })).fraction;
    expect(await progress()).toBe(null);
    const sealing = made.ask(COMPOSER, "draft/seal", {
      ticket,
      draft: draftOf(ALICE, [BOB], { attachments }),
      form: null,
    });
    const outcome = expect(sealing).rejects.toMatchObject({ code: "protocol/called-off" });
    let fraction = await progress();
    for (let asked = 0; asked < 1_000 && !fraction; asked++) fraction = await progress();
    expect(fraction).toBeGreaterThan(0);
    expect(fraction).toBeLessThan(1);
    await made.ask(COMPOSER, "draft/call-off", { ticket });
    await outcome;
    expect(await progress()).toBe(null);
  });

  it("is nobody else's to watch or call off", async () => {
    const ticket = await compose();
    await made.ask(COMPOSER, "composer/redeem", { ticket });
    const other = composerIn(TAB + 1, "composer");
    for (const name of ["draft/progress", "draft/call-off"] as const)
      await expect(made.ask(other, name, { ticket })).rejects.toMatchObject({ code: "protocol/unknown-ticket" });
  });
});

describe("draft/seal refuses rather than leaks", () => {
  it.each([
    ["nobody to write to", draftOf(ALICE, []), "draft/no-recipient", {}],
    [
      "an address that is none",
      draftOf(ALICE, ["bob@example.com>, eve@example.com"]),
      "draft/bad-address",
      { address: "bob@example.com>, eve@example.com" },
    ],
    [
      "neither signed nor encrypted",
      draftOf(ALICE, [BOB], { sign: false, encrypt: false }),
      "protocol/malformed",
      { request: "draft/seal" },
    ],
    ["no certificate", draftOf(ALICE, [BOB, CAROL]), "draft/no-certificate", { addresses: [CAROL] }],
    [
      "no certificate in Bcc",
      draftOf(ALICE, [BOB], { bcc: [box(CAROL)] }),
      "draft/no-certificate",
      { addresses: [CAROL] },
    ],
    ["another sender", draftOf(CAROL, [BOB]), "draft/bad-address", { address: CAROL }],
  ])("%s", async (_, draft, code, detail) => {
    await made.know(bob);
    await expect(seal(draft)).rejects.toMatchObject({ code, detail });
  });

  it("a sender without a signing identity, or without a certificate of their own", async () => {
    await made.know(bob);
    const seed = { from: box(CAROL), identities: [box(CAROL)] };
    await expect(seal(draftOf(CAROL, [BOB], { encrypt: false }), seed)).rejects.toMatchObject({
      code: "draft/no-signing-identity",
      detail: { address: CAROL },
    });
    await expect(seal(draftOf(CAROL, [BOB], { sign: false }), seed)).rejects.toMatchObject({
      code: "draft/no-certificate",
      detail: { addresses: [CAROL] },
    });
  });

  it("a locked vault", async () => {
    await made.know(bob);
    const ticket = await compose();
    await made.ask(POPUP, "vault/lock", {});
    await expect(
      made.ask(COMPOSER, "draft/seal", { ticket, draft: draftOf(ALICE, [BOB]), form: null }),
    ).rejects.toMatchObject({
      code: "vault/locked",
    });
  });

  it("too much", async () => {
    await made.know(bob);
    const content = new Uint8Array(28 * 1024 * 1024);
    const attachments = [{ filename: "a", contentType: "application/octet-stream", content }];
    await expect(seal(draftOf(ALICE, [BOB], { attachments }))).rejects.toMatchObject({ code: "draft/too-large" });
  });
});

describe("draft/seal", () => {
  it("signs and encrypts for the recipient and for the sender", async () => {
    await made.know(bob);
    const [copy, ...others] = await seal(draftOf(ALICE, [BOB]));
    if (!copy) throw new Error("no copy");
    expect(others).toEqual([]);
    expect(copy).toMatchObject({ recipients: [BOB], filed: true });
    expect(copy.messageId).toMatch(/^[A-Za-z0-9.-]+@example\.com$/);
    expect(textOf(copy.raw)).toContain(`Message-ID: <${copy.messageId}>`);
    expect(textOf(copy.raw)).not.toContain(SECRET);
    for (const reader of [bob, alice]) {
      const opened = await readBy(reader, copy.raw);
      expect(opened.content.text).toContain(SECRET);
      expect(opened.report.signature.kind).toBe("verified");
    }
    expect((await readBy(carol, copy.raw)).report.encryption.kind).toBe("failed");
  });

  it("gives each Bcc recipient a copy that names no other", async () => {
    await made.know(bob, carol);
    const dora = await correspondent(ca, "dora@example.com");
    await made.know(dora);
    const bcc = [box(CAROL), box("dora@example.com"), box("BOB@example.com")];
    const copies = await seal(draftOf(ALICE, [BOB], { bcc }));
    expect(copies.map(({ recipients }) => recipients)).toEqual([[BOB], [CAROL], ["dora@example.com"]]);
    expect(copies.map(({ filed }) => filed)).toEqual([true, false, false]);
    expect(new Set(copies.map(({ messageId }) => messageId)).size).toBe(3);
    for (const { raw } of copies) expect(textOf(raw)).not.toMatch(/^bcc:|carol|dora/im);
    const [main, toCarol] = copies;
    if (!main || !toCarol) throw new Error("copies missing");
    expect((await readBy(carol, main.raw)).report.encryption.kind).toBe("failed");
    expect((await readBy(dora, toCarol.raw)).report.encryption.kind).toBe("failed");
    expect((await readBy(carol, toCarol.raw)).content.text).toContain(SECRET);
    expect((await readBy(alice, toCarol.raw)).content.text).toContain(SECRET);
  });

  it("with Bcc alone files the first copy", async () => {
    await made.know(bob, carol);
    const copies = await seal(draftOf(ALICE, [], { bcc: [box(BOB), box(CAROL)] }));
    expect(copies.map(({ recipients, filed }) => [recipients, filed])).toEqual([
      [[BOB], true],
      [[CAROL], false],
    ]);
  });

  it("threads an answer, and a forwarded message not as an answer", async () => {
    await made.know(bob);
    const answered = await letter(bob, [alice], draftOf(BOB, [ALICE]));
    const [answer] = await seal(draftOf(ALICE, [BOB], { subject: "Re: About birds" }), { answered });
    expect(answer && textOf(answer.raw)).toMatch(/^In-Reply-To: <original@example\.com>/m);
    const [forwarded] = await seal(draftOf(ALICE, [BOB], { subject: "Fwd: About birds" }), {
      answered,
      forwards: true,
    });
    expect(forwarded && textOf(forwarded.raw)).not.toMatch(/^In-Reply-To:/m);
  });

  it("threads no letter that is written beside the answer", async () => {
    const answered = await letter(bob, [alice], draftOf(BOB, [ALICE]));
    const body = { ticket: await compose({ answered }), draft: draftOf(ALICE, [BOB], { encrypt: false }), form: null };
    const { copies } = await made.ask(COMPOSER, "draft/seal-apart", body);
    expect(copies.map(({ raw }) => /^(?:In-Reply-To|References):/m.test(textOf(raw)))).toEqual([false]);
  });

  it("signs without encrypting in a form everybody can read", async () => {
    const [copy] = await seal(draftOf(ALICE, [BOB], { encrypt: false }));
    expect(copy && textOf(copy.raw)).toContain("multipart/signed");
    expect(copy && textOf(copy.raw)).toContain(SECRET);
  });

  it("encrypts without signing though the vault is locked: no key of ours is needed", async () => {
    await made.know(bob);
    await made.ask(POPUP, "vault/lock", {});
    const [copy] = await seal(draftOf(ALICE, [BOB], { sign: false }));
    expect(copy && (await readBy(bob, copy.raw)).content.text).toContain(SECRET);
  });

  it("authenticates the encryption where everybody's software can", async () => {
    const AES_GCM = "2.16.840.1.101.3.4.1.46";
    expect((await planCopies(draftOf(ALICE, [BOB]), vaultKnowing([AES_GCM])))[0]?.cipher).toBe("aes-256-gcm");
    expect((await planCopies(draftOf(ALICE, [BOB]), vaultKnowing([])))[0]?.cipher).toBe("aes-256-cbc");
  });
});
