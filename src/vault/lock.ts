/** The vault's lock: creates the vault key, opens it by the passphrase, and closes it on time, on demand, on restart. */
import type { Alarms, SessionMemory } from "../platform/platform.ts";
import type { Bytes } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import type { VaultStorage, WrappedVaultKey } from "./database.ts";
import { ITERATIONS, refuseWeakPassphrase, unwrapVaultKey, wrapVaultKey } from "./passphrase.ts";
import { importSealingKey } from "./sealing.ts";
import { forgetVaultKey, recallVaultKey, rememberVaultKey, type Term } from "./session-key.ts";
import type { SettingsStore } from "./settings.ts";

export type LockState =
  | { readonly kind: "empty" }
  | { readonly kind: "locked" }
  /** Milliseconds since 1970. */
  | { readonly kind: "unlocked"; readonly until: number };

/** Milliseconds since 1970. */
export type Clock = () => number;

export const AUTO_LOCK_ALARM = "vault/auto-lock";

const RECORD = "vault-key";
/** A clock set back by more than this ends the term: otherwise it would prolong it. */
const CLOCK_TOLERANCE = 60_000;

interface Held extends Term {
  readonly key: CryptoKey;
}

export interface LockSurroundings {
  readonly storage: VaultStorage;
  readonly memory: SessionMemory;
  readonly alarms: Alarms;
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

export class VaultLock {
  readonly #surroundings: LockSurroundings;
  #held: Held | null = null;
  /** One change of the lock after another: a lock that overtakes an unlock must win. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(surroundings: LockSurroundings) {
    this.#surroundings = surroundings;
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #wrapped(): Promise<WrappedVaultKey | null> {
    return (await this.#surroundings.storage.read(async (database) => database.get("wrapping", RECORD))) ?? null;
  }

  async #holdsKeys(): Promise<boolean> {
    return (await this.#surroundings.storage.read(async (database) => database.count("identities"))) > 0;
  }

  /** Without keys there is nothing to unlock: such a vault is as good as none. */
  async #closed(): Promise<LockState> {
    return { kind: (await this.#wrapped()) && (await this.#holdsKeys()) ? "locked" : "empty" };
  }

  async #keep(wrapped: WrappedVaultKey): Promise<void> {
    await this.#surroundings.storage.change(["wrapping"], async (transaction) => {
      await transaction.objectStore("wrapping").put(wrapped, RECORD);
    });
  }

  /** Takes the octets: they are zero afterwards. */
  async #hold(vaultKey: Bytes): Promise<LockState> {
    const { storage, memory, alarms, settings, clock } = this.#surroundings;
    const since = clock();
    const until = since + (await settings.read()).autoLockMinutes * 60_000;
    try {
      await rememberVaultKey(storage, memory, vaultKey, { since, until });
      this.#held = { key: await importSealingKey(vaultKey), since, until };
      await alarms.set(AUTO_LOCK_ALARM, until);
    } finally {
      vaultKey.fill(0);
    }
    return { kind: "unlocked", until };
  }

  #isOver({ since, until }: Term): boolean {
    const now = this.#surroundings.clock();
    return now >= until || now < since - CLOCK_TOLERANCE;
  }

  async #release(): Promise<void> {
    const { storage, memory, alarms } = this.#surroundings;
    this.#held = null;
    await forgetVaultKey(storage, memory);
    await alarms.clear(AUTO_LOCK_ALARM);
  }

  /** What is held now, or was when the worker before this one was stopped; null once its time is over. */
  async #current(): Promise<Held | null> {
    const { storage, memory } = this.#surroundings;
    if (!this.#held) {
      const recalled = await recallVaultKey(storage, memory);
      if (!recalled) return null;
      const { vaultKey, since, until } = recalled;
      this.#held = { key: await importSealingKey(vaultKey), since, until };
      vaultKey.fill(0);
    }
    if (!this.#isOver(this.#held)) return this.#held;
    await this.#release();
    return null;
  }

  state(): Promise<LockState> {
    return this.#inOrder(async () => {
      const held = await this.#current();
      return held ? { kind: "unlocked", until: held.until } : this.#closed();
    });
  }

  /**
   * Makes a vault and leaves it unlocked. A vault without keys is made anew: who forgot the passphrase removes the
   * identities nobody can open any more, and starts again.
   * @throws SmimeError vault/already-created while there are keys, vault/weak-passphrase
   */
  create(passphrase: string): Promise<LockState> {
    return this.#inOrder(async () => {
      refuseWeakPassphrase(passphrase);
      if (await this.#holdsKeys()) throw new SmimeError("vault/already-created", {});
      const vaultKey = crypto.getRandomValues(new Uint8Array(32));
      await this.#keep(await wrapVaultKey(vaultKey, passphrase));
      return this.#hold(vaultKey);
    });
  }

  /** @throws SmimeError vault/not-created, vault/wrong-passphrase */
  unlock(passphrase: string): Promise<LockState> {
    return this.#inOrder(async () => {
      const wrapped = await this.#wrapped();
      if (!wrapped) throw new SmimeError("vault/not-created", {});
      const vaultKey = await unwrapVaultKey(wrapped, passphrase);
      if (wrapped.iterations < ITERATIONS) await this.#keep(await wrapVaultKey(vaultKey, passphrase));
      return this.#hold(vaultKey);
    });
  }

  lock(): Promise<LockState> {
    return this.#inOrder(async () => {
      await this.#release();
      return this.#closed();
    });
  }

  /** The vault key, for sealing and unsealing. Null while locked. */
  key(): Promise<CryptoKey | null> {
    return this.#inOrder(async () => (await this.#current())?.key ?? null);
  }

  async #required(held: Held | null): Promise<CryptoKey> {
    if (held) return held.key;
    const { kind } = await this.#closed();
    throw kind === "empty" ? new SmimeError("vault/not-created", {}) : new SmimeError("vault/locked", {});
  }

  /** @throws SmimeError vault/locked, vault/not-created */
  async requireKey(): Promise<CryptoKey> {
    return this.#inOrder(async () => this.#required(await this.#current()));
  }

  /**
   * Seals with the vault key. No other vault is made meanwhile: what was sealed under the key of the one before would
   * never open again. `work` must not ask the lock for anything.
   * @throws SmimeError vault/locked, vault/not-created, and what `work` throws
   */
  sealing<T>(work: (key: CryptoKey) => Promise<T>): Promise<T> {
    return this.#inOrder(async () => work(await this.#required(await this.#current())));
  }
}
