/**
 * The person's own keys and certificates. Keys are sealed; what leaves this file is their use, or a key file under a
 * password of its own, never the keys.
 */
import type { Bytes } from "../smime/bytes.ts";
import type { RecipientKey, SignerKey } from "../smime/cms/keys.ts";
import { isSmimeError } from "../smime/errors.ts";
import { type PfxForm, writePfx } from "../smime/pkcs12/pfx-writer.ts";
import { keyFor } from "../smime/pkcs12/private-key.ts";
import { type Certificate, readCertificate } from "../smime/x509/certificate.ts";
import { namesEqual } from "../smime/x509/name.ts";
import { mailAddressesOf } from "../smime/x509/subject-alt-name.ts";
import type { IdentityRecord, VaultStorage } from "./database.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Clock, VaultLock } from "./lock.ts";
import { refuseWeakPassphrase } from "./passphrase.ts";
import { associatedData, seal, unseal } from "./sealing.ts";

export interface StoredIdentity {
  readonly id: string;
  readonly certificate: Certificate;
  /** Nearest issuer first. */
  readonly chain: readonly Certificate[];
}

/** A key on its way in: the caller forgets it once it is imported. */
export interface IncomingIdentity {
  readonly pkcs8: Bytes;
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
}

/** A record moved to another id, or given another certificate, does not open. */
function binding(id: string, fingerprint: string): Bytes {
  return associatedData("waxwing identity", id, fingerprint);
}

function readRecord(record: IdentityRecord): StoredIdentity {
  return {
    id: record.id,
    certificate: readCertificate(record.certificate),
    chain: record.chain.map((der) => readCertificate(der)),
  };
}

function inOrder(records: readonly IdentityRecord[]): readonly IdentityRecord[] {
  return records.toSorted((a, b) => a.added - b.added || (a.id < b.id ? -1 : 1));
}

/** What is sent along with a signature: whoever trusts a self-issued root has it already. */
function withoutRoot(chain: readonly Certificate[]): readonly Certificate[] {
  return chain.filter(({ subject, issuer }) => !namesEqual(subject, issuer));
}

export class Identities {
  readonly #storage: VaultStorage;
  readonly #lock: VaultLock;
  readonly #clock: Clock;

  /** Oldest first. Answers while locked: certificates are no secret. */
  readonly list: () => Promise<readonly StoredIdentity[]>;

  constructor(storage: VaultStorage, lock: VaultLock, clock: Clock) {
    this.#storage = storage;
    this.#lock = lock;
    this.#clock = clock;
    this.list = storage.kept("identities", async (database) =>
      inOrder(await database.getAll("identities")).map(readRecord),
    );
  }

  async #records(): Promise<readonly IdentityRecord[]> {
    return inOrder(await this.#storage.read(async (database) => database.getAll("identities")));
  }

  async knows(certificate: Certificate): Promise<boolean> {
    const fingerprint = await fingerprintOf(certificate);
    const id = await this.#storage.read(async (database) =>
      database.getKeyFromIndex("identities", "fingerprint", fingerprint),
    );
    return id !== undefined;
  }

  async #sealed(
    incoming: IncomingIdentity,
    key: CryptoKey,
    known: readonly IdentityRecord[],
    added: number,
  ): Promise<IdentityRecord> {
    const { pkcs8, certificate, chain } = incoming;
    const fingerprint = await fingerprintOf(certificate);
    const before = known.find((record) => record.fingerprint === fingerprint);
    const id = before?.id ?? crypto.randomUUID();
    const issuers = chain.map(({ der }) => der.slice());
    return {
      id,
      fingerprint,
      certificate: certificate.der.slice(),
      chain: before && before.chain.length > issuers.length ? before.chain : issuers,
      sealed: await seal(key, pkcs8, binding(id, fingerprint)),
      added: before?.added ?? added,
    };
  }

  /**
   * Seals every key first and then stores all identities in one transaction. One that is known already keeps its id.
   * @throws SmimeError vault/locked, vault/not-created, vault/storage-failed: then nothing was stored
   */
  import(incoming: readonly IncomingIdentity[]): Promise<readonly StoredIdentity[]> {
    return this.#lock.sealing(async (key) => this.#store(incoming, key));
  }

  async #store(incoming: readonly IncomingIdentity[], key: CryptoKey): Promise<readonly StoredIdentity[]> {
    const known = await this.#records();
    const added = this.#clock();
    const records = await Promise.all(incoming.map(async (one) => this.#sealed(one, key, known, added)));
    const distinct = [...new Map(records.map((record) => [record.fingerprint, record])).values()];
    await this.#storage.change(["identities"], async (transaction) => {
      const store = transaction.objectStore("identities");
      for (const record of distinct) await store.put(record);
    });
    return distinct.map(readRecord);
  }

  /** Forgets certificate and key for good. Unknown ids are none to remove. */
  async remove(id: string): Promise<void> {
    await this.#storage.change(["identities"], async (transaction) => {
      await transaction.objectStore("identities").delete(id);
    });
  }

  async #portOf(record: IdentityRecord, key: CryptoKey): Promise<RecipientKey & SignerKey> {
    const { id, certificate, chain } = record;
    const pkcs8 = await unseal(key, record.sealed, binding(id, record.fingerprint), "identity");
    const issuers = withoutRoot(chain.map((der) => readCertificate(der)));
    return keyFor(pkcs8, readCertificate(certificate), issuers);
  }

  /** Every key the person ever had, so that old mail stays readable; "locked" while they cannot be used. */
  async recipientKeys(): Promise<readonly RecipientKey[] | "locked"> {
    const [records, key] = await Promise.all([this.#records(), this.#lock.key()]);
    if (!key) return records.length > 0 ? "locked" : [];
    const ports = records.map(async (record) => {
      try {
        return [await this.#portOf(record, key)];
      } catch (error) {
        // One damaged record must not keep the mail for the other keys shut.
        if (isSmimeError(error)) return [];
        throw error;
      }
    });
    return (await Promise.all(ports)).flat();
  }

  /** The signing port of one identity; null for an unknown id. @throws SmimeError vault/locked, vault/damaged */
  async signer(id: string): Promise<SignerKey | null> {
    const record = await this.#storage.read(async (database) => database.get("identities", id));
    return record ? this.#portOf(record, await this.#lock.requireKey()) : null;
  }

  /**
   * A PKCS #12 file with all identities, to move them elsewhere or keep them safe.
   * @throws SmimeError vault/weak-passphrase, vault/locked, vault/damaged, pkcs12/no-key if there are none
   */
  async export(password: string, form: PfxForm): Promise<Bytes> {
    refuseWeakPassphrase(password);
    const key = await this.#lock.requireKey();
    const identities = (await this.#records()).map(async (record) => {
      const { certificate, chain } = readRecord(record);
      const pkcs8 = await unseal(key, record.sealed, binding(record.id, record.fingerprint), "identity");
      return { pkcs8, certificate, chain, friendlyName: mailAddressesOf(certificate).addresses[0] ?? null };
    });
    return writePfx({ identities: await Promise.all(identities), password, form });
  }
}
