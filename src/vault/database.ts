/** What the vault keeps on disk, and how it is changed: all of a change or nothing. */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb";
import type { Bytes } from "../smime/bytes.ts";
import type { HpkeSealed } from "../smime/crypto/hpke.ts";
import { isSmimeError, SmimeError } from "../smime/errors.ts";

/** AES-256-GCM: a fresh random nonce, and ciphertext with its tag. */
export interface Sealed {
  readonly iv: Bytes;
  readonly ciphertext: Bytes;
}

/** The vault key under the passphrase. The parameters stand beside it so that they can be raised. */
export interface WrappedVaultKey extends Sealed {
  readonly kdf: "pbkdf2-hmac-sha-256";
  readonly iterations: number;
  readonly salt: Bytes;
}

export interface IdentityRecord {
  readonly id: string;
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  readonly fingerprint: string;
  /** DER. */
  readonly certificate: Bytes;
  /** DER, nearest issuer first. */
  readonly chain: readonly Bytes[];
  /** PKCS #8 octets. */
  readonly sealed: Sealed;
  /** Milliseconds since 1970. */
  readonly added: number;
}

/**
 * `learned` from verified mail; `vouched`: out of a file or the DNS, and a trusted authority vouched for it; `imported` by
 * the person, whose own act stands in for an authority.
 */
export type PersonSource = "learned" | "vouched" | "imported";

/** Where in the DNS a certificate was found. It says nothing of whether the certificate is trusted. */
export interface LookedUp {
  readonly domain: string;
  /** Host of the resolver that was asked. */
  readonly resolver: string;
  /** The resolver said that it proved the answer by DNSSEC. */
  readonly authenticated: boolean;
  /** Milliseconds since 1970. */
  readonly date: number;
}

export interface PersonRecord {
  /** Normalized: what `personKey` makes of an address. */
  readonly address: string;
  readonly certificate: Bytes;
  readonly fingerprint: string;
  readonly source: PersonSource;
  readonly since: number;
  /** Object identifiers, in the person's order of preference. */
  readonly capabilities: readonly string[];
  /** Fingerprint of the trust anchor it was verified under; null where imported without one. */
  readonly authority: string | null;
  /** The latest look-up that brought it; absent where none did. */
  readonly lookedUp?: LookedUp;
  readonly replaced: { readonly fingerprint: string; readonly otherAuthority: boolean } | null;
}

export interface CertificateRecord {
  readonly fingerprint: string;
  readonly certificate: Bytes;
  readonly since: number;
}

/** The journal's key pair: letters are sealed to the public half, and opened by the private one. */
export interface JournalKeyRecord {
  /** An uncompressed point of P-256. */
  readonly publicKey: Bytes;
  /** The private scalar: under the vault key, or under one that lives in session memory. */
  readonly sealed: Sealed;
  readonly under: "vault" | "session";
}

/** What is known of an unfinished letter without opening it. */
export interface LetterRecord {
  readonly id: string;
  /** The ticket of the composer that writes it. */
  readonly holder: string;
  /** The document of that composer; null until it saved anything. */
  readonly document: string | null;
  /** Counts the saves of one holder, so that a late one does not undo a later one. */
  readonly revision: number;
  /** The webmail's origin; null for the composer that stands alone. */
  readonly place: string | null;
  /** The sender's address when it was begun, normalized. */
  readonly account: string;
  /** SHA-256 of the answered message, lower-case hexadecimal; null for a new letter. */
  readonly answers: string | null;
  /** Milliseconds since 1970. */
  readonly saved: number;
  readonly discarded: number | null;
  /** It was sealed, and handed to whoever sends: it may have left. */
  readonly handed: boolean;
  /** Octets of attachments kept with it. */
  readonly size: number;
}

/** A sealed part of a letter: "letter", "start", or an attachment by its id. */
export interface LetterPartRecord {
  readonly letter: string;
  readonly part: string;
  readonly size: number;
  readonly sealed: HpkeSealed;
}

export interface VaultSchema extends DBSchema {
  /** One record: the wrapped vault key. */
  wrapping: { key: string; value: WrappedVaultKey };
  /** One record while unlocked: the non-extractable key that wraps the vault key in session memory. */
  session: { key: string; value: CryptoKey };
  identities: { key: string; value: IdentityRecord; indexes: { fingerprint: string } };
  people: { key: string; value: PersonRecord };
  authorities: { key: string; value: CertificateRecord };
  intermediates: { key: string; value: CertificateRecord; indexes: { since: number } };
  settings: { key: string; value: unknown };
  /** One record. */
  journalKey: { key: string; value: JournalKeyRecord };
  letters: { key: string; value: LetterRecord; indexes: { holder: string } };
  letterParts: { key: [string, string]; value: LetterPartRecord; indexes: { letter: string } };
}

