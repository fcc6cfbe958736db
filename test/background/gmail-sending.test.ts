import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ComposerTicket, ComposeSeed, SealedCopy } from "../../src/protocol/protocol.ts";
import { latin1 } from "../../src/smime/bytes.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import type { Draft } from "../../src/smime/verdict/display.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { seedOf } from "../protocol/compose-seed.ts";
import { headerOf } from "../replica/gmail/mailbox.ts";
import type { Issued } from "../smime/x509/certificate-builder.ts";
import { CLIENT, MadeGoogle } from "./gmail/made-google.ts";
import { castOf } from "./cast.ts";
import { box, draftOf, letter, SECRET } from "./letters.ts";
import { composerIn, correspondent, keyFile, managerIn, POPUP, portsOf, webmailIn } from "./made-worker.ts";

const TAB = 4;
const ALICE = "alice@gmail.example";
const BOB = "bob@gmail.example";
const CAROL = "carol@elsewhere.example";
const COMPOSER = composerIn(TAB, "composer");

const SEED = seedOf(box(ALICE), {
  intent: "sign",
  to: BOB,
  subject: "Birds",
  delivery: { kind: "gmail-api", thread: null },
});

let google: MadeGoogle;

const { ca, bob, carol, made } = await castOf({ alice: ALICE, bob: BOB, carol: CAROL });
beforeEach(async () => {
  google = await MadeGoogle.open(ALICE, BOB);
  google.reachableFrom(made.platform);
  await made.know(bob, carol);
  await made.ask(POPUP, "gmail/configure", { client: CLIENT });
  await made.ask(POPUP, "gmail/connect", { address: ALICE });
});
afterEach(() => google.api.close());

async function compose(seed: Partial<ComposeSeed> = {}): Promise<ComposerTicket> {
  return (await made.ask(webmailIn(TAB), "composer/open", { ...SEED, ...seed })).ticket;
}

interface Sealed {
  readonly ticket: ComposerTicket;
  readonly copies: readonly SealedCopy[];
}

async function seal(draft: Draft, seed: Partial<ComposeSeed> = {}, form: "clear" | "opaque" | null = null) {
  const ticket = await compose(seed);
  return { ticket, copies: (await made.ask(COMPOSER, "draft/seal", { ticket, draft, form })).copies };
}

async function sendAll({ ticket, copies }: Sealed): Promise<void> {
  for (const { raw } of copies) await made.ask(COMPOSER, "gmail/send", { ticket, raw, again: false });
}

/** Seals one letter, to be handed to Gmail as often as a test will. */
async function sealedForHandingOver() {
  const { ticket, copies } = await seal(signedOnly());
  const raw = copies[0]?.raw ?? new Uint8Array();
  return (again: boolean) => made.ask(COMPOSER, "gmail/send", { ticket, raw, again });
}

const submitted = () => google.api.messages.submitted.map(({ raw }) => raw.toString("latin1"));
const signedOnly = (more: Partial<Draft> = {}) => draftOf(ALICE, [BOB], { encrypt: false, ...more });
const readBy = (reader: Issued, raw: Uint8Array) =>
  readMessage(Uint8Array.from(raw), {
    keys: [portsOf(reader)],
    anchors: anchorsOf([ca.certificate]),
    certificates: [],
    now: made.now,
  });

