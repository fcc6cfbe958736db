import { beforeEach, describe, expect, it } from "vitest";
import type { ViewerTicket } from "../../src/protocol/protocol.ts";
import { type Bytes, utf8 } from "../../src/smime/bytes.ts";
import type { DraftAttachment } from "../../src/smime/verdict/display.ts";
import { castOf } from "./cast.ts";
import { draftOf, letter, SECRET } from "./letters.ts";
import { PASSPHRASE, POPUP, viewerIn, webmailIn } from "./made-worker.ts";

const TAB = 9;
const VIEWER = viewerIn(TAB, "viewer");
const ALICE = "alice@example.com";
const BOB = "bob@example.com";
const CAROL = "carol@example.com";

const { ca, alice, bob, carol, made } = await castOf({ alice: ALICE, bob: BOB, carol: CAROL });
beforeEach(() => made.trust(ca));

const message = (content: Bytes): DraftAttachment => ({
  filename: "forwarded.eml",
  contentType: "message/rfc822",
  content,
});
const file: DraftAttachment = { filename: "a.bin", contentType: "application/octet-stream", content: utf8("octets") };

/** Bob sends these to Alice, sealed, and she opens it. */
async function opened(...attachments: readonly DraftAttachment[]): Promise<ViewerTicket> {
  const raw = await letter(bob, [alice], draftOf(BOB, [ALICE], { text: "See below.", attachments }));
  const { ticket } = await made.ask(webmailIn(TAB), "message/open", { raw });
  if (!ticket) throw new Error("no ticket");
  return ticket;
}

const signedByCarol = () => letter(carol, [], draftOf(CAROL, [BOB], { encrypt: false }));
const sealedByCarol = () => letter(carol, [alice], draftOf(CAROL, [ALICE]));
const attached = (ticket: ViewerTicket, ...inside: readonly number[]) =>
  made.ask(VIEWER, "viewer/attached", { ticket, inside });
const refusal = { code: "protocol/malformed" };

describe("an attached message", () => {
  it("has a verdict of its own, whoever sent it on", async () => {
    const ticket = await opened(
      message(await signedByCarol()),
      message(utf8(`From: ${BOB}\r\nSubject: x\r\n\r\nplain`)),
    );
    const outer = await made.ask(VIEWER, "viewer/redeem", { ticket });
    expect(outer.report.signature).toMatchObject({ kind: "verified", signer: { addresses: [BOB] } });
    expect(outer.content?.attachments.map(({ isMessage }) => isMessage)).toEqual([true, true]);
    const first = await attached(ticket, 0);
    expect(first.report.signature).toMatchObject({ kind: "verified", signer: { addresses: [CAROL] } });
    expect(first.content).toMatchObject({ headers: { from: [{ address: CAROL }] } });
    expect((await attached(ticket, 1)).report.signature.kind).toBe("unsigned");
  });

  it("is decrypted too, and again after the worker was killed", async () => {
    const ticket = await opened(message(await sealedByCarol()));
    expect((await attached(ticket, 0)).content?.text).toContain(SECRET);
    made.start();
    const { report, content } = await attached(ticket, 0);
    expect(report.encryption.kind).toBe("decrypted");
    expect(content?.text).toContain(SECRET);
  });

  it("teaches nothing: nobody sent it here", async () => {
    const ticket = await opened(message(await signedByCarol()));
    await attached(ticket, 0);
    await made.settled(async () => {
      const { people } = await made.ask(POPUP, "person/list", {});
      expect(people.map(({ address }) => address)).toEqual([BOB]);
    });
  });

  it("hands out its own attachments", async () => {
    const inner = await letter(carol, [], draftOf(CAROL, [BOB], { encrypt: false, attachments: [file] }));
    const ticket = await opened(file, message(inner));
    const ask = (inside: readonly number[], index: number) =>
      made.ask(VIEWER, "viewer/attachment", { ticket, inside, index });
    expect((await ask([1], 0)).content).toEqual(file.content);
    expect((await ask([], 1)).content).toEqual(inner);
    await expect(ask([1], 1)).rejects.toMatchObject(refusal);
  });

  it("is opened three messages deep and no deeper", async () => {
    let raw = utf8(`From: ${CAROL}\r\nSubject: innermost\r\n\r\ntext`);
    for (let depth = 0; depth < 3; depth++)
      raw = await letter(carol, [], draftOf(CAROL, [BOB], { encrypt: false, attachments: [message(raw)] }));
    const ticket = await opened(message(raw));
    expect((await attached(ticket, 0, 0, 0)).content?.attachments).toMatchObject([{ isMessage: true }]);
    await expect(attached(ticket, 0, 0, 0, 0)).rejects.toMatchObject(refusal);
  });

  it("is nothing that is no message, and nothing that is not there", async () => {
    const ticket = await opened(file);
    await expect(attached(ticket, 0)).rejects.toMatchObject(refusal);
    await expect(attached(ticket, 1)).rejects.toMatchObject(refusal);
  });

  it("closes with the vault", async () => {
    const ticket = await opened(message(await sealedByCarol()));
    await made.ask(POPUP, "vault/lock", {});
    await expect(attached(ticket, 0)).rejects.toMatchObject({ code: "vault/locked" });
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
    expect((await attached(ticket, 0)).content?.text).toContain(SECRET);
  });

  it("is for the ticket's own document alone", async () => {
    const ticket = await opened(message(await sealedByCarol()));
    await attached(ticket, 0);
    const stranger = made.ask(viewerIn(TAB, "stranger"), "viewer/attached", { ticket, inside: [0] });
    await expect(stranger).rejects.toMatchObject({ code: "protocol/unknown-ticket" });
  });
});
