import { beforeEach, describe, expect, it } from "vitest";
import { castOf } from "../background/cast.ts";
import { box, draftOf, letter, textOf } from "../background/letters.ts";
import { composerIn, PASSPHRASE, POPUP, portsOf, webmailIn } from "../background/made-worker.ts";
import { seedOf } from "../protocol/compose-seed.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import { decodeEncodedWords } from "../../src/smime/mime/encoded-word.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import type { Draft } from "../../src/smime/verdict/display.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { NOW } from "../smime/x509/certificate-builder.ts";

/** RFC 9788 section 6.1: an answer must not tell on the way what the message it answers kept from everybody. */
const TAB = 4;
const ALICE = "alice@example.com";
const BOB = "bob@example.com";
const COMPOSER = composerIn(TAB, "composer");
const HIDDEN = "Merger with Ökotec (project B+)";

const { ca, alice, bob, made } = await castOf({ alice: ALICE, bob: BOB });
beforeEach(() => made.know(bob));

/** Bob's letter with its subject hidden, and one without. */
const hiding = await letter(bob, [alice], draftOf(BOB, [ALICE], { subject: HIDDEN }));
const open = await letter(bob, [alice], draftOf(BOB, [ALICE], { subject: HIDDEN, hideSubject: false }));

async function compose(answered: Bytes | null, subject: string) {
  const seed = seedOf(box(ALICE), { to: BOB, subject, answered });
  return (await made.ask(webmailIn(TAB), "composer/open", seed)).ticket;
}

async function redeem(answered: Bytes | null, subject: string) {
  return made.ask(COMPOSER, "composer/redeem", { ticket: await compose(answered, subject) });
}

async function answer(answered: Bytes, change: Partial<Draft>): Promise<Bytes> {
  const draft = draftOf(ALICE, [BOB], { text: "Yes.", ...change });
  const { copies } = await made.ask(COMPOSER, "draft/seal", {
    ticket: await compose(answered, "Re: [...]"),
    draft,
    form: null,
  });
  const [copy] = copies;
  if (!copy) throw new Error("nothing was sealed");
  return copy.raw;
}

function readByBob(raw: Bytes) {
  return readMessage(raw, { keys: [portsOf(bob)], anchors: anchorsOf([ca.certificate]), certificates: [], now: NOW });
}

const outerSubject = (raw: Bytes): string | undefined => /^Subject: (.*)\r$/m.exec(textOf(raw))?.[1];
/** The words, however they are encoded on the way. */
const tells = (raw: Bytes): boolean => /merger|kotec/i.test(decodeEncodedWords(textOf(raw)));

describe("the composer is told", () => {
  it.each([
    ["Re: [...]", `Re: ${HIDDEN}`, "Re: [...]"],
    ["Fwd: [...]", `Fwd: ${HIDDEN}`, "Fwd: [...]"],
    ["AW: Re: [...]", `Re: ${HIDDEN}`, "Re: [...]"],
    ["[...]", `Re: ${HIDDEN}`, "Re: [...]"],
    ["My own words", "My own words", "My own words"],
    [`Re: ${HIDDEN}`, `Re: ${HIDDEN}`, "Re: [...]"],
  ])("of %j the real subject, and what may stand outside", async (subject, complete, obscured) => {
    const context = await redeem(hiding, subject);
    expect(context).toMatchObject({ subject, hiddenSubject: { words: HIDDEN, obscured } });
    if (subject !== `Re: ${HIDDEN}`) expect(context.hiddenSubject?.complete).toBe(complete);
  });

  it("nothing where nothing was hidden, or the message cannot be read", async () => {
    expect((await redeem(open, `Re: ${HIDDEN}`)).hiddenSubject).toBeNull();
    expect((await redeem(null, "Lunch")).hiddenSubject).toBeNull();
    await made.ask(POPUP, "vault/lock", {});
    expect((await redeem(hiding, "Re: [...]")).hiddenSubject).toBeNull();
  });
});

describe("an encrypted answer", () => {
  it("carries the subject inside and hides it outside, threaded", async () => {
    const raw = await answer(hiding, { subject: `Re: ${HIDDEN}` });
    expect(outerSubject(raw)).toBe("[...]");
    expect(tells(raw)).toBe(false);
    expect(textOf(raw)).toMatch(/^In-Reply-To: <original@example\.com>\r\nReferences: <original@example\.com>\r$/m);
    const opened = await readByBob(raw);
    expect(opened.content.headers.subject).toBe(`Re: ${HIDDEN}`);
    expect(opened.report.signature.kind).toBe("verified");
  });

  it.each([
    `Re: ${HIDDEN}`,
    `Fwd: ${HIDDEN}`,
    `was: "${HIDDEN.toUpperCase()}"`,
    HIDDEN.replaceAll(" ", "   "),
    HIDDEN.normalize("NFD"),
  ])("hides it though the writer left the subject readable: %s", async (subject) => {
    const raw = await answer(hiding, { subject, hideSubject: false });
    expect(outerSubject(raw)).toBe("[...]");
    expect(tells(raw)).toBe(false);
  });

  it("leaves the writer's own words readable where asked", async () => {
    expect(outerSubject(await answer(hiding, { subject: "Lunch", hideSubject: false }))).toBe("Lunch");
    expect(outerSubject(await answer(open, { subject: `Re: ${HIDDEN}`, hideSubject: false }))).not.toBe("[...]");
  });

  it("hides its subject where the answered message cannot be read: it may be the hidden one", async () => {
    await made.ask(POPUP, "vault/lock", {});
    const raw = await answer(hiding, { subject: `Re: ${HIDDEN}`, hideSubject: false, sign: false });
    expect(outerSubject(raw)).toBe("[...]");
    expect(tells(raw)).toBe(false);
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
  });
});

describe("an answer that is only signed", () => {
  it.each([
    [`Re: ${HIDDEN}`, "Re: [...]"],
    [`Fwd: ${HIDDEN}`, "Fwd: [...]"],
    [`merger with ÖKOTEC (project b+)?`, "Re: [...]"],
  ])("%s never leaves, neither outside nor in the protected copy", async (subject, expected) => {
    const raw = await answer(hiding, { subject, encrypt: false });
    expect(outerSubject(raw)).toBe(expected);
    expect(tells(raw)).toBe(false);
    const { content, report } = await readByBob(raw);
    expect(content.headers.subject).toBe(expected);
    expect(report.signature.kind).toBe("verified");
    expect(textOf(raw).match(/^Subject: /gm)).toHaveLength(2);
  });

  it("says the writer's own words, and the subject of a message that hid none", async () => {
    expect(outerSubject(await answer(hiding, { subject: "Merging lanes", encrypt: false }))).toBe("Merging lanes");
    const raw = await answer(open, { subject: `Re: ${HIDDEN}`, encrypt: false });
    expect((await readByBob(raw)).content.headers.subject).toBe(`Re: ${HIDDEN}`);
  });
});
