/**
 * Which sealed copies may leave through Gmail, and which have: digests, not octets, in session memory, so that a worker
 * that was killed in the middle forgets neither. Only what the worker sealed for a ticket is sent for it, and once.
 */
import type { SessionMemory } from "../../platform/platform.ts";
import type { Bytes } from "../../smime/bytes.ts";
import { SmimeError } from "../../smime/errors.ts";
import { fingerprintOfOctets } from "../../vault/fingerprint.ts";

/** Letters remembered; the oldest go first. */
export const LETTERS_KEPT = 40;

const MEMORY = "gmail/sealed";

/** `handed`: Gmail was given it, and has not said what became of it. */
export type Standing =
  | { readonly fate: "sealed" | "sent" }
  /** `session`: the upload that can be asked. */
  | { readonly fate: "handed"; readonly session: string };

export interface SealedFor {
  /** The conversation it answers; null for none. */
  readonly thread: string | null;
  readonly from: string;
}

interface Entry extends SealedFor {
  readonly digest: string;
  readonly standing: Standing;
}

interface Letter {
  readonly ticket: string;
  readonly entries: readonly Entry[];
}

export interface Claim extends SealedFor {
  /** What is known of the copy. */
  readonly before: Standing;
}

function isLetters(value: unknown): value is readonly Letter[] {
  return Array.isArray(value);
}

export class SealedLedger {
  readonly #memory: SessionMemory;
  /** One change after another: what is read must be what was last written. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Digests of what this worker is handing over. They die with it, as its requests do. */
  readonly #claimed = new Set<string>();

  constructor(memory: SessionMemory) {
    this.#memory = memory;
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #letters(): Promise<readonly Letter[]> {
    const value = await this.#memory.read(MEMORY);
    return isLetters(value) ? value : [];
  }

  async #put(ticket: string, entries: readonly Entry[]): Promise<void> {
    const others = (await this.#letters()).filter((letter) => letter.ticket !== ticket);
    await this.#memory.write(MEMORY, [...others, { ticket, entries }].slice(-LETTERS_KEPT));
  }

  async #entries(ticket: string): Promise<readonly Entry[]> {
    return (await this.#letters()).find((letter) => letter.ticket === ticket)?.entries ?? [];
  }

  /** The worker sealed this copy. */
  async record(ticket: string, raw: Bytes, sealed: SealedFor): Promise<void> {
    const digest = await fingerprintOfOctets(raw);
    const entry: Entry = { digest, ...sealed, standing: { fate: "sealed" } };
    await this.#inOrder(async () => this.#put(ticket, [...(await this.#entries(ticket)), entry]));
  }

  /**
   * Claims the right to hand this copy over, until it is released. Null: it was sent already.
   * @throws SmimeError protocol/forbidden for what was not sealed here, webmail/outcome-unknown while another holds it
   */
  async claim(ticket: string, raw: Bytes): Promise<Claim | null> {
    const digest = await fingerprintOfOctets(raw);
    return this.#inOrder(async () => {
      const entry = (await this.#entries(ticket)).find((one) => one.digest === digest);
      if (entry === undefined) throw new SmimeError("protocol/forbidden", { request: "gmail/send" });
      if (entry.standing.fate === "sent") return null;
      if (this.#claimed.has(digest)) throw new SmimeError("webmail/outcome-unknown", {});
      this.#claimed.add(digest);
      return { thread: entry.thread, from: entry.from, before: entry.standing };
    });
  }

  async release(raw: Bytes): Promise<void> {
    this.#claimed.delete(await fingerprintOfOctets(raw));
  }

  /** What became of a copy that was claimed. */
  async settle(ticket: string, raw: Bytes, standing: Standing): Promise<void> {
    const digest = await fingerprintOfOctets(raw);
    await this.#inOrder(async () => {
      const entries = await this.#entries(ticket);
      await this.#put(
        ticket,
        entries.map((entry) => (entry.digest === digest ? { ...entry, standing } : entry)),
      );
    });
  }
}