describe("a letter that leaves through Gmail", () => {
  it("arrives signed as it left, opaque although multiparts are built anew", async () => {
    await sendAll(await seal(signedOnly()));
    const [arrived] = google.account(BOB).labelled("INBOX");
    const opened = await readBy(bob, arrived?.raw ?? new Uint8Array());
    expect(opened.report).toMatchObject({ layers: ["signed-data"], signature: { kind: "verified" } });
    expect(opened.content.text).toContain(SECRET);
    expect(latin1(google.account(ALICE).labelled("SENT")[0]?.raw ?? new Uint8Array())).toBe(submitted()[0]);
  });

  it("needs no webmail around it, from an address that is connected", async () => {
    const { ticket } = await made.ask(managerIn(TAB), "composer/start", { letter: null });
    const { from, delivery, alone } = await made.ask(COMPOSER, "composer/redeem", { ticket });
    expect({ from: from.address, delivery, alone }).toEqual({ from: ALICE, delivery: SEED.delivery, alone: true });
    const { copies } = await made.ask(COMPOSER, "draft/seal", { ticket, draft: signedOnly(), form: null });
    await sendAll({ ticket, copies });
    expect(google.account(BOB).labelled("INBOX")).toHaveLength(1);
  });

  it("arrives broken in the clear, which is why that is a choice", async () => {
    await sendAll(await seal(signedOnly(), {}, "clear"));
    const [arrived] = google.account(BOB).labelled("INBOX");
    const opened = await readBy(bob, arrived?.raw ?? new Uint8Array());
    expect(opened.report.signature.kind).not.toBe("verified");
    expect(Buffer.from(arrived?.raw ?? []).toString("latin1")).toContain("multipart/mixed");
  });

  it("joins the conversation it answers", async () => {
    const answered = await letter(bob, [], draftOf(BOB, [ALICE], { encrypt: false, subject: "Birds" }));
    const { threadId } = google.account(ALICE).file(answered, ["INBOX"]);
    const delivery = { kind: "gmail-api", thread: threadId } as const;
    await sendAll(await seal(signedOnly({ subject: "Re: Birds" }), { answered, delivery }));
    expect(google.account(ALICE).thread(threadId)).toHaveLength(2);
  });

  it("reaches each hidden recipient by a copy that names nobody else, and nobody twice", async () => {
    const hidden = [box(CAROL), box("dora@elsewhere.example")];
    const sealed = await seal(signedOnly({ cc: [box("eve@elsewhere.example")], bcc: hidden }));
    await sendAll(sealed);
    expect(google.api.messages.wire.map(({ to }) => to)).toEqual([
      BOB,
      "eve@elsewhere.example",
      CAROL,
      "dora@elsewhere.example",
    ]);
    const [main, toCarol] = submitted();
    expect(main).not.toMatch(/carol|dora|^Bcc:/im);
    expect(headerOf(Buffer.from(toCarol ?? ""), "bcc")).toBe(CAROL);
    expect(toCarol).not.toMatch(/^(?:to|cc):/im);
    expect(toCarol?.replace(CAROL, "")).not.toMatch(/bob@|dora@|eve@/);
  });

  it("keeps a hidden recipient's certificate out of everybody else's copy", async () => {
    await sendAll(await seal(draftOf(ALICE, [BOB], { bcc: [box(CAROL)] })));
    const [toBob, toCarol] = google.api.messages.wire;
    expect((await readBy(carol, toBob?.raw ?? new Uint8Array())).report.encryption.kind).toBe("failed");
    expect((await readBy(carol, toCarol?.raw ?? new Uint8Array())).content.text).toContain(SECRET);
    expect((await readBy(bob, toCarol?.raw ?? new Uint8Array())).report.encryption.kind).toBe("failed");
  });

  it("renews a token that Gmail does not take, and sends once", async () => {
    const sealed = await seal(signedOnly());
    google.api.messages.expect("expired");
    await sendAll(sealed);
    expect(google.api.messages.wire).toHaveLength(1);
    const again = await seal(signedOnly());
    google.api.messages.expect("expired", "expired");
    await expect(sendAll(again)).rejects.toMatchObject({ code: "gmail/not-connected", detail: { address: ALICE } });
    expect(google.api.messages.wire).toHaveLength(1);
  });

  it("is not sent where the connection is another account's", async () => {
    const other = "other@gmail.example";
    const mate = await correspondent(ca, other);
    await made.ask(POPUP, "identity/import", { file: keyFile(mate), password: "" });
    const sealed = await seal({ ...signedOnly(), from: box(other) }, { from: box(other), identities: [box(other)] });
    await expect(sendAll(sealed)).rejects.toMatchObject({ code: "gmail/not-connected", detail: { address: other } });
    expect(google.api.messages.submitted).toEqual([]);
  });
});

