/**
 * The journal: every unfinished letter, sealed, from the first key struck until it was sent or discarded. What was saved
 * before stays whole whatever happens to a save: one letter is one transaction.
 */
import type { Bytes } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import type { FoundLetter, KeptLetter, KeptUntil } from "../smime/verdict/kept-letter.ts";
import type { LetterPartRecord, LetterRecord, VaultStorage } from "./database.ts";
import type { JournalKey } from "./journal-key.ts";
import { readLetter, writeLetter } from "./letter-octets.ts";
import type { Clock } from "./lock.ts";
import { LETTER, openParts, removeLetter, removeOthers, START, sealPart } from "./letter-parts.ts";

export const JOURNAL_LIMITS = {
  /** Unfinished letters, without those discarded. */
  letters: 100,
  /** Octets of attachments and pictures of one letter: about what can be sent. */
  letter: 60 * 1024 * 1024,
  /** Octets of attachments of all letters. */
  all: 512 * 1024 * 1024,
} as const;

/** Milliseconds in which a discarded letter can be had back. */
export const GRACE = 24 * 60 * 60 * 1000;

/** Who writes: one composer in one document. */
export interface Holder {
  readonly ticket: string;
  readonly document: string;
}

/** Where and by whom a letter was begun; told once, with its first save. */
export interface Beginning {
  readonly place: string | null;
  readonly account: string;
  readonly answers: string | null;
  /** What the composer was opened with, as octets that only the caller reads. */
  readonly start: Bytes;
}

export interface Save {
  readonly letter: KeptLetter;
  readonly revision: number;
  /** A save that was still to come while the letter is being sent: it may have left all the same. */
  readonly leaving: boolean;
}

export interface Saved {
  readonly until: KeptUntil;
  /** A letter was begun with it. */
  readonly fresh: boolean;
}

const STORES = ["letters", "letterParts"] as const;

/** Names of what is kept beside the text. */
function partsOf({ images, attachments }: KeptLetter): readonly string[] {
  return [...images, ...attachments].map(({ id }) => id);
}

