import { beforeAll, describe, expect, it } from "vitest";
import { DECRYPTION_BUDGET, DecryptionBudget, FAILURE_COST } from "../../src/background/decryption-budget.ts";
import { draftOf, letter } from "../background/letters.ts";
import { authority, correspondent, MadeWorker, PASSPHRASE, POPUP, webmailIn } from "../background/made-worker.ts";
import { MemoryPlatform } from "../platform/memory-platform.ts";
import type { Issued } from "../smime/x509/certificate-builder.ts";

/** A server that serves one ciphertext in many altered forms, and watches what becomes of each (Vaudenay; EFAIL). */
const FAILED = { kind: "failed", code: "cms/decryption-failed" } as const;
const OPENED = {
  kind: "decrypted",
  contentEncryption: "aes-256-cbc",
  keyManagement: "rsaes-pkcs1-v1_5",
  authenticated: false,
} as const;

function counted() {
  let times = 0;
  const memory = new MemoryPlatform().session;
  const onSpent = async (): Promise<void> => void times++;
  return { memory, onSpent, budget: new DecryptionBudget(memory, onSpent), times: () => times };
}

describe("the budget of decryptions", () => {
  it("is spent by messages that open, and tenfold by those that do not, raced or not", async () => {
    const { budget, times } = counted();
    await Promise.all(Array.from({ length: DECRYPTION_BUDGET - FAILURE_COST }, async () => budget.charge(OPENED)));
    expect(times()).toBe(0);
    await budget.charge(FAILED);
    expect(times()).toBe(1);
  });

  it("is not touched by what needed no key", async () => {
    const { budget, times } = counted();
    const others = [
      { kind: "none" },
      { kind: "locked" },
      { kind: "failed", code: "cms/no-matching-recipient" },
    ] as const;
    for (let i = 0; i < DECRYPTION_BUDGET; i++) await budget.charge(others[i % 3] ?? OPENED);
    expect(times()).toBe(0);
  });

  it("outlives the worker, and is refilled by the person alone", async () => {
    const { memory, onSpent, budget, times } = counted();
    for (let i = 0; i < DECRYPTION_BUDGET / FAILURE_COST - 1; i++) await budget.charge(FAILED);
    const next = new DecryptionBudget(memory, onSpent);
    await next.refill();
    await next.charge(FAILED);
    expect(times()).toBe(0);
    for (let i = 0; i < DECRYPTION_BUDGET / FAILURE_COST - 1; i++) await next.charge(FAILED);
    expect(times()).toBe(1);
  });
});

describe("a page that asks too often", () => {
  let made: MadeWorker;
  let alice: Issued;
  beforeAll(async () => {
    const ca = await authority();
    alice = await correspondent(ca, "alice@example.com");
    made = new MadeWorker();
    await made.openVault(alice);
  });

  it("finds the vault locked, and learns no more until the person unlocks it", async () => {
    const raw = await letter(alice, [alice], draftOf("alice@example.com", ["alice@example.com"], { sign: false }));
    const open = async () => (await made.ask(webmailIn(1), "message/open", { raw })).report.encryption.kind;
    await made.platform.session.write("decryption/spent", DECRYPTION_BUDGET - 2);
    expect([await open(), await open(), await open()]).toEqual(["decrypted", "decrypted", "locked"]);
    await made.ask(POPUP, "vault/unlock", { passphrase: PASSPHRASE });
    expect(await open()).toBe("decrypted");
  });
});
