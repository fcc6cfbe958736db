import { beforeEach, describe, expect, it } from "vitest";
import { LETTERS_KEPT, SealedLedger } from "../../../src/background/gmail/sealed-ledger.ts";
import { utf8 } from "../../../src/smime/bytes.ts";
import { betrayed } from "../../rig/secrets.ts";
import { MemoryPlatform } from "../../platform/memory-platform.ts";

const RAW = utf8("words of a sealed copy");
const FOR = { thread: null, from: "alice@gmail.example" };

let platform: MemoryPlatform;
let ledger: SealedLedger;
beforeEach(async () => {
  platform = new MemoryPlatform();
  ledger = new SealedLedger(platform.session);
  await ledger.record("ticket", RAW, FOR);
});

describe("the ledger of sealed copies", () => {
  it("knows what was sealed for a ticket, and nothing else", async () => {
    expect(await ledger.claim("ticket", RAW, false)).toEqual({ ...FOR, before: "sealed" });
    for (const [ticket, raw] of [["other", RAW] as const, ["ticket", utf8("words of another")] as const])
      await expect(ledger.claim(ticket, raw, true)).rejects.toMatchObject({
        code: "protocol/forbidden",
        detail: { request: "gmail/send" },
      });
  });

  it("lets a copy of unknown fate go only with the person's word", async () => {
    await ledger.claim("ticket", RAW, false);
    await expect(ledger.claim("ticket", RAW, false)).rejects.toMatchObject({ code: "webmail/outcome-unknown" });
    expect(await ledger.claim("ticket", RAW, true)).toMatchObject({ before: "handed" });
  });

  it("gives one of two that claim at once the right", async () => {
    const claims = await Promise.allSettled([ledger.claim("ticket", RAW, false), ledger.claim("ticket", RAW, false)]);
    expect(claims.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("never lets a sent copy go again", async () => {
    await ledger.claim("ticket", RAW, false);
    await ledger.settle("ticket", RAW, "sent");
    expect(await ledger.claim("ticket", RAW, true)).toBeNull();
  });

  it("remembers through the worker's death, and keeps no octets", async () => {
    await ledger.claim("ticket", RAW, false);
    await expect(new SealedLedger(platform.session).claim("ticket", RAW, false)).rejects.toMatchObject({
      code: "webmail/outcome-unknown",
    });
    expect(betrayed(JSON.stringify([...platform.memory]), ["words of a sealed copy"])).toEqual([]);
  });

  it("forgets the oldest letters", async () => {
    for (let i = 0; i < LETTERS_KEPT; i++) await ledger.record(`ticket-${i}`, RAW, FOR);
    await expect(ledger.claim("ticket", RAW, false)).rejects.toMatchObject({ code: "protocol/forbidden" });
    expect(await ledger.claim("ticket-0", RAW, false)).not.toBeNull();
  });
});