export class Journal {
  readonly #storage: VaultStorage;
  readonly #key: JournalKey;
  readonly #clock: Clock;
  /** One after the other: two first saves of one letter would make two letters. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(storage: VaultStorage, key: JournalKey, clock: Clock) {
    this.#storage = storage;
    this.#key = key;
    this.#clock = clock;
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #heldBy(ticket: string): Promise<LetterRecord | null> {
    return (await this.#storage.read(async (database) => database.getFromIndex("letters", "holder", ticket))) ?? null;
  }

  /** @throws SmimeError journal/full */
  async #begun({ ticket, document }: Holder, beginning: Beginning): Promise<LetterRecord> {
    const kept = (await this.all()).filter(({ discarded }) => discarded === null);
    if (kept.length >= JOURNAL_LIMITS.letters) throw new SmimeError("journal/full", { letters: kept.length });
    const { place, account, answers } = beginning;
    const id = crypto.randomUUID();
    const untouched = { revision: -1, saved: 0, discarded: null, handed: false, size: 0 };
    return { id, holder: ticket, document, place, account, answers, ...untouched };
  }

  /**
   * Keeps the letter as it stands now; the first time under a new id. A composer whose letter was taken over by another
   * begins one of its own, so that neither overwrites the other.
   * @param begin asked for only where the letter is new
   * @throws SmimeError journal/full, vault/storage-failed: then what was saved before is as it was
   */
  save(holder: Holder, { letter, revision, leaving }: Save, begin: () => Promise<Beginning>): Promise<Saved> {
    return this.#inOrder(async () => {
      const { point, until } = await this.#key.publicKey();
      const known = await this.#heldBy(holder.ticket);
      const beginning = known ? null : await begin();
      const record = known ?? (beginning && (await this.#begun(holder, beginning)));
      const fresh = beginning !== null;
      if (!record || revision <= record.revision) return { until, fresh };
      const parts = [await sealPart(point, record.id, LETTER, writeLetter(letter))];
      if (beginning) parts.push(await sealPart(point, record.id, START, beginning.start));
      const saved = { ...record, document: holder.document, revision, saved: this.#clock(), discarded: null };
      await this.#put({ ...saved, handed: leaving && record.handed }, parts, new Set(partsOf(letter)));
      return { until, fresh };
    });
  }

  async #put(record: LetterRecord, parts: readonly LetterPartRecord[], attached: ReadonlySet<string>): Promise<void> {
    await this.#storage.change(STORES, async (transaction) => {
      const removed = await removeOthers(transaction, record.id, attached);
      for (const part of parts) await transaction.objectStore("letterParts").put(part);
      await transaction.objectStore("letters").put({ ...record, size: record.size - removed });
    });
  }

  /**
   * Keeps the octets of an attachment that the letter, saved before, names.
   * @throws SmimeError journal/too-large, journal/unknown, vault/storage-failed
   */
  attach(ticket: string, part: string, content: Bytes): Promise<void> {
    return this.#inOrder(async () => {
      const record = await this.#heldBy(ticket);
      if (!record) throw new SmimeError("journal/unknown", {});
      const present = await this.#storage.read(async (database) => database.getKey("letterParts", [record.id, part]));
      if (present !== undefined) return;
      const size = record.size + content.length;
      const all = (await this.all()).reduce((sum, other) => sum + other.size, content.length);
      if (size > JOURNAL_LIMITS.letter)
        throw new SmimeError("journal/too-large", { size, limit: JOURNAL_LIMITS.letter });
      if (all > JOURNAL_LIMITS.all) throw new SmimeError("journal/too-large", { size: all, limit: JOURNAL_LIMITS.all });
      const { point } = await this.#key.publicKey();
      const sealed = await sealPart(point, record.id, part, content);
      await this.#storage.change(STORES, async (transaction) => {
        await transaction.objectStore("letterParts").put(sealed);
        await transaction.objectStore("letters").put({ ...record, size });
      });
    });
  }

  /** Discarded ones too, newest first. Needs no key. */
  async all(): Promise<readonly LetterRecord[]> {
    const records = await this.#storage.read(async (database) => database.getAll("letters"));
    return records.toSorted((a, b) => b.saved - a.saved);
  }

  /** Null for an unknown id. */
  async record(id: string): Promise<LetterRecord | null> {
    return (await this.#storage.read(async (database) => database.get("letters", id))) ?? null;
  }

  async #part(id: string, part: string): Promise<Bytes | null> {
    return (await openParts(this.#storage, this.#key, id, [part])).get(part) ?? null;
  }

  /** The letter without its attachments. @throws SmimeError vault/locked, journal/unknown, vault/damaged */
  async letter(id: string): Promise<KeptLetter> {
    if (!(await this.record(id))) throw new SmimeError("journal/unknown", {});
    const octets = await this.#part(id, LETTER);
    if (!octets) throw new SmimeError("vault/damaged", { record: "letter" });
    return readLetter(octets);
  }

  /** What the composer was opened with; null where that cannot be had. @throws SmimeError vault/locked */
  async start(id: string): Promise<Bytes | null> {
    return this.#part(id, START);
  }

  /** @throws SmimeError vault/locked, journal/unknown, vault/damaged */
  async read(id: string): Promise<FoundLetter> {
    const letter = await this.letter(id);
    const opened = await openParts(this.#storage, this.#key, id, partsOf(letter));
    return { letter, contents: [...opened].map(([part, content]) => ({ id: part, content })) };
  }

  async #change(id: string, change: (record: LetterRecord) => LetterRecord): Promise<void> {
    await this.#inOrder(async () =>
      this.#storage.change(["letters"], async (transaction) => {
        const store = transaction.objectStore("letters");
        const record = await store.get(id);
        if (!record) throw new SmimeError("journal/unknown", {});
        await store.put(change(record));
      }),
    );
  }

  /** Another composer goes on with it, under its own ticket and from its own first revision. */
  async take(id: string, ticket: string): Promise<void> {
    await this.#change(id, (record) => ({ ...record, holder: ticket, document: null, revision: -1, discarded: null }));
  }

  /** A composer drew the letter that it took: it is open there from now on. */
  async draw(id: string, { ticket, document }: Holder): Promise<void> {
    await this.#change(id, (record) => (record.holder === ticket ? { ...record, document } : record));
  }

  /** Marks it; for `GRACE` it can be had back. */
  async discard(id: string): Promise<void> {
    await this.#change(id, (record) => ({ ...record, discarded: this.#clock() }));
  }

  async restore(id: string): Promise<void> {
    await this.#change(id, (record) => ({ ...record, discarded: null }));
  }

  /** Null where this composer has saved nothing. */
  async idOf(ticket: string): Promise<string | null> {
    return (await this.#heldBy(ticket))?.id ?? null;
  }

  /** It was sealed and goes to whoever sends: from now on it may have left. */
  async hand(ticket: string): Promise<void> {
    const id = await this.idOf(ticket);
    if (id !== null) await this.#change(id, (record) => ({ ...record, handed: true }));
  }

  /** It was sent: gone for good. */
  async remove(id: string): Promise<void> {
    await this.#inOrder(async () => this.#storage.change(STORES, async (transaction) => removeLetter(transaction, id)));
  }

  /** Removes what was discarded longer than `GRACE` ago. */
  async sweep(): Promise<void> {
    const due = this.#clock() - GRACE;
    const old = (await this.all()).filter(({ discarded }) => discarded !== null && discarded < due);
    for (const { id } of old) await this.remove(id);
  }

  /** The vault was opened: the private half comes under its key. */
  async settle(): Promise<void> {
    await this.#inOrder(async () => this.#key.settle());
  }

  /** Makes another vault by `work`; letters that can be opened now can be opened with it. */
  carryOver<T>(work: () => Promise<T>): Promise<T> {
    return this.#inOrder(async () => this.#key.carryOver(work));
  }
}
