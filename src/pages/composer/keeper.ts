/**
 * Keeps what is typed: soon after a change, one save at a time, and again until it succeeds. It knows neither page nor
 * worker, only how to ask. Attachments go beside the text, so that a large one never makes the text wait.
 */
import type { KeptLetter, KeptUntil } from "../../smime/verdict/kept-letter.ts";
import { failureOf, type Told } from "../ui/sentences.ts";
import { keptOf, type Letter, type LetterAttachment, partsOf } from "./letter.ts";
import { atMost } from "./patience.ts";

/** Milliseconds from a change to its save: with a save that is lost, and the next one, below two seconds. */
export const PAUSE = 300;
/**
 * Milliseconds after which a save without an answer counts as lost with its worker. As many the next time, for a worker can
 * be stopped twice; then twice as many each time.
 */
export const PATIENCE = 700;
const MOST_PATIENCE = 8 * PATIENCE;
/** An attachment takes longer. */
const ATTACH_PATIENCE = 60_000;
/** Milliseconds after a save that failed. */
export const RETRY = 3_000;

/** What may succeed another time: a full disk, a worker that was stopped. */
const PASSING: ReadonlySet<string> = new Set(["vault/storage-failed", "protocol/interrupted"]);

export interface Unkept {
  readonly filename: string;
  readonly failure: Told;
}

export interface Kept {
  /** How long it can be found again; null before the first save. */
  readonly until: KeptUntil | null;
  /** Whether all that was typed is kept. */
  readonly whole: boolean;
  readonly failure: Told | null;
  /** Attachments that are not kept. */
  readonly unkept: readonly Unkept[];
}

export const NOTHING_KEPT: Kept = { until: null, whole: true, failure: null, unkept: [] };

/** What is being saved right now counts as kept: leaving waits for it. */
export function isKept({ until, failure, unkept }: Kept): boolean {
  return until !== null && failure === null && unkept.length === 0;
}

/** Whatever happens to this page and this browser, all of it is found again. */
export function isSafe(kept: Kept): boolean {
  return isKept(kept) && kept.whole && kept.until === "unlocked";
}

export interface Journal {
  /** `leaving`: it is being sent meanwhile. `fresh`: under a new name, as after another window took the former one. It has no attachments yet. */
  save(
    letter: KeptLetter,
    revision: number,
    leaving: boolean,
  ): Promise<{ readonly until: KeptUntil; readonly fresh: boolean }>;
  attach(id: string, content: LetterAttachment["content"]): Promise<void>;
}

export class Keeper {
  readonly #journal: Journal;
  readonly #onKept: (kept: Kept) => void;
  #kept: Kept = NOTHING_KEPT;
  #latest: Letter | null = null;
  #saved: Letter | null = null;
  #savedRevision = -1;
  #revision = 0;
  #patience = PATIENCE;
  /** Saves without an answer since the last that had one. */
  #lost = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #saving: Promise<void> | null = null;
  #attaching: Promise<void> = Promise.resolve();
  readonly #attached = new Set<string>();
  /** By attachment; those are not sent again with every save. */
  readonly #refused = new Map<string, Unkept>();
  #leaving = false;
  #closed = false;

  /** @param attached ids of attachments that the journal has already */
  constructor(journal: Journal, onKept: (kept: Kept) => void, attached: readonly string[] = []) {
    this.#journal = journal;
    this.#onKept = onKept;
    for (const id of attached) this.#attached.add(id);
  }

  /** The letter as it is now. */
  note(letter: Letter): void {
    if (this.#closed) return;
    this.#leaving = false;
    this.#latest = letter;
    // Told of once more, it is to be saved once more: what the journal says of it has changed meanwhile.
    if (letter === this.#saved) this.#saved = null;
    if (this.#kept.whole) this.#tell({ whole: false });
    if (this.#saving === null) this.#later(PAUSE);
  }

  /** It is being sent: what is still to be saved is what leaves, until it is told of again. */
  leave(): void {
    this.#leaving = true;
  }

  /** Saves what is not saved yet without waiting; resolves when that is over, whether or not it succeeded. */
  async flush(): Promise<void> {
    this.#stopTimer();
    if (this.#latest !== this.#saved && !this.#closed) await this.#save();
    else await this.#saving;
  }

  /** Nothing is saved any more; resolves when a save that was under way is over. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimer();
    await this.#saving;
  }

  #tell(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    this.#onKept(this.#kept);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #later(pause: number): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#save();
    }, pause);
  }

  #save(): Promise<void> {
    const letter = this.#latest;
    if (letter === null) return Promise.resolve();
    const saving = this.#saveInTime(letter).finally(() => {
      if (this.#saving !== saving) return;
      this.#saving = null;
      if (this.#latest !== this.#saved) this.#later(this.#kept.failure === null ? PAUSE : RETRY);
    });
    this.#saving = saving;
    return saving;
  }

  async #saveInTime(letter: Letter): Promise<void> {
    const answered = await atMost(
      this.#patience,
      this.#saveNow(letter, this.#revision++).then(() => true),
    );
    if (answered !== null) return;
    this.#patience = Math.min(PATIENCE * 2 ** this.#lost++, MOST_PATIENCE);
    // What was typed meanwhile has waited long enough.
    if (this.#kept.failure === null) this.#later(0);
  }

  async #saveNow(letter: Letter, revision: number): Promise<void> {
    try {
      const { until, fresh } = await this.#journal.save(keptOf(letter), revision, this.#leaving);
      if (fresh) this.#attached.clear();
      if (revision < this.#savedRevision) return;
      this.#savedRevision = revision;
      this.#saved = letter;
      this.#patience = PATIENCE;
      this.#lost = 0;
      this.#tell({ until, failure: null, whole: this.#latest === letter });
      this.#attachLater(letter);
    } catch (error) {
      if (revision > this.#savedRevision) this.#tell({ failure: failureOf(error), whole: false });
    }
  }

  /** One after the other; one without an answer keeps the others waiting only so long. */
  #attachLater(letter: Letter): void {
    this.#attaching = this.#attaching.then(async () => void (await atMost(ATTACH_PATIENCE, this.#attachAll(letter))));
  }

  async #attachAll(letter: Letter): Promise<void> {
    const attachments = partsOf(letter);
    for (const attachment of attachments) {
      const { id } = attachment;
      if (this.#attached.has(id) || this.#refused.has(id) || this.#closed) continue;
      await this.#attach(attachment);
    }
    const unkept = attachments.flatMap(({ id }) => this.#refused.get(id) ?? []);
    if (unkept.length > 0 || this.#kept.unkept.length > 0) this.#tell({ unkept });
  }

  async #attach({ id, filename, content }: LetterAttachment): Promise<void> {
    try {
      await this.#journal.attach(id, content);
      this.#attached.add(id);
    } catch (error) {
      const failure = failureOf(error);
      this.#refused.set(id, { filename, failure });
      if (!PASSING.has(failure.code)) return;
      setTimeout(() => {
        this.#refused.delete(id);
        if (this.#latest !== null) this.#attachLater(this.#latest);
      }, RETRY);
    }
  }
}
