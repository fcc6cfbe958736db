/** Certificates of authorities: those the person trusts, and intermediates met along the way, which prove nothing. */
import { type Certificate, readCertificate } from "../smime/x509/certificate.ts";
import { type AnchorSource, anchorsOf } from "../smime/x509/trust-anchor.ts";
import type { CertificateRecord, VaultStorage, VaultTransaction } from "./database.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Clock } from "./lock.ts";

export interface StoredAuthority {
  readonly certificate: Certificate;
  /** Milliseconds since 1970. */
  readonly since: number;
}

async function recordOf(certificate: Certificate, since: number): Promise<CertificateRecord> {
  return { fingerprint: await fingerprintOf(certificate), certificate: certificate.der.slice(), since };
}

/** Authorities the person chose to trust for mail. */
export class Authorities {
  readonly #storage: VaultStorage;
  readonly #clock: Clock;
  /** Oldest first. */
  readonly list: () => Promise<readonly StoredAuthority[]>;

  constructor(storage: VaultStorage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
    this.list = storage.kept("authorities", async (database) => {
      const records = await database.getAll("authorities");
      return records
        .toSorted((a, b) => a.since - b.since)
        .map(({ certificate, since }) => ({ certificate: readCertificate(certificate), since }));
    });
  }

  async anchors(): Promise<AnchorSource> {
    return anchorsOf((await this.list()).map(({ certificate }) => certificate));
  }

  /** Called for nothing but a person's explicit choice. */
  async add(certificate: Certificate): Promise<void> {
    const record = await recordOf(certificate, this.#clock());
    await this.#storage.change(["authorities"], async (transaction) => {
      const store = transaction.objectStore("authorities");
      if (!(await store.get(record.fingerprint))) await store.put(record);
    });
  }

  async remove(fingerprint: string): Promise<void> {
    await this.#storage.change(["authorities"], async (transaction) => {
      await transaction.objectStore("authorities").delete(fingerprint);
    });
  }
}

/** Records kept at most: whoever sends verified mail could fill the disk otherwise. The oldest go first. */
export const INTERMEDIATES_KEPT = 500;

async function evict(transaction: VaultTransaction): Promise<void> {
  const store = transaction.objectStore("intermediates");
  let excess = (await store.count()) - INTERMEDIATES_KEPT;
  for (let cursor = await store.index("since").openCursor(); cursor && excess > 0; excess--) {
    await cursor.delete();
    cursor = await cursor.continue();
  }
}

/** Issuers' certificates out of verified mail and of key files: they complete paths, and are never trusted as such. */
export class Intermediates {
  readonly #storage: VaultStorage;
  readonly #clock: Clock;
  readonly list: () => Promise<readonly Certificate[]>;

  constructor(storage: VaultStorage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
    this.list = storage.kept("intermediates", async (database) => {
      const records = await database.getAll("intermediates");
      return records.map(({ certificate }) => readCertificate(certificate));
    });
  }

  async add(certificates: readonly Certificate[]): Promise<void> {
    if (certificates.length === 0) return;
    const since = this.#clock();
    const records = await Promise.all(certificates.map(async (certificate) => recordOf(certificate, since)));
    await this.#storage.change(["intermediates"], async (transaction) => {
      const store = transaction.objectStore("intermediates");
      for (const record of records) await store.put(record);
      await evict(transaction);
    });
  }
}
