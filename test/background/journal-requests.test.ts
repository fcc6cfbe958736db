import { beforeEach, describe, expect, it } from "vitest";
import type { ComposerTicket, ComposeSeed } from "../../src/protocol/protocol.ts";
import type { KeptLetter } from "../../src/smime/verdict/kept-letter.ts";
import { seedOf } from "../protocol/compose-seed.ts";
import { castOf } from "./cast.ts";
import { box, draftOf, letter } from "./letters.ts";
import { composerIn, keyFile, managerIn, PASSPHRASE, POPUP, SITE, webmailIn } from "./made-worker.ts";

const TAB = 3;
const ALICE = "alice@example.com";
const BOB = "bob@example.com";
const COMPOSER = composerIn(TAB, "first");
const ANOTHER = composerIn(TAB, "second");
const SEED = seedOf(box(ALICE), { to: BOB, subject: "Herons" });
const WRITTEN: KeptLetter = {
  version: 1,
  from: box(ALICE),
  to: [box(BOB)],
  cc: [],
  bcc: [],
  typed: { to: "", cc: "dor", bcc: "" },
  subject: "Herons",
  text: "heron-4711",
  html: null,
  images: [],
  attachments: [],
  sign: true,
  encrypt: true,
  hideSubject: true,
};

const { alice, bob, made } = await castOf({ alice: ALICE, bob: BOB });
beforeEach(() => made.know(bob));

async function open(seed: Partial<ComposeSeed> = {}, composer = COMPOSER): Promise<ComposerTicket> {
  const { ticket } = await made.ask(webmailIn(composer.tabId ?? TAB), "composer/open", { ...SEED, ...seed });
  await made.ask(composer, "composer/redeem", { ticket });
  return ticket;
}

async function write(text = WRITTEN.text, seed: Partial<ComposeSeed> = {}): Promise<ComposerTicket> {
  const ticket = await open(seed);
  await made.ask(COMPOSER, "journal/save", { ticket, revision: 0, leaving: false, letter: { ...WRITTEN, text } });
  return ticket;
}

const offers = async (ticket: ComposerTicket, composer = ANOTHER) =>
  (await made.ask(composer, "journal/offers", { ticket })).letters;
const list = async () => (await made.ask(POPUP, "unfinished/list", {})).letters;

async function onlyId(): Promise<string> {
  const [one, ...others] = await list();
  if (!one || others.length > 0) throw new Error("not one letter");
  return one.id;
}

describe("an unfinished letter", () => {
  it("is offered at the next letter written there, and goes on whole", async () => {
    await write();
    const ticket = await open({}, ANOTHER);
    const [offer, ...others] = await offers(ticket);
    expect(others).toEqual([]);
    expect(offer).toMatchObject({ place: SITE, account: ALICE, opening: { to: [box(BOB)], subject: "Herons" } });
    const next = await made.ask(ANOTHER, "journal/continue", { ticket, letter: offer?.id ?? "" });
    const { found } = await made.ask(ANOTHER, "composer/redeem", next);
    expect(found).toEqual({ letter: WRITTEN, contents: [] });
    await made.ask(ANOTHER, "journal/save", {
      ...next,
      revision: 0,
      leaving: false,
      letter: { ...WRITTEN, text: "more" },
    });
    expect(await list()).toHaveLength(1);
  });

  it("is offered for no other site and no other account", async () => {
    await write();
    const other = { from: box("carol@example.com"), identities: [box("carol@example.com")] };
    expect(await offers(await open(other, ANOTHER))).toEqual([]);
    made.platform.permissions.add("https://elsewhere.example/*");
    await made.ask(POPUP, "site/enable", { origin: "https://elsewhere.example" });
    const elsewhere = webmailIn(TAB, "webmail-document", "https://elsewhere.example");
    const { ticket } = await made.ask(elsewhere, "composer/open", SEED);
    expect(await offers(ticket)).toEqual([]);
    const id = await onlyId();
    for (const request of ["journal/continue", "journal/discard", "journal/restore"] as const)
      await expect(made.ask(ANOTHER, request, { ticket, letter: id })).rejects.toMatchObject({
        code: "journal/unknown",
      });
  });

  it("is offered where the same message is answered, and at no other answer", async () => {
    const answered = await letter(bob, [alice], draftOf(BOB, [ALICE]));
    const other = await letter(bob, [alice], draftOf(BOB, [ALICE], { subject: "Another" }));
    await write("the answer", { answered });
    expect(await offers(await open({ answered: other }, ANOTHER))).toEqual([]);
    expect(await offers(await open({ answered }, ANOTHER))).toHaveLength(1);
    const ticket = await open({}, ANOTHER);
    const next = await made.ask(ANOTHER, "journal/continue", { ticket, letter: await onlyId() });
    expect(await made.ask(ANOTHER, "composer/redeem", next)).toMatchObject({ answersEncrypted: true });
  });

  it("is not offered while another composer has it open, and is once that is gone", async () => {
    await write();
    made.platform.documents = new Set(["first"]);
    const ticket = await open({}, ANOTHER);
    expect(await offers(ticket)).toEqual([]);
    expect(await list()).toMatchObject([{ open: true }]);
    made.platform.documents = new Set(["second"]);
    expect(await offers(ticket)).toMatchObject([{ open: false }]);
    made.platform.documents = null;
    expect(await offers(ticket)).toHaveLength(1);
  });

  it("outlives the worker and the browser; its words want the keys unlocked", async () => {
    await write();
    made.platform.closeBrowser();
    made.start();
    const ticket = await open({}, ANOTHER);
    expect(await made.ask(ANOTHER, "journal/offers", { ticket })).toMatchObject({
      letters: [{ opening: null }],
      locked: true,
    });
    const id = await onlyId();
    await expect(made.ask(ANOTHER, "journal/continue", { ticket, letter: id })).rejects.toMatchObject({
      code: "vault/locked",
    });
    await made.ask(ANOTHER, "journal/save", {
      ticket,
      revision: 0,
      leaving: false,
      letter: { ...WRITTEN, text: "while locked" },
    });
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
    expect((await list()).map(({ opening }) => opening?.subject)).toEqual(["Herons", "Herons"]);
  });

  it("that was begun in a webmail goes on without one", async () => {
    await write();
    const id = await onlyId();
    const { ticket } = await made.ask(managerIn(TAB + 1), "composer/start", { letter: id });
    const composer = composerIn(TAB + 1, "in the manager");
    const context = await made.ask(composer, "composer/redeem", { ticket });
    expect(context).toMatchObject({ alone: true, delivery: { kind: "file" }, found: { letter: WRITTEN } });
    await made.ask(composer, "journal/save", {
      ticket,
      revision: 0,
      leaving: false,
      letter: { ...WRITTEN, text: "more" },
    });
    expect(await list()).toMatchObject([{ id, place: SITE }]);
  });
});

