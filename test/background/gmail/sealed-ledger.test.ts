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

const HANDED = { fate: "handed", session: "/upload?upload_id=1" } as const;

describe("the ledger of sealed copies", () => {
  it("knows what was sealed for a ticket, and nothing else", async () => {
    expect(await ledger.claim("ticket", RAW)).toEqual({ ...FOR, before: { fate: "sealed" } });
    for (const [ticket, raw] of [["other", RAW] as const, ["ticket", utf8("words of another")] as const])
      await expect(ledger.claim(ticket, raw)).rejects.toMatchObject({
        code: "protocol/forbidden",
        detail: { request: "gmail/send" },
      });
  });

  it("tells of a copy of unknown fate whom to ask", async () => {
    await ledger.claim("ticket", RAW);
    await ledger.settle("ticket", RAW, HANDED);
    await ledger.release(RAW);
    expect(await ledger.claim("ticket", RAW)).toMatchObject({ before: HANDED });
  });

  it("gives one of two that claim at once the right, and the other when it is released", async () => {
    const claims = await Promise.allSettled([ledger.claim("ticket", RAW), ledger.claim("ticket", RAW)]);
    expect(claims.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(claims[1]).toMatchObject({ reason: { code: "webmail/outcome-unknown" } });
    await ledger.release(RAW);
    expect(await ledger.claim("ticket", RAW)).not.toBeNull();
  });

  it("never lets a sent copy go again", async () => {
    await ledger.claim("ticket", RAW);
    await ledger.settle("ticket", RAW, { fate: "sent" });
    expect(await ledger.claim("ticket", RAW)).toBeNull();
  });

  it("remembers through the worker's death, and keeps no octets", async () => {
    await ledger.claim("ticket", RAW);
    await ledger.settle("ticket", RAW, HANDED);
    expect(await new SealedLedger(platform.session).claim("ticket", RAW)).toMatchObject({ before: HANDED });
    expect(betrayed(JSON.stringify([...platform.memory]), ["words of a sealed copy"])).toEqual([]);
  });

  it("forgets the oldest letters", async () => {
    for (let i = 0; i < LETTERS_KEPT; i++) await ledger.record(`ticket-${i}`, RAW, FOR);
    await expect(ledger.claim("ticket", RAW)).rejects.toMatchObject({ code: "protocol/forbidden" });
    expect(await ledger.claim("ticket-0", RAW)).not.toBeNull();
  });
});
