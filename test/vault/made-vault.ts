import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { Vault } from "../../src/vault/vault.ts";
import { MemoryPlatform } from "../platform/memory-platform.ts";
import { NOW } from "../smime/x509/certificate-builder.ts";

export const PASSPHRASE = "correct horse battery";

/** A vault on a disk and in a browser of its own, with a clock that stands until it is set. */
export class MadeVault {
  readonly platform = new MemoryPlatform();
  now = NOW;
  vault: Vault;

  constructor() {
    globalThis.indexedDB = new IDBFactory();
    this.vault = this.#start();
  }

  #start(): Vault {
    const { session: memory, alarms } = this.platform;
    return new Vault({ memory, alarms, clock: () => this.now, builtInAnchors: anchorsOf([]) });
  }

  /** The worker was killed, and another one started. */
  restart(): Vault {
    this.vault.storage.close();
    this.vault = this.#start();
    return this.vault;
  }

  /** A record nobody can open: enough for a vault that has something to lock. */
  async putKey(): Promise<void> {
    const nothing = new Uint8Array(0);
    const sealed = { iv: nothing, ciphertext: nothing };
    const record = { id: "a", fingerprint: "b", certificate: nothing, chain: [], sealed, added: 0 };
    await this.vault.storage.change(["identities"], async (transaction) => {
      await transaction.objectStore("identities").put(record);
    });
  }

  /** Every record of every store, as somebody who has the disk reads them. */
  async disk(): Promise<readonly unknown[]> {
    const database = await openDB("waxwing-vault");
    const stores = await Promise.all([...database.objectStoreNames].map(async (store) => database.getAll(store)));
    database.close();
    return stores.flat();
  }
}