describe("the end of a letter", () => {
  it("is its sending", async () => {
    const ticket = await write();
    await made.ask(COMPOSER, "journal/end", { ticket, sent: true });
    expect(await list()).toEqual([]);
    await made.ask(COMPOSER, "journal/end", { ticket, sent: true });
  });

  it("is not its sealing: from there on it may have left", async () => {
    const ticket = await write();
    await made.ask(COMPOSER, "draft/seal", { ticket, draft: draftOf(ALICE, [BOB]), form: null });
    expect(await list()).toMatchObject([{ mayHaveLeft: true }]);
    await made.ask(COMPOSER, "journal/save", { ticket, revision: 1, leaving: false, letter: WRITTEN });
    expect(await list()).toMatchObject([{ mayHaveLeft: false }]);
  });

  it("is not what was written beside it", async () => {
    const ticket = await write();
    await made.ask(COMPOSER, "draft/seal-apart", { ticket, draft: draftOf(ALICE, [BOB]), form: null });
    expect(await list()).toMatchObject([{ mayHaveLeft: false }]);
  });

  it("is taken back after it was discarded: by whoever sees it, composer or popup", async () => {
    const ticket = await write();
    await made.ask(COMPOSER, "journal/end", { ticket, sent: false });
    const id = await onlyId();
    const next = await open({}, ANOTHER);
    expect(await offers(next)).toEqual([]);
    expect(await list()).toMatchObject([{ discarded: true }]);
    await made.ask(POPUP, "unfinished/restore", { letter: id });
    expect(await offers(next)).toHaveLength(1);
    await made.ask(ANOTHER, "journal/discard", { ticket: next, letter: id });
    expect(await offers(next)).toEqual([]);
    await made.ask(ANOTHER, "journal/restore", { ticket: next, letter: id });
    expect(await offers(next)).toHaveLength(1);
    await made.ask(POPUP, "unfinished/discard", { letter: id });
    made.now += 25 * 60 * 60_000;
    expect(await list()).toEqual([]);
    await expect(made.ask(POPUP, "unfinished/restore", { letter: id })).rejects.toMatchObject({
      code: "journal/unknown",
    });
  });
});

describe("the journal", () => {
  it("takes nothing from a composer without the ticket, and shows nothing to a webmail", async () => {
    const ticket = await write();
    const stranger = composerIn(TAB + 1, "stranger");
    const id = "0".repeat(32);
    await expect(
      made.ask(stranger, "journal/save", {
        ticket,
        revision: 9,
        leaving: false,
        letter: { ...WRITTEN, text: "overwritten" },
      }),
    ).rejects.toMatchObject({ code: "protocol/unknown-ticket" });
    await expect(made.ask(stranger, "journal/attach", { ticket, id, content: Uint8Array.of(1) })).rejects.toMatchObject(
      { code: "protocol/unknown-ticket" },
    );
    await expect(made.ask(stranger, "journal/offers", { ticket })).rejects.toMatchObject({
      code: "protocol/unknown-ticket",
    });
    for (const from of [webmailIn(TAB), COMPOSER])
      await expect(made.ask(from, "unfinished/list", {})).rejects.toMatchObject({ code: "protocol/forbidden" });
    await expect(made.ask(webmailIn(TAB), "journal/offers", { ticket })).rejects.toMatchObject({
      code: "protocol/forbidden",
    });
  });

  it("keeps a letter of somebody without keys, and takes it along into their vault", async () => {
    made.renew();
    await made.ask(POPUP, "site/enable", { origin: SITE });
    const ticket = await open();
    const save = async (revision: number) =>
      made.ask(COMPOSER, "journal/save", { ticket, revision, leaving: false, letter: WRITTEN });
    expect(await save(0)).toEqual({ until: "browser-closed", fresh: true });
    await made.ask(POPUP, "vault/create", { passphrase: PASSPHRASE });
    await made.ask(POPUP, "identity/import", { file: keyFile(alice), password: "" });
    expect(await save(1)).toEqual({ until: "unlocked", fresh: false });
    made.platform.closeBrowser();
    made.start();
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
    expect(await list()).toMatchObject([{ opening: { subject: "Herons" } }]);
  });
});
