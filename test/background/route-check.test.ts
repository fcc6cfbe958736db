import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Arrival, MessageForm } from "../../src/protocol/gmail.ts";
import { ROUTE_FORMS } from "../../src/protocol/route-forms.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import { seedOf } from "../protocol/compose-seed.ts";
import type { Issued } from "../smime/x509/certificate-builder.ts";
import { CLIENT, MadeGoogle } from "./gmail/made-google.ts";
import { box } from "./letters.ts";
import { authority, composerIn, correspondent, MadeWorker, PASSPHRASE, POPUP, webmailIn } from "./made-worker.ts";

const ALICE = "alice@gmail.example";
const HOME = "alice@home.example";

let alice: Issued;
let made: MadeWorker;
let google: MadeGoogle;

beforeAll(async () => {
  alice = await correspondent(await authority(), ALICE);
});
beforeEach(async () => {
  made = new MadeWorker();
  google = await MadeGoogle.open(ALICE);
  google.reachableFrom(made.platform);
  await made.openVault(alice);
  await made.ask(POPUP, "gmail/configure", { client: CLIENT });
  await made.ask(POPUP, "gmail/connect", { address: ALICE });
});
afterEach(() => google.api.close());

const start = (to = HOME) => made.ask(POPUP, "gmail/check-route", { account: ALICE, to });
const arrived = (): readonly Bytes[] => google.api.messages.wire.map(({ raw }) => Uint8Array.from(raw));
const show = (raw: Bytes) => made.ask(webmailIn(7), "message/open", { raw });
const arrivals = async () => (await made.ask(POPUP, "gmail/status", {})).checks[0]?.arrivals;
const all = (arrival: Arrival): Record<MessageForm, Arrival> => ({
  "clear-signed": arrival,
  "opaque-signed": arrival,
  encrypted: arrival,
  "signed-and-encrypted": arrival,
});
const defaultForm = async () => {
  const seed = seedOf(box(ALICE), { intent: "sign", delivery: { kind: "gmail-api", thread: null } });
  const { ticket } = await made.ask(webmailIn(4), "composer/open", seed);
  return (await made.ask(composerIn(4, "composer"), "gmail/connection", { ticket, from: ALICE })).signature;
};

describe("a route check", () => {
  it("sends every form once, to the other mailbox", async () => {
    expect((await start()).checks).toMatchObject([{ account: ALICE, to: HOME, arrivals: all("pending") }]);
    expect(google.api.messages.wire.map(({ to }) => to)).toEqual([HOME, HOME, HOME, HOME]);
    expect(await defaultForm()).toMatchObject({ form: "opaque", basis: "reported" });
  });

  it("finds out where the messages are read: clear broken, opaque whole, while multiparts are built anew", async () => {
    await start();
    for (const raw of arrived()) await show(raw);
    expect(await arrivals()).toEqual({ ...all("whole"), "clear-signed": "broken" });
    expect(await defaultForm()).toMatchObject({ form: "opaque", basis: "checked" });
  });

  it("finds out where everything arrives whole, and signs in the clear from then on", async () => {
    google.api.messages.repack = false;
    await start();
    for (const raw of arrived()) await show(raw);
    expect(await arrivals()).toEqual(all("whole"));
    expect(await defaultForm()).toMatchObject({ form: "clear", basis: "checked" });
  });

  it("reads a source that was pasted", async () => {
    await start();
    const [clear, opaque] = arrived();
    for (const source of [clear, opaque])
      await made.ask(POPUP, "gmail/read-arrival", { source: source ?? new Uint8Array() });
    expect(await arrivals()).toEqual({ ...all("pending"), "clear-signed": "broken", "opaque-signed": "whole" });
  });

  it("calls a message whose octets were changed broken", async () => {
    await start();
    const [, opaque] = arrived();
    const text = Buffer.from(opaque ?? []).toString("latin1");
    const at = text.indexOf("\r\n\r\n") + 200;
    const changed = text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
    await show(Uint8Array.from(Buffer.from(changed, "latin1")));
    expect(await arrivals()).toMatchObject({ "opaque-signed": "broken" });
  });

  it("takes the sender's own copy for no proof", async () => {
    await start();
    const [own] = google.account(ALICE).labelled("SENT");
    const source = own?.raw ?? new Uint8Array();
    await show(source);
    expect(await arrivals()).toEqual(all("pending"));
    await expect(made.ask(POPUP, "gmail/read-arrival", { source })).rejects.toMatchObject({
      code: "gmail/no-arrival",
      detail: { reason: "not-delivered" },
    });
  });

  it("leaves open what cannot be opened while the keys are locked", async () => {
    await start();
    await made.ask(POPUP, "vault/lock", {});
    const [, , encrypted = new Uint8Array()] = arrived();
    await show(encrypted);
    expect(await arrivals()).toEqual(all("pending"));
    await expect(made.ask(POPUP, "gmail/read-arrival", { source: encrypted })).rejects.toMatchObject({
      code: "vault/locked",
    });
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
    await show(encrypted);
    expect(await arrivals()).toMatchObject({ encrypted: "whole" });
  });

  it("listens to no message of another check, or of none", async () => {
    await start();
    const [, earlier = new Uint8Array()] = arrived();
    await start();
    await show(earlier);
    expect(await arrivals()).toEqual(all("pending"));
    await expect(made.ask(POPUP, "gmail/read-arrival", { source: earlier })).rejects.toMatchObject({
      code: "gmail/no-arrival",
      detail: { reason: "unknown" },
    });
  });

  it.each([ALICE, "ALICE@gmail.example", "nobody", "a@b.example, c@d.example"])("sends nothing to %s", async (to) => {
    await expect(start(to)).rejects.toMatchObject({ code: "draft/bad-address" });
    expect(google.api.messages.submitted).toEqual([]);
  });
});

describe("what is reported of routes", () => {
  it("says of each form and route whether it survives, by whom and since when", () => {
    for (const { fates, date } of ROUTE_FORMS) {
      expect(fates.map(({ form }) => form)).toEqual(Object.keys(all("pending")));
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
      for (const fate of fates)
        expect(fate).toMatchObject({ source: expect.stringMatching(/./), date: expect.stringMatching(/^\d{4}/) });
    }
  });
});