describe("never twice", () => {
  it("answers for a copy that was sent without sending it again", async () => {
    const sealed = await seal(signedOnly());
    await sendAll(sealed);
    await sendAll(sealed);
    expect(google.api.messages.wire).toHaveLength(1);
  });

  it.each(["answer-lost", "cut-before", "cut-half", "unavailable"] as const)(
    "asks what became of it where the answer did not come: %s",
    async (cut) => {
      const sealed = await seal(signedOnly());
      google.api.messages.expect(cut);
      await sendAll(sealed);
      expect(google.api.messages.wire).toHaveLength(1);
    },
  );

  it("says that it does not know while nobody answers, asks again when asked, and has sent once", async () => {
    const hand = await sealedForHandingOver();
    const unknown = { code: "webmail/outcome-unknown" };
    google.api.messages.expect("cut-after");
    await expect(hand(false)).rejects.toMatchObject(unknown);
    made.start();
    await expect(hand(false)).rejects.toMatchObject(unknown);
    await expect(hand(true)).rejects.toMatchObject(unknown);
    google.api.offline = true;
    await expect(hand(false)).rejects.toMatchObject(unknown);
    google.api.offline = false;
    google.api.messages.mend();
    await hand(false);
    expect(google.api.messages.wire).toHaveLength(1);
  });

  it("completes what was cut before it left", async () => {
    const hand = await sealedForHandingOver();
    google.api.messages.expect("cut-before", "cut-before");
    await expect(hand(false)).rejects.toMatchObject({ code: "webmail/outcome-unknown" });
    expect(google.api.messages.wire).toEqual([]);
    made.start();
    await hand(false);
    expect(google.api.messages.wire).toHaveLength(1);
  });

  it("sends again only with the person's word where nobody knows any more", async () => {
    const hand = await sealedForHandingOver();
    google.api.messages.expect("session-lost");
    await expect(hand(false)).rejects.toMatchObject({ code: "webmail/outcome-unknown" });
    await expect(hand(false)).rejects.toMatchObject({ code: "webmail/outcome-unknown" });
    expect(google.api.messages.wire).toHaveLength(1);
    await hand(true);
    expect(google.api.messages.wire).toHaveLength(2);
  });

  it("may be tried again after a refusal", async () => {
    const sealed = await seal(signedOnly());
    google.api.messages.expect("rate");
    await expect(sendAll(sealed)).rejects.toMatchObject({ code: "gmail/quota" });
    await sendAll(sealed);
    expect(google.api.messages.wire).toHaveLength(1);
  });

  it("does not take a refusal for word of an earlier hand-over", async () => {
    const hand = await sealedForHandingOver();
    google.api.messages.expect("session-lost", "rate");
    await expect(hand(false)).rejects.toMatchObject({ code: "webmail/outcome-unknown" });
    await expect(hand(true)).rejects.toMatchObject({ code: "gmail/quota" });
    await expect(hand(false)).rejects.toMatchObject({ code: "webmail/outcome-unknown" });
    expect(google.api.messages.wire).toHaveLength(1);
  });
});

describe("who may send what", () => {
  it("sends no octets that were not sealed for the ticket", async () => {
    const one = await seal(signedOnly());
    const other = await seal(signedOnly());
    const raw = other.copies[0]?.raw ?? new Uint8Array();
    await expect(made.ask(COMPOSER, "gmail/send", { ticket: one.ticket, raw, again: true })).rejects.toMatchObject({
      code: "protocol/forbidden",
    });
    expect(google.api.messages.submitted).toEqual([]);
  });

  it("sends, connects and tells nothing for a letter that leaves by the webmail", async () => {
    const { ticket, copies } = await seal(signedOnly(), { delivery: { kind: "webmail" } });
    const raw = copies[0]?.raw ?? new Uint8Array();
    const refused = { code: "protocol/forbidden" };
    await expect(made.ask(COMPOSER, "gmail/send", { ticket, raw, again: false })).rejects.toMatchObject(refused);
    await expect(made.ask(COMPOSER, "gmail/connection", { ticket, from: ALICE })).rejects.toMatchObject(refused);
    await expect(made.ask(COMPOSER, "gmail/ask", { ticket, from: ALICE })).rejects.toMatchObject(refused);
    expect(latin1(raw)).toContain("multipart/signed");
  });

  it("opens the window that connects, for one address, and tells how it stands", async () => {
    const ticket = await compose();
    await made.ask(COMPOSER, "gmail/ask", { ticket, from: "a&b@gmail.example" });
    expect(made.platform.windows).toEqual(["pages/popup/index.html?connect=a%26b%40gmail.example"]);
    expect(await made.ask(COMPOSER, "gmail/connection", { ticket, from: ALICE })).toMatchObject({
      connection: { kind: "connected" },
      signature: { form: "opaque", basis: "reported" },
    });
  });

  it("talks to Google for nobody who has not connected", async () => {
    await made.ask(POPUP, "gmail/disconnect", { address: ALICE });
    google.api.heard.length = 0;
    const sealed = await seal(signedOnly());
    await expect(sendAll(sealed)).rejects.toMatchObject({ code: "gmail/not-connected" });
    expect(google.api.heard).toEqual([]);
  });

  it("takes Google's servers for no sites", async () => {
    made.platform.permissionsAdded(["https://gmail.googleapis.com/*", "https://oauth2.googleapis.com/*"]);
    await made.ask(POPUP, "vault/state", {});
    expect((await made.ask(POPUP, "site/list", {})).sites).toEqual([
      { origin: "https://mail.example.org", builtIn: false },
    ]);
  });
});
