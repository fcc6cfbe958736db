import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import { VaultStorage } from "../../src/vault/database.ts";
import { GmailSettings, type StoredRouteCheck } from "../../src/vault/gmail-settings.ts";

const CLIENT = { id: "client", secret: "", flow: "implicit" } as const;
const CHECK: StoredRouteCheck = {
  id: "0".repeat(32),
  account: "alice@example.com",
  to: "alice@example.org",
  date: 1,
  arrivals: {
    "clear-signed": "pending",
    "opaque-signed": "pending",
    encrypted: "pending",
    "signed-and-encrypted": "pending",
  },
};

let storage: VaultStorage;
let settings: GmailSettings;
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  storage = new VaultStorage();
  settings = new GmailSettings(storage);
});

describe("what is kept of Gmail", () => {
  it("is nothing at first", async () => {
    expect([await settings.client(), await settings.accounts(), await settings.checks()]).toEqual([null, [], []]);
  });

  it("is a client, until it is taken away", async () => {
    await settings.writeClient(CLIENT);
    expect(await settings.client()).toEqual(CLIENT);
    await settings.writeClient({ ...CLIENT, id: "" });
    expect(await settings.client()).toBeNull();
  });

  it("is each account once, whatever its case", async () => {
    await settings.addAccount("alice@example.com", 1);
    await settings.addAccount("Alice@Example.com", 2);
    expect(await settings.accounts()).toEqual([{ address: "Alice@Example.com", since: 2 }]);
    expect(await settings.isConnected("ALICE@example.com")).toBe(true);
    expect(await settings.isConnected("bob@example.com")).toBe(false);
    await settings.removeAccount("alice@example.com");
    expect(await settings.isConnected("alice@example.com")).toBe(false);
  });

  it("is the latest check of each account", async () => {
    await settings.writeCheck(CHECK);
    await settings.writeCheck({ ...CHECK, account: "bob@example.com" });
    await settings.writeCheck({ ...CHECK, date: 2 });
    expect((await settings.checks()).map(({ account, date }) => [account, date])).toEqual([
      ["bob@example.com", 1],
      ["alice@example.com", 2],
    ]);
    expect((await settings.checkOf("ALICE@example.com"))?.date).toBe(2);
    expect(await settings.checkOf("carol@example.com")).toBeNull();
  });

  it("survives what is none of it", async () => {
    await storage.change(["settings"], async (transaction) => {
      for (const key of ["gmail/client", "gmail/accounts", "gmail/route-checks"])
        await transaction.objectStore("settings").put([{ nonsense: true }, null], key);
    });
    expect([await settings.client(), await settings.accounts(), await settings.checks()]).toEqual([null, [], []]);
  });
});
