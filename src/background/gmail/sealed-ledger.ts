/**
 * Which sealed copies may leave through Gmail, and which have: digests, not octets, in session memory, so that a worker
 * that was killed in the middle forgets neither. Only what the worker sealed for a ticket is sent for it, and once.
 */
import type { SessionMemory } from "../../platform/platform.ts";
import { type Bytes, toHex } from "../../smime/bytes.ts";
import { SmimeError } from "../../smime/errors.ts";

/** Letters remembered; the oldest go first. */
export const LETTERS_KEPT = 40;

const MEMORY = "gmail/sealed";

/** `handed`: Gmail was given it, and has not said what became of it. */
export type Fate = "sealed" | "handed" | "sent";

interface Entry {
  readonly digest: string;
  /** The conversation it answers; null for none. */
  readonly thread: string | null;
  readonly from: string;
  readonly fate: Fate;
}

interface Letter {
  readonly ticket: string;
  readonly entries: readonly Entry[];
}

export type SealedFor = Omit<Entry, "digest" | "fate">;

export interface Claim extends SealedFor {
  /** What was known of the copy before. */
  readonly before: Fate;
}

function isLetters(value: unknown): value is readonly Letter[] {
  return Array.isArray(value);
}

async function digestOf(raw: Bytes): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", raw)));
}

export class SealedLedger {
  readonly #memory: SessionMemory;
  /** One change after another: what is read must be what was last written. */
  #queue: Promise<unknown> = Promise.resolve();

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
    const digest = await digestOf(raw);
    await this.#inOrder(async () =>
      this.#put(ticket, [...(await this.#entries(ticket)), { digest, ...sealed, fate: "sealed" }]),
    );
  }

  /**
   * Claims the right to hand this copy over. Null: it was sent already. `again`: the person knows that it may have left.
   * @throws SmimeError protocol/forbidden for what was not sealed here, webmail/outcome-unknown
   */
  async claim(ticket: string, raw: Bytes, again: boolean): Promise<Claim | null> {
    const digest = await digestOf(raw);
    return this.#inOrder(async () => {
      const entry = (await this.#entries(ticket)).find((one) => one.digest === digest);
      if (entry === undefined) throw new SmimeError("protocol/forbidden", { request: "gmail/send" });
      if (entry.fate === "sent") return null;
      if (entry.fate === "handed" && !again) throw new SmimeError("webmail/outcome-unknown", {});
      await this.#mark(ticket, digest, "handed");
      return { thread: entry.thread, from: entry.from, before: entry.fate };
    });
  }

  /** What became of a copy that was claimed. */
  async settle(ticket: string, raw: Bytes, fate: Fate): Promise<void> {
    const digest = await digestOf(raw);
    await this.#inOrder(async () => this.#mark(ticket, digest, fate));
  }

  async #mark(ticket: string, digest: string, fate: Fate): Promise<void> {
    const entries = await this.#entries(ticket);
    await this.#put(
      ticket,
      entries.map((entry) => (entry.digest === digest ? { ...entry, fate } : entry)),
    );
  }
}
