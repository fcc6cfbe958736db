import { beforeEach, describe, expect, it } from "vitest";
import { AUTO_LOCK_ALARM } from "../../src/vault/lock.ts";
import { ITERATIONS, unwrapVaultKey, wrapVaultKey } from "../../src/vault/passphrase.ts";
import { MadeVault, PASSPHRASE } from "./made-vault.ts";

let made: MadeVault;
const kind = async () => (await made.vault.lock.state()).kind;

beforeEach(() => {
  made = new MadeVault();
});

describe("creating", () => {
  it("goes from empty to unlocked, once", async () => {
    expect(await kind()).toBe("empty");
    expect((await made.vault.lock.create(PASSPHRASE)).kind).toBe("unlocked");
    await made.putKey();
    await expect(made.vault.lock.create(PASSPHRASE)).rejects.toMatchObject({ code: "vault/already-created" });
  });

  it("refuses a weak passphrase, counted in characters", async () => {
    for (const weak of ["", "123456789", "🔑🔑🔑🔑🔑"])
      await expect(made.vault.lock.create(weak)).rejects.toMatchObject({
        code: "vault/weak-passphrase",
        detail: { minimumLength: 10 },
      });
    expect(await kind()).toBe("empty");
  });
});

describe("a forgotten passphrase", () => {
  it("is left behind once the keys under it are removed", async () => {
    await made.vault.lock.create("nobody remembers this");
    await made.putKey();
    await made.vault.lock.lock();
    await expect(made.vault.lock.create(PASSPHRASE)).rejects.toMatchObject({ code: "vault/already-created" });
    await made.vault.identities.remove("a");
    expect(await kind()).toBe("empty");
    await made.vault.lock.create(PASSPHRASE);
    await made.vault.lock.lock();
    expect((await made.vault.lock.unlock(PASSPHRASE)).kind).toBe("unlocked");
  });
});

describe("unlocking", () => {
  it("wants a vault, and the right passphrase", async () => {
    await expect(made.vault.lock.unlock(PASSPHRASE)).rejects.toMatchObject({ code: "vault/not-created" });
    await made.vault.lock.create(PASSPHRASE);
    await made.putKey();
    await made.vault.lock.lock();
    await expect(made.vault.lock.unlock(`${PASSPHRASE} `)).rejects.toMatchObject({ code: "vault/wrong-passphrase" });
    expect(await kind()).toBe("locked");
    expect((await made.vault.lock.unlock(PASSPHRASE)).kind).toBe("unlocked");
  });

  it("takes a passphrase however the keyboard composes it", async () => {
    await made.vault.lock.create("Grüße vom Meer");
    await made.vault.lock.lock();
    expect((await made.vault.lock.unlock("Gru\u0308\u00dfe vom Meer")).kind).toBe("unlocked");
  });

  it("raises old parameters and keeps the vault key", async () => {
    await made.vault.lock.create(PASSPHRASE);
    await made.vault.lock.lock();
    const { storage } = made.vault;
    const record = await storage.read(async (database) => database.get("wrapping", "vault-key"));
    if (!record) throw new Error("no record");
    expect(record.iterations).toBeGreaterThanOrEqual(600_000);
    const vaultKey = await unwrapVaultKey(record, PASSPHRASE);
    const old = await wrapVaultKey(vaultKey, PASSPHRASE, 1_000);
    await storage.change(["wrapping"], async (transaction) => {
      await transaction.objectStore("wrapping").put(old, "vault-key");
    });
    await made.vault.lock.unlock(PASSPHRASE);
    const raised = await storage.read(async (database) => database.get("wrapping", "vault-key"));
    expect(raised?.iterations).toBe(ITERATIONS);
    expect(raised?.salt).not.toEqual(old.salt);
    expect(raised && (await unwrapVaultKey(raised, PASSPHRASE))).toEqual(vaultKey);
  });
});

describe("locking", () => {
  beforeEach(async () => {
    await made.vault.settings.write({ autoLockMinutes: 15, mark: { colour: "#000000", symbol: "leaf" } });
    await made.vault.lock.create(PASSPHRASE);
    await made.putKey();
  });

  it("on demand", async () => {
    expect(await made.vault.lock.lock()).toEqual({ kind: "locked" });
    expect(await made.vault.lock.key()).toBeNull();
    await expect(made.vault.lock.requireKey()).rejects.toMatchObject({ code: "vault/locked" });
    expect(made.platform.alarmTimes.has(AUTO_LOCK_ALARM)).toBe(false);
    expect(JSON.stringify([...made.platform.memory])).not.toContain("ciphertext");
  });

  it("on time, by the clock and by an alarm, used or not", async () => {
    expect(made.platform.alarmTimes.get(AUTO_LOCK_ALARM)).toBe(made.now + 15 * 60_000);
    made.now += 15 * 60_000 - 1;
    expect(await made.vault.lock.key()).not.toBeNull();
    made.now += 1;
    expect(await made.vault.lock.key()).toBeNull();
    expect(await kind()).toBe("locked");
    made.now -= 60_000;
    expect(await kind()).toBe("locked");
  });

  it("when the clock is set back", async () => {
    made.now -= 61_000;
    expect(await kind()).toBe("locked");
  });

  it("wins over an unlock that was asked for before", async () => {
    await made.vault.lock.lock();
    const unlocking = made.vault.lock.unlock(PASSPHRASE);
    const locking = made.vault.lock.lock();
    await Promise.all([unlocking, locking]);
    expect(await kind()).toBe("locked");
  });
});

describe("a killed worker", () => {
  beforeEach(async () => {
    await made.vault.lock.create(PASSPHRASE);
    await made.putKey();
  });

  it("leaves an unlocked vault unlocked, until its time", async () => {
    const before = await made.vault.lock.state();
    made.restart();
    expect(await made.vault.lock.state()).toEqual(before);
    expect(await made.vault.lock.key()).not.toBeNull();
    made.restart();
    made.now += 61 * 60_000;
    expect(await kind()).toBe("locked");
  });

  it("leaves a locked vault locked", async () => {
    await made.vault.lock.lock();
    made.restart();
    expect(await kind()).toBe("locked");
  });

  it("leaves nothing open after the browser was closed", async () => {
    made.platform.closeBrowser();
    made.restart();
    expect(await kind()).toBe("locked");
  });

  it("cannot be resumed without the half that is on the disk", async () => {
    await made.vault.storage.change(["session"], async (transaction) => transaction.objectStore("session").clear());
    made.restart();
    expect(await kind()).toBe("locked");
  });

  it("cannot be made to stay open longer by whoever writes session memory", async () => {
    const remembered = made.platform.memory.get("vault/unlocked");
    if (typeof remembered !== "object") throw new Error("nothing remembered");
    made.platform.memory.set("vault/unlocked", { ...remembered, until: made.now + 1e12 });
    made.restart();
    expect(await kind()).toBe("locked");
  });
});
