/**
 * The credential store: keeps private keys sealed and lends their use through the ports of `cms/keys.ts`. It never
 * hands out a private key, and talks to nobody but the worker.
 */
import type { Alarms, SessionMemory } from "../platform/platform.ts";
import type { RecipientKey, SignerKey } from "../smime/cms/keys.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { namesAddress } from "../smime/x509/subject-alt-name.ts";
import { type AnchorSource, joinAnchors } from "../smime/x509/trust-anchor.ts";
import { Authorities, Intermediates } from "./certificates.ts";
import { VaultStorage } from "./database.ts";
import {
  type Candidate,
  chooseCertificate,
  fitsEncryption,
  fitsSigning,
  isValidAt,
  type RecipientChoice,
  type Trust,
} from "./encryption-certificate.ts";
import { GmailSettings } from "./gmail-settings.ts";
import { Identities, type StoredIdentity } from "./identities.ts";
import { Journal } from "./journal.ts";
import { JournalKey } from "./journal-key.ts";
import { type Clock, VaultLock } from "./lock.ts";
import { LookUpStore } from "./look-up-settings.ts";
import { type Lesson, People, personKey } from "./people.ts";
import { SettingsStore } from "./settings.ts";
import { WritingStore } from "./writing-settings.ts";

export interface VaultSurroundings {
  readonly memory: SessionMemory;
  readonly alarms: Alarms;
  readonly clock: Clock;
  /** Authorities that are trusted for mail without the person's doing. */
  readonly builtInAnchors: AnchorSource;
}

function newestFirst(a: StoredIdentity, b: StoredIdentity): number {
  return b.certificate.notBefore - a.certificate.notBefore;
}

export class Vault {
  readonly storage = new VaultStorage();
  readonly settings = new SettingsStore(this.storage);
  readonly gmail = new GmailSettings(this.storage);
  readonly writing = new WritingStore(this.storage);
  readonly lookUp = new LookUpStore(this.storage, this.settings);
  readonly lock: VaultLock;
  readonly identities: Identities;
  readonly people: People;
  readonly authorities: Authorities;
  readonly intermediates: Intermediates;
  readonly journal: Journal;
  readonly #clock: Clock;
  readonly #builtInAnchors: AnchorSource;

  constructor({ memory, alarms, clock, builtInAnchors }: VaultSurroundings) {
    const { storage, settings } = this;
    this.#clock = clock;
    this.#builtInAnchors = builtInAnchors;
    this.lock = new VaultLock({ storage, memory, alarms, settings, clock });
    this.identities = new Identities(storage, this.lock, clock);
    this.people = new People(storage, clock);
    this.authorities = new Authorities(storage, clock);
    this.intermediates = new Intermediates(storage, clock);
    this.journal = new Journal(storage, new JournalKey(storage, memory, this.lock), clock);
  }

  async anchors(): Promise<AnchorSource> {
    return joinAnchors(await this.authorities.anchors(), this.#builtInAnchors);
  }

  /** Certificates met so far: they complete paths and name signers. None is trusted for being here. */
  async knownCertificates(): Promise<readonly Certificate[]> {
    const [intermediates, identities, people] = await Promise.all([
      this.intermediates.list(),
      this.identities.list(),
      this.people.list(),
    ]);
    const own = identities.flatMap(({ certificate, chain }) => [certificate, ...chain]);
    return [...intermediates, ...own, ...people.map(({ certificate }) => certificate)];
  }

  async #trust(): Promise<Trust> {
    const [anchors, intermediates] = await Promise.all([this.anchors(), this.knownCertificates()]);
    return { anchors, intermediates, now: this.#clock() };
  }

  async #identitiesNaming(address: string): Promise<readonly StoredIdentity[]> {
    const identities = await this.identities.list();
    return identities.filter(({ certificate }) => namesAddress(certificate, address)).toSorted(newestFirst);
  }

  async #candidates(address: string): Promise<readonly Candidate[]> {
    const own = (await this.#identitiesNaming(address)).map(
      ({ certificate }): Candidate => ({ certificate, source: "own", capabilities: [] }),
    );
    const person = await this.people.find(address);
    return person ? [...own, person] : own;
  }

  /** For each address what it can be written to with, by the rules of `encryption-certificate.ts`. */
  async recipients(addresses: readonly string[]): Promise<readonly RecipientChoice[]> {
    const trust = await this.#trust();
    return Promise.all(
      addresses.map(async (address): Promise<RecipientChoice> => {
        if (personKey(address) === null) return { kind: "malformed" };
        return chooseCertificate(await this.#candidates(address), trust);
      }),
    );
  }

  /**
   * Judges certificates out of a file as strictly as those out of mail: only an authority that is trusted already counts,
   * and not that somebody handed the file over. Nothing is kept.
   */
  async judgeVouched(
    candidates: readonly Certificate[],
    intermediates: readonly Certificate[],
  ): Promise<RecipientChoice> {
    const trust = await this.#trust();
    return chooseCertificate(
      candidates.map((certificate) => ({ certificate, source: "vouched", capabilities: [] })),
      { ...trust, intermediates: [...trust.intermediates, ...intermediates] },
    );
  }

  /** Every private key as a decryption port; "locked" while they cannot be used. */
  async recipientKeys(): Promise<readonly RecipientKey[] | "locked"> {
    return this.identities.recipientKeys();
  }

  /**
   * The sender's own certificate for the copy to self: the newest valid one, else the newest at all, for it only has to
   * be opened by a key that is here. Null where no identity for this address can decrypt.
   */
  async ownCertificate(address: string): Promise<Certificate | null> {
    const fitting = (await this.#identitiesNaming(address)).filter(({ certificate }) => fitsEncryption(certificate));
    const now = this.#clock();
    return (fitting.find(({ certificate }) => isValidAt(certificate, now)) ?? fitting[0])?.certificate ?? null;
  }

  async #signingIdentity(address: string): Promise<StoredIdentity | null> {
    const now = this.#clock();
    const identities = await this.#identitiesNaming(address);
    return identities.find(({ certificate }) => isValidAt(certificate, now) && fitsSigning(certificate)) ?? null;
  }

  async canSignAs(address: string): Promise<boolean> {
    return (await this.#signingIdentity(address)) !== null;
  }

  /**
   * The signing port for a From address: the newest identity that is valid now, names the address and may sign. Where
   * another certificate is the one to encrypt to, it travels along, so that whoever answers can encrypt.
   * @returns null where there is no such identity @throws SmimeError vault/locked, vault/damaged
   */
  async signerFor(address: string): Promise<SignerKey | null> {
    const identity = await this.#signingIdentity(address);
    const signer = identity && (await this.identities.signer(identity.id));
    if (!signer || fitsEncryption(signer.certificate)) return signer;
    const own = await this.ownCertificate(address);
    return own ? withChain(signer, [...signer.chain, own]) : signer;
  }

  /** Keeps what verified mail taught: the author's certificate, and the intermediates above it. */
  async learn(lesson: Lesson): Promise<void> {
    await this.people.learn(lesson);
    await this.intermediates.add(lesson.chain.slice(0, -1));
  }
}

function withChain(signer: SignerKey, chain: readonly Certificate[]): SignerKey {
  return { certificate: signer.certificate, chain, sign: (scheme, octets) => signer.sign(scheme, octets) };
}
