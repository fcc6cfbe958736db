/**
 * The journal's key pair. Sealing needs the public half alone, so that what is typed is kept while the vault is locked;
 * opening needs the vault. As long as there is no vault key to seal the private half with, it lives in session memory,
 * and what was kept is lost with the browser's session.
 */
import type { SessionMemory } from "../platform/platform.ts";
import { type Bytes, fromLatin1, latin1 } from "../smime/bytes.ts";
import type { EcPrivateKey } from "../smime/crypto/ec-key.ts";
import { ephemeralEcKey } from "../smime/crypto/ecdh.ts";
import { SmimeError } from "../smime/errors.ts";
import type { KeptUntil } from "../smime/verdict/kept-letter.ts";
import type { JournalKeyRecord, VaultStorage } from "./database.ts";
import type { VaultLock } from "./lock.ts";
import { associatedData, importSealingKey, seal, unsealOrNull } from "./sealing.ts";

const RECORD = "journal-key";
const MEMORY = "journal/key";
const PURPOSE = associatedData("waxwing journal key");

export class JournalKey {
  readonly #storage: VaultStorage;
  readonly #memory: SessionMemory;
  readonly #lock: VaultLock;

  constructor(storage: VaultStorage, memory: SessionMemory, lock: VaultLock) {
    this.#storage = storage;
    this.#memory = memory;
    this.#lock = lock;
  }

  async #record(): Promise<JournalKeyRecord | null> {
    return (await this.#storage.read(async (database) => database.get("journalKey", RECORD))) ?? null;
  }

  /** Null after the session in which it was made. */
  async #recalled(): Promise<CryptoKey | null> {
    const remembered = await this.#memory.read(MEMORY);
    return typeof remembered === "string" ? importSealingKey(fromLatin1(atob(remembered))) : null;
  }

  async #sessionKey(): Promise<CryptoKey> {
    const recalled = await this.#recalled();
    if (recalled) return recalled;
    const octets = crypto.getRandomValues(new Uint8Array(32));
    await this.#memory.write(MEMORY, btoa(latin1(octets)));
    return importSealingKey(octets);
  }

  async #scalar({ sealed, under }: JournalKeyRecord): Promise<Bytes | null> {
    const key = under === "vault" ? await this.#lock.key() : await this.#recalled();
    return key && unsealOrNull(key, sealed, PURPOSE);
  }

  /** Seals with the vault key if it is at hand. */
  async #keep(publicKey: Bytes, scalar: Bytes): Promise<JournalKeyRecord> {
    const vaultKey = await this.#lock.key();
    const sealed = await seal(vaultKey ?? (await this.#sessionKey()), scalar, PURPOSE);
    const record = { publicKey, sealed, under: vaultKey ? "vault" : "session" } as const;
    await this.#storage.change(["journalKey"], async (transaction) => {
      await transaction.objectStore("journalKey").put(record, RECORD);
    });
    if (vaultKey) await this.#memory.remove(MEMORY);
    return record;
  }

  /** With the pair go the letters that only it could open. */
  async #renew(): Promise<JournalKeyRecord> {
    await this.#storage.change(["letters", "letterParts"], async (transaction) => {
      await transaction.objectStore("letters").clear();
      await transaction.objectStore("letterParts").clear();
    });
    const { key, point } = ephemeralEcKey("p-256");
    return this.#keep(point, Uint8Array.from(key.scalar));
  }

  /** Brings the private half under the vault key where that is possible now. To be called one after another only. */
  async settle(): Promise<JournalKeyRecord> {
    const record = await this.#record();
    if (!record) return this.#renew();
    if (record.under === "vault") return record;
    const scalar = await this.#scalar(record);
    if (!scalar) return this.#renew();
    return (await this.#lock.key()) ? this.#keep(record.publicKey, scalar) : record;
  }

  /** What letters are sealed to, and how long they can be opened. */
  async publicKey(): Promise<{ readonly point: Bytes; readonly until: KeptUntil }> {
    const { publicKey, under } = await this.settle();
    return { point: publicKey, until: under === "vault" ? "unlocked" : "browser-closed" };
  }

  /** @throws SmimeError vault/locked, vault/damaged */
  async privateKey(): Promise<EcPrivateKey> {
    const record = await this.settle();
    const scalar = await this.#scalar(record);
    if (!scalar && record.under === "vault" && !(await this.#lock.key())) throw new SmimeError("vault/locked", {});
    if (!scalar) throw new SmimeError("vault/damaged", { record: "journal key" });
    return { curve: "p-256", scalar };
  }

  /** Makes a new vault by `work`, and takes the private half over into it. One that nobody could open is replaced. */
  async carryOver<T>(work: () => Promise<T>): Promise<T> {
    const record = await this.#record();
    const scalar = record && (await this.#scalar(record));
    const done = await work();
    if (record && scalar) await this.#keep(record.publicKey, scalar);
    else await this.#renew();
    return done;
  }
}