export type VaultStore = StoreNames<VaultSchema>;
export type VaultDatabase = IDBPDatabase<VaultSchema>;
export type VaultTransaction = IDBPTransaction<VaultSchema, VaultStore[], "readwrite">;

const NAME = "waxwing-vault";
const VERSION = 2;

function create(database: VaultDatabase, before: number): void {
  if (before < 1) createVault(database);
  createJournal(database);
}

function createJournal(database: VaultDatabase): void {
  database.createObjectStore("journalKey");
  database.createObjectStore("letters", { keyPath: "id" }).createIndex("holder", "holder");
  database.createObjectStore("letterParts", { keyPath: ["letter", "part"] }).createIndex("letter", "letter");
}

function createVault(database: VaultDatabase): void {
  database.createObjectStore("wrapping");
  database.createObjectStore("session");
  database.createObjectStore("identities", { keyPath: "id" }).createIndex("fingerprint", "fingerprint", {
    unique: true,
  });
  database.createObjectStore("people", { keyPath: "address" });
  database.createObjectStore("authorities", { keyPath: "fingerprint" });
  database.createObjectStore("intermediates", { keyPath: "fingerprint" }).createIndex("since", "since");
  database.createObjectStore("settings");
}

function storageFailure(cause: unknown): SmimeError {
  if (isSmimeError(cause)) return cause;
  const reason = cause instanceof DOMException || cause instanceof Error ? cause.name : "unknown";
  return new SmimeError("vault/storage-failed", { reason }, { cause });
}

/** Opens the database when it is first needed, and again after the browser closed it. */
export class VaultStorage {
  #opening: Promise<VaultDatabase> | null = null;
  readonly #kept = new Map<VaultStore, Set<() => void>>();

  #open(): Promise<VaultDatabase> {
    const forget = (): void => {
      this.#opening = null;
      this.#forget([...this.#kept.keys()]);
    };
    const opening = openDB<VaultSchema>(NAME, VERSION, {
      upgrade: create,
      terminated: forget,
      blocking: (_current, _blocked, event) => {
        forget();
        if (event.target instanceof IDBDatabase) event.target.close();
      },
    });
    opening.catch(forget);
    return opening;
  }

  /** Begins to open the database, for whoever will need it. What goes wrong shows when it is read. */
  prepare(): void {
    this.#opening ??= this.#open();
  }

  /** @throws SmimeError vault/storage-failed */
  async read<T>(work: (database: VaultDatabase) => Promise<T>): Promise<T> {
    try {
      this.#opening ??= this.#open();
      return await work(await this.#opening);
    } catch (cause) {
      throw storageFailure(cause);
    }
  }

  #forget(stores: readonly VaultStore[]): void {
    for (const store of stores) for (const forget of this.#kept.get(store) ?? []) forget();
  }

  /**
   * What `load` reads of one store, remembered until that store changes: every message that is displayed asks for it.
   * Nothing may be made of it that has to leave memory with the lock.
   */
  kept<T>(store: VaultStore, load: (database: VaultDatabase) => Promise<T>): () => Promise<T> {
    let known: Promise<T> | null = null;
    const forgets = this.#kept.get(store) ?? new Set();
    this.#kept.set(
      store,
      forgets.add(() => {
        known = null;
      }),
    );
    return () => {
      if (known !== null) return known;
      const loading = this.read(load);
      known = loading;
      loading.catch(() => {
        if (known === loading) known = null;
      });
      return loading;
    };
  }

  /**
   * One transaction over these stores. Whatever `work` throws undoes all of it, and so does a worker killed in the
   * middle. `work` may await nothing but the transaction's own requests.
   * @throws SmimeError vault/storage-failed, or what `work` threw
   */
  async change(stores: readonly VaultStore[], work: (transaction: VaultTransaction) => Promise<void>): Promise<void> {
    await this.read(async (database) => {
      const transaction = database.transaction([...stores], "readwrite", { durability: "strict" });
      try {
        await work(transaction);
        await transaction.done;
      } catch (cause) {
        await abort(transaction);
        throw cause;
      } finally {
        this.#forget(stores);
      }
    });
  }

  close(): void {
    void this.#opening?.then((database) => database.close());
    this.#opening = null;
    this.#forget([...this.#kept.keys()]);
  }
}

/** A put that failed does not by itself stop the puts before it from being committed. */
async function abort(transaction: VaultTransaction): Promise<void> {
  try {
    transaction.abort();
  } catch {
    // It ended by itself.
  }
  await transaction.done.catch(() => undefined);
}
