import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ComposerTicket } from "../../src/protocol/protocol.ts";
import type { Issued } from "../smime/x509/certificate-builder.ts";
import { authority, composerIn, correspondent, MadeWorker, managerIn, POPUP } from "./made-worker.ts";

const TAB = 4;
const ALICE = "alice@example.com";
const BOB = "bob@example.com";
const COMPOSER = composerIn(TAB, "composer");

let made: MadeWorker;
let alice: Issued;
let bob: Issued;
let ticket: ComposerTicket;

beforeAll(async () => {
  const ca = await authority();
  alice = await correspondent(ca, ALICE);
  bob = await correspondent(ca, BOB);
});
beforeEach(async () => {
  made = new MadeWorker();
  await made.openVault(alice);
  ({ ticket } = await made.ask(managerIn(TAB), "composer/start", {}));
});

const suggest = async (typed: string, from = COMPOSER) =>
  (await made.ask(from, "composer/suggest", { ticket, typed })).suggestions;

describe("composer/suggest", () => {
  it("names known people and whether they can be written to", async () => {
    await made.ask(POPUP, "person/import", { file: bob.certificate.der });
    expect(await suggest("bob")).toEqual([{ name: "Alice", address: BOB, kind: "ready" }]);
    made.now = bob.certificate.notAfter + 1;
    ({ ticket } = await made.ask(managerIn(TAB), "composer/start", {}));
    expect(await suggest("bob")).toMatchObject([{ address: BOB, kind: "expired" }]);
  });

  it("counts the person's own addresses in", async () => {
    expect(await suggest("alice")).toMatchObject([{ address: ALICE, kind: "ready" }]);
    expect(await suggest("nobody")).toEqual([]);
  });

  it("answers the ticket's own composer alone", async () => {
    await suggest("bob");
    await expect(suggest("bob", composerIn(TAB, "another"))).rejects.toMatchObject({ code: "protocol/unknown-ticket" });
  });
});
