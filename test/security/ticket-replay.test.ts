import { openDB } from "idb";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TICKETS_PER_TAB } from "../../src/background/tickets.ts";
import type { ViewerTicket } from "../../src/protocol/protocol.ts";
import { type Bytes, latin1 } from "../../src/smime/bytes.ts";
import { box, draftOf, letter, SECRET } from "../background/letters.ts";
import {
  authority,
  composerIn,
  correspondent,
  MadeWorker,
  POPUP,
  viewerIn,
  webmailIn,
} from "../background/made-worker.ts";
import { seedOf } from "../protocol/compose-seed.ts";
import type { Issued } from "../smime/x509/certificate-builder.ts";

/** A page that learns a ticket's name, or makes names up, must not come to the message behind it. */
const TAB = 4;
const UNKNOWN = { code: "protocol/unknown-ticket", detail: {} };

let made: MadeWorker;
let alice: Issued;
let raw: Bytes;
let ticket: ViewerTicket;

beforeAll(async () => {
  alice = await correspondent(await authority(), "alice@example.com");
  raw = await letter(null, [alice], draftOf("bob@example.com", ["alice@example.com"], { sign: false }));
});

async function issue(): Promise<ViewerTicket> {
  const answer = await made.ask(webmailIn(TAB), "message/open", { raw });
  if (!answer.ticket) throw new Error("no ticket");
  return answer.ticket;
}

beforeEach(async () => {
  made = new MadeWorker();
  await made.openVault(alice);
  ticket = await issue();
});

describe("a ticket", () => {
  it("is redeemed by the first document and by no second one", async () => {
    const first = viewerIn(TAB, "first");
    expect((await made.ask(first, "viewer/redeem", { ticket })).content?.text).toContain(SECRET);
    const second = made.ask(viewerIn(TAB, "second"), "viewer/redeem", { ticket });
    await expect(second).rejects.toMatchObject(UNKNOWN);
    const attachment = made.ask(viewerIn(TAB, "second"), "viewer/attachment", { ticket, inside: [], index: 0 });
    await expect(attachment).rejects.toMatchObject(UNKNOWN);
    expect((await made.ask(first, "viewer/redeem", { ticket })).content).not.toBeNull();
  });

  it("is bound by one of two that race", async () => {
    const asked = ["one", "two", "three"].map((document) =>
      made.ask(viewerIn(TAB, document), "viewer/redeem", { ticket }),
    );
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("stays bound though the worker is killed", async () => {
    await made.ask(viewerIn(TAB, "first"), "viewer/redeem", { ticket });
    made.start();
    const second = made.ask(viewerIn(TAB, "second"), "viewer/redeem", { ticket });
    await expect(second).rejects.toMatchObject(UNKNOWN);
  });

  it("is worth nothing in another tab", async () => {
    await expect(made.ask(viewerIn(TAB + 1, "first"), "viewer/redeem", { ticket })).rejects.toMatchObject(UNKNOWN);
    expect((await made.ask(viewerIn(TAB, "first"), "viewer/redeem", { ticket })).content).not.toBeNull();
  });

  it("is worth nothing to the webmail, the popup or the composer", async () => {
    for (const sender of [webmailIn(TAB), POPUP, composerIn(TAB, "first")])
      await expect(made.ask(sender, "viewer/redeem", { ticket })).rejects.toMatchObject({ code: "protocol/forbidden" });
  });

  it("for reading does not write", async () => {
    const asComposer: never = ticket as never;
    const asked = made.ask(composerIn(TAB, "first"), "composer/redeem", { ticket: asComposer });
    await expect(asked).rejects.toMatchObject(UNKNOWN);
  });

  it("cannot be made up", async () => {
    const madeUp = ["0".repeat(48), "x".repeat(32)];
    for (const name of madeUp)
      await expect(
        made.ask(viewerIn(TAB, "first"), "viewer/redeem", { ticket: name as ViewerTicket }),
      ).rejects.toMatchObject(UNKNOWN);
    expect(new Set(await Promise.all([issue(), issue(), issue()])).size).toBe(3);
  });
});

async function disk(): Promise<string> {
  const database = await openDB("waxwing-tickets");
  const records: { readonly ciphertext: Bytes }[] = await database.getAll("payloads");
  database.close();
  return records.map(({ ciphertext }) => latin1(ciphertext)).join("");
}

describe("what tickets leave on the disk", () => {
  it("is neither plaintext nor the message as delivered", async () => {
    await made.ask(viewerIn(TAB, "first"), "viewer/redeem", { ticket });
    expect(await disk()).not.toBe("");
    expect(await disk()).not.toContain(SECRET);
    expect(await disk()).not.toContain("bob@example.com");
  });

  it("is bounded for every tab, and writing is never pushed out by reading", async () => {
    const seed = seedOf(box("alice@example.com"), { intent: "sign", identities: [], text: "half-written" });
    const composer = await made.ask(webmailIn(TAB), "composer/open", seed);
    for (let i = 0; i < TICKETS_PER_TAB + 5; i++) {
      made.now += 1;
      await issue();
    }
    const database = await openDB("waxwing-tickets");
    expect(await database.count("tickets")).toBe(TICKETS_PER_TAB + 1);
    expect(await database.count("payloads")).toBe(TICKETS_PER_TAB + 1);
    database.close();
    const { ticket: name } = composer;
    expect((await made.ask(composerIn(TAB, "c"), "composer/redeem", { ticket: name })).text).toBe("half-written");
    await expect(made.ask(viewerIn(TAB, "first"), "viewer/redeem", { ticket })).rejects.toMatchObject(UNKNOWN);
  });
});
