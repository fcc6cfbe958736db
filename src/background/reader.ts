/** Reads messages with the vault's keys. Decrypted content stays in this worker's memory, and leaves it with the lock. */
import type { Bytes } from "../smime/bytes.ts";
import type { Pace } from "../smime/pace.ts";
import { readMessage } from "../smime/read-message.ts";
import type { OpenedMessage, ReadingContext } from "../smime/reading.ts";
import type { Clock } from "../vault/lock.ts";
import type { Vault } from "../vault/vault.ts";
import type { DecryptionBudget } from "./decryption-budget.ts";

/**
 * Who wants a message read. A page can ask as often as its server likes, so what it has decrypted is counted; a person
 * who hands over a file asks once each time.
 */
export type Asker = "page" | "person";

export interface ReadingWishes {
  /** Awaited together with what the vault holds, and before anything is opened. */
  readonly allowed?: Promise<void>;
  readonly pace?: Pace;
}

/** Of what is locked away, or was not decrypted, there is nothing but the report. */
export function isReadable({ report }: OpenedMessage): boolean {
  return report.encryption.kind === "none" || report.encryption.kind === "decrypted";
}

/** Messages kept open: a viewer asks for its content, then for its attachments, and for messages among those. */
const KEPT = 4;

export class Reader {
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #budget: DecryptionBudget;
  /** By ticket, and what is attached by ticket and place; least recently used first. */
  readonly #opened = new Map<string, OpenedMessage>();

  constructor(vault: Vault, clock: Clock, budget: DecryptionBudget) {
    this.#vault = vault;
    this.#clock = clock;
    this.#budget = budget;
  }

  /** Everything a message is read with, as the vault stands now. */
  async context(): Promise<ReadingContext> {
    const [anchors, certificates] = await Promise.all([this.#vault.anchors(), this.#vault.knownCertificates()]);
    return { keys: async () => this.#vault.recipientKeys(), anchors, certificates, now: this.#clock() };
  }

  async #contextOf({ allowed, pace }: ReadingWishes): Promise<ReadingContext> {
    const [context] = await Promise.all([this.context(), allowed]);
    return { ...context, ...(pace && { pace }) };
  }

  /** @throws SmimeError mime/* where the octets are no message; what `allowed` rejects with; what the pace throws */
  async read(raw: Bytes, asker: Asker, wishes: ReadingWishes = {}): Promise<OpenedMessage> {
    const opened = await readMessage(raw, this.#contextOf(wishes));
    if (asker === "page") await this.#budget.charge(opened.report.encryption);
    return opened;
  }

  /** The message a ticket stands for, as it was last read under this state of the vault. */
  async readFor(ticket: string, raw: Bytes, asker: Asker): Promise<OpenedMessage> {
    // Notices a lock whose time came while no alarm was heard: a message that was decrypted must not outlive it.
    const { kind } = await this.#vault.lock.state();
    if (kind !== "unlocked") this.forget();
    const kept = this.#opened.get(ticket);
    const opened = kept ?? (await this.read(raw, asker));
    this.keep(ticket, opened);
    return opened;
  }

  keep(ticket: string, opened: OpenedMessage): void {
    this.#opened.delete(ticket);
    this.#opened.set(ticket, opened);
    const [oldest] = this.#opened.keys();
    if (this.#opened.size > KEPT && oldest !== undefined) this.#opened.delete(oldest);
  }

  /** After every change of the vault: what is readable has changed. */
  forget(): void {
    this.#opened.clear();
  }
}
