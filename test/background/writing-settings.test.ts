import { describe, expect, it } from "vitest";
import type { ComposeSeed, WritingSettings } from "../../src/protocol/protocol.ts";
import { seedOf } from "../protocol/compose-seed.ts";
import { castOf } from "./cast.ts";
import { box, draftOf, letter, SECRET } from "./letters.ts";
import { parseEntity } from "../../src/smime/mime/parse.ts";
import { composerIn, POPUP, webmailIn } from "./made-worker.ts";

const TAB = 4;
const ALICE = "alice@example.com";
const BOB = "bob@example.com";
const COMPOSER = composerIn(TAB, "composer");
const SEED = seedOf(box(ALICE), { intent: "sign", to: BOB, subject: "Birds" });
const DEFAULTS: WritingSettings = {
  formatted: true,
  alwaysSign: false,
  encryptWhenPossible: false,
  opaqueSignatures: false,
  closing: "",
};
const CLOSING = "Alice Archer\nExample Corp";

const { alice, bob, made } = await castOf({ alice: ALICE, bob: BOB });

const compose = async (seed: Partial<ComposeSeed> = {}) =>
  (await made.ask(webmailIn(TAB), "composer/open", { ...SEED, ...seed })).ticket;
const textFor = async (seed: Partial<ComposeSeed>) =>
  (await made.ask(COMPOSER, "composer/redeem", { ticket: await compose(seed) })).text;
const set = (writing: Partial<WritingSettings>) => made.ask(POPUP, "writing/write", { ...DEFAULTS, ...writing });

describe("how letters begin", () => {
  it("is kept, outlives the worker, and reaches the composer", async () => {
    expect(await made.ask(POPUP, "writing/read", {})).toEqual(DEFAULTS);
    await set({ alwaysSign: true, closing: CLOSING });
    made.start();
    expect(await made.ask(POPUP, "writing/read", {})).toEqual({ ...DEFAULTS, alwaysSign: true, closing: CLOSING });
    const { writing } = await made.ask(COMPOSER, "composer/redeem", { ticket: await compose() });
    expect(writing.alwaysSign).toBe(true);
  });

  it("is no business of pages that others can cover", async () => {
    for (const from of [COMPOSER, webmailIn(TAB)])
      await expect(made.ask(from, "writing/write", DEFAULTS)).rejects.toMatchObject({ code: "protocol/forbidden" });
  });

  it("puts the closing below new letters and above quotes, once, and not below the webmail's quote", async () => {
    await set({ closing: `${CLOSING}\n` });
    expect(await textFor({ text: "" })).toBe(`\n\n-- \n${CLOSING}`);
    expect(await textFor({ text: "Hi.\n\n-- \nFrom the webmail" })).toBe("Hi.\n\n-- \nFrom the webmail");
    const sealed = await letter(bob, [alice], draftOf(BOB, [ALICE]));
    const answer = await textFor({ text: "Yes.\n\n> x", answered: sealed });
    expect(answer).toMatch(new RegExp(`^Yes\\.\n\n-- \n${CLOSING}\n\nOn .* wrote:\n> ${SECRET}`));
    const open = await letter(bob, [], draftOf(BOB, [ALICE], { encrypt: false }));
    expect(await textFor({ text: "> x", answered: open })).toBe("> x");
  });

  it("signs inside a CMS object where that was chosen, unless the letter says otherwise", async () => {
    const draft = draftOf(ALICE, [BOB], { encrypt: false });
    const typeOf = async (form: "clear" | "opaque" | null) => {
      const { copies } = await made.ask(COMPOSER, "draft/seal", { ticket: await compose(), draft, form });
      return parseEntity(copies[0]?.raw ?? new Uint8Array()).type;
    };
    expect(await typeOf(null)).toBe("multipart/signed");
    await set({ opaqueSignatures: true });
    expect(await typeOf(null)).toBe("application/pkcs7-mime");
    expect(await typeOf("clear")).toBe("multipart/signed");
  });
});
