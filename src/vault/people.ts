/** Correspondents and the certificate each is written to: learned from verified mail, or imported by the person. */
import { isSmimeError } from "../smime/errors.ts";
import { type Certificate, readCertificate } from "../smime/x509/certificate.ts";
import { parseMailAddress } from "../smime/x509/mail-address.ts";
import { namesEqual } from "../smime/x509/name.ts";
import { mailAddressesOf } from "../smime/x509/subject-alt-name.ts";
import type { LookedUp, PersonRecord, PersonSource, VaultStorage } from "./database.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { Clock } from "./lock.ts";

export interface StoredPerson {
  readonly address: string;
  readonly certificate: Certificate;
  readonly source: PersonSource;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly capabilities: readonly string[];
  readonly replaced: { readonly fingerprint: string; readonly otherAuthority: boolean } | null;
  /** Null where no look-up brought it. */
  readonly lookedUp: LookedUp | null;
}

/** What a verified message taught. `chain` ends with the anchor. */
export interface Lesson {
  readonly address: string;
  readonly certificate: Certificate;
  readonly chain: readonly Certificate[];
  readonly capabilities: readonly string[];
}

/** One key for every spelling of an address that mail systems deliver alike; null for what is no address. */
export function personKey(address: string): string | null {
  const parsed = parseMailAddress(address);
  return parsed && `${parsed.local}@${parsed.domain}`;
}

function readRecord(record: PersonRecord): StoredPerson {
  const { address, source, since, capabilities, replaced } = record;
  const lookedUp = record.lookedUp ?? null;
  return { address, certificate: readCertificate(record.certificate), source, since, capabilities, replaced, lookedUp };
}

type Incoming = Omit<PersonRecord, "replaced">;

/** The anchors where both are known; issuers change more often than authorities do. */
function isOtherAuthority(before: PersonRecord, incoming: Incoming): boolean {
  if (before.authority !== null && incoming.authority !== null) return before.authority !== incoming.authority;
  const [old, fresh] = [readCertificate(before.certificate), readCertificate(incoming.certificate)];
  return !namesEqual(old.issuer, fresh.issuer);
}

/** What the person chose stays chosen; what mail proved stays proved. */
function stronger(a: PersonSource, b: PersonSource): PersonSource {
  const order: readonly PersonSource[] = ["imported", "learned"];
  return order.find((source) => source === a || source === b) ?? "vouched";
}

/** The record with its memory of the one before it; a certificate seen again keeps the memory it had. */
function succeeding(before: PersonRecord | undefined, incoming: Incoming): PersonRecord {
  if (!before) return { ...incoming, replaced: null };
  if (before.fingerprint === incoming.fingerprint) {
    const { source, since, replaced } = before;
    const lookedUp = incoming.lookedUp ?? before.lookedUp;
    const kept = { ...incoming, since, replaced, source: stronger(source, incoming.source) };
    return lookedUp === undefined ? kept : { ...kept, lookedUp };
  }
  const replaced = { fingerprint: before.fingerprint, otherAuthority: isOtherAuthority(before, incoming) };
  return { ...incoming, replaced };
}

/** The same letter opened again teaches nothing new: then nothing is written, and nobody waits for the disk. */
function isSameRecord(before: PersonRecord, next: PersonRecord): boolean {
  const sameCapabilities = before.capabilities.join(" ") === next.capabilities.join(" ");
  const { fingerprint, source, authority, lookedUp } = next;
  const sameOrigin = before.source === source && before.lookedUp?.date === lookedUp?.date;
  return sameCapabilities && sameOrigin && before.fingerprint === fingerprint && before.authority === authority;
}

/**
 * An old letter opened today must not bring back an old certificate, and what a letter teaches must not take the place
 * of what the person chose, while that is valid.
 */
function yieldsTo(before: PersonRecord, incoming: Incoming, now: number): boolean {
  if (before.fingerprint === incoming.fingerprint || incoming.source === "imported") return true;
  const [old, fresh] = [readCertificate(before.certificate), readCertificate(incoming.certificate)];
  if (now > old.notAfter) return true;
  return before.source !== "imported" && fresh.notBefore >= old.notBefore;
}

export class People {
  readonly #storage: VaultStorage;
  readonly #clock: Clock;

  /** By address. */
  readonly list: () => Promise<readonly StoredPerson[]>;

  constructor(storage: VaultStorage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
    this.list = storage.kept("people", async (database) => (await database.getAll("people")).map(readRecord));
  }

  async find(address: string): Promise<StoredPerson | null> {
    const key = personKey(address);
    if (key === null) return null;
    const record = await this.#storage.read(async (database) => database.get("people", key));
    return record ? readRecord(record) : null;
  }

  async #keep(incoming: readonly Incoming[]): Promise<void> {
    const now = this.#clock();
    await this.#storage.change(["people"], async (transaction) => {
      const store = transaction.objectStore("people");
      for (const one of incoming) {
        const before = await store.get(one.address);
        if (before && !yieldsTo(before, one, now)) continue;
        const next = succeeding(before, one);
        if (!before || !isSameRecord(before, next)) await store.put(next);
      }
    });
  }

  /** From mail that was verified, for the address it was verified for, and from nothing else. */
  async learn({ address, certificate, chain, capabilities }: Lesson): Promise<void> {
    const key = personKey(address);
    if (key === null) return;
    const anchor = chain.at(-1);
    const common = {
      certificate: certificate.der.slice(),
      fingerprint: await fingerprintOf(certificate),
      capabilities,
    };
    const authority = anchor ? await fingerprintOf(anchor) : null;
    await this.#keep([{ address: key, ...common, source: "learned", since: this.#clock(), authority }]);
  }

  /** Certificates the person vouches for, under every address each names. Returns how many addresses that were. */
  async import(certificates: readonly Certificate[], lookedUp: LookedUp | null = null): Promise<number> {
    return this.#keepAll(certificates, "imported", lookedUp);
  }

  /** Certificates that a trusted authority vouches for: they are worth as much as that authority. */
  async keepVouched(certificates: readonly Certificate[], lookedUp: LookedUp | null = null): Promise<number> {
    return this.#keepAll(certificates, "vouched", lookedUp);
  }

  async #keepAll(
    certificates: readonly Certificate[],
    source: PersonSource,
    lookedUp: LookedUp | null,
  ): Promise<number> {
    const origin = { source, ...(lookedUp === null ? {} : { lookedUp }) };
    const since = this.#clock();
    const incoming: Incoming[] = [];
    for (const certificate of certificates) {
      const fingerprint = await fingerprintOf(certificate);
      const common = { certificate: certificate.der.slice(), fingerprint, capabilities: [], authority: null };
      for (const address of addressKeys(certificate)) incoming.push({ address, ...common, ...origin, since });
    }
    await this.#keep(incoming);
    return incoming.length;
  }

  async remove(address: string): Promise<void> {
    const key = personKey(address);
    if (key === null) return;
    await this.#storage.change(["people"], async (transaction) => {
      await transaction.objectStore("people").delete(key);
    });
  }
}

function addressKeys(certificate: Certificate): readonly string[] {
  try {
    const keys = mailAddressesOf(certificate).addresses.map((address) => personKey(address));
    return [...new Set(keys)].filter((key) => key !== null);
  } catch (error) {
    if (isSmimeError(error)) return [];
    throw error;
  }
}
