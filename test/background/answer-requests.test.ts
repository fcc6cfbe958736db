import { describe, expect, it } from "vitest";
import type { AnswerKind } from "../../src/protocol/protocol.ts";
import { utf8 } from "../../src/smime/bytes.ts";
import { castOf } from "./cast.ts";
import { box, draftOf, letter, SEED } from "./letters.ts";
import { composerIn, managerIn, viewerIn, webmailIn } from "./made-worker.ts";

const TAB = 4;
const ALICE = "alice@example.com";
const BOB = "bob@example.com";
const CAROL = "carol@example.com";
const PAGE = webmailIn(TAB);

const { alice, bob, made } = await castOf({ alice: ALICE, bob: BOB });

const sealed = await letter(bob, [alice, bob], {
  ...draftOf(BOB, [ALICE, CAROL]),
  cc: [box("dora@example.com", "Dora, D."), box(BOB)],
});
const other = await letter(bob, [alice, bob], draftOf(BOB, [ALICE], { text: "another one" }));

async function wish(raw = sealed) {
  return made.ask(PAGE, "answer/wish", { raw, intent: "sign-and-encrypt" });
}
async function claim(sender = PAGE) {
  return (await made.ask(sender, "answer/claim", {})).wish;
}
async function start(file: Uint8Array<ArrayBuffer>, as: AnswerKind) {
  const { ticket } = await made.ask(managerIn(TAB), "answer/start", { file, as });
  return made.ask(composerIn(TAB, "composer"), "composer/redeem", { ticket });
}
const addresses = (list: readonly { address: string }[]) => list.map(({ address }) => address);

describe("what was asked for in a viewer", () => {
  it("is given once to a form on the same site, in whatever tab it opens", async () => {
    await wish();
    expect(await claim(webmailIn(9, "another window"))).toMatchObject({ intent: "sign-and-encrypt" });
    expect(await claim()).toBeNull();
  });

  it("is nothing to another site, nor after half a minute", async () => {
    await wish();
    expect(await claim(webmailIn(TAB, "elsewhere", "https://mail.example.net"))).toBeNull();
    made.now += 30_000;
    expect(await claim()).toBeNull();
  });

  it("is nothing where nobody asked", async () => expect(await claim()).toBeNull());

  it("outlives the worker, for a page that is loaded takes a while", async () => {
    await wish();
    made.start();
    expect(await claim()).not.toBeNull();
  });

  it("cannot be brought about by a frame or a surface", async () => {
    const body = { raw: sealed, intent: "sign" } as const;
    for (const sender of [viewerIn(TAB, "viewer"), managerIn(TAB)])
      await expect(made.ask(sender, "answer/wish", body)).rejects.toMatchObject({ code: "protocol/forbidden" });
  });
});

describe("the form that is taken over", () => {
  it("quotes the message that was in the viewer", async () => {
    await wish();
    const { message = "" } = (await claim()) ?? {};
    const { ticket } = await made.ask(PAGE, "answer/open", { seed: { ...SEED, answered: sealed }, message });
    const context = await made.ask(composerIn(TAB, "webmail composer"), "composer/redeem", { ticket });
    expect(context).toMatchObject({ alone: false, answersEncrypted: true });
    expect(context.text).toContain("> the eagle lands at dawn");
  });

  it("never quotes another one, though it have the same name", async () => {
    await wish();
    const { message = "" } = (await claim()) ?? {};
    const opening = made.ask(PAGE, "answer/open", { seed: { ...SEED, answered: other }, message });
    await expect(opening).rejects.toMatchObject({
      code: "webmail/changed",
      detail: { missing: "answered message" },
    });
  });

  it("may quote nothing, where the webmail does not say what it answers", async () => {
    const message = "0".repeat(64);
    expect(await made.ask(PAGE, "answer/open", { seed: SEED, message })).toMatchObject({
      ticket: expect.any(String),
    });
  });
});

describe("an answer without a webmail", () => {
  it("goes to the author, from the address it came to, encrypted like the message", async () => {
    const context = await start(sealed, "reply");
    expect(addresses(context.to)).toEqual([BOB]);
    expect(context).toMatchObject({ intent: "sign-and-encrypt", cc: [], alone: true, answersEncrypted: true });
    expect(context.from.address).toBe(ALICE);
    expect(context.hiddenSubject).toMatchObject({ complete: "Re: About birds" });
    expect(context.text).toContain("> the eagle lands at dawn");
  });

  it("goes to everybody else but the writer, each once", async () => {
    const context = await start(sealed, "reply-all");
    expect(addresses(context.to)).toEqual([BOB]);
    expect(context.cc).toEqual([box(CAROL), box("dora@example.com", "Dora, D.")]);
  });

  it("goes on to nobody yet", async () => {
    const context = await start(sealed, "forward");
    expect(context).toMatchObject({ to: [], cc: [], forwards: "readable" });
    expect(context.hiddenSubject).toMatchObject({ complete: "Fwd: About birds" });
  });

  it("goes where the author wants answers, and is signed where the message was readable on the way", async () => {
    const plain = utf8(
      `From: ${BOB}\r\nReply-To: desk@example.com\r\nTo: ${ALICE}\r\nSubject: AW: Lunch\r\nDate: Fri, 20 Nov 2026 23:05:00 -0500\r\n\r\nSoup?\r\n`,
    );
    const context = await start(plain, "reply");
    expect(addresses(context.to)).toEqual(["desk@example.com"]);
    expect(context).toMatchObject({ intent: "sign", subject: "Re: Lunch", answersEncrypted: false });
    expect(context.text).toContain("> Soup?");
  });

  it("to a letter of one's own goes where that went", async () => {
    const own = await letter(alice, [alice, bob], draftOf(ALICE, [BOB]));
    expect(addresses((await start(own, "reply")).to)).toEqual([BOB]);
  });

  it("needs a message", async () => {
    await expect(start(utf8("nothing"), "reply")).rejects.toMatchObject({ code: "file/unrecognized" });
  });
});
