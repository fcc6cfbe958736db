/** How a person wants their letters to begin. */
import type { VaultStorage } from "./database.ts";

export interface StoredWriting {
  readonly formatted: boolean;
  readonly alwaysSign: boolean;
  readonly encryptWhenPossible: boolean;
  readonly opaqueSignatures: boolean;
  readonly closing: string;
}

const WRITING = "writing";

/** UTF-16 code units: a page of text. */
const LONGEST_CLOSING = 4_000;

const DEFAULTS: StoredWriting = {
  formatted: true,
  alwaysSign: false,
  encryptWhenPossible: false,
  opaqueSignatures: false,
  closing: "",
};

function isPartOf(value: unknown): value is Partial<StoredWriting> {
  return typeof value === "object" && value !== null;
}

export class WritingStore {
  readonly #storage: VaultStorage;

  constructor(storage: VaultStorage) {
    this.#storage = storage;
  }

  /** What was never chosen is as it comes. */
  async read(): Promise<StoredWriting> {
    const stored = await this.#storage.read(async (database) => database.get("settings", WRITING));
    return isPartOf(stored) ? { ...DEFAULTS, ...stored } : DEFAULTS;
  }

  async write(writing: StoredWriting): Promise<StoredWriting> {
    const kept = { ...writing, closing: writing.closing.slice(0, LONGEST_CLOSING) };
    await this.#storage.change(["settings"], async (transaction) => {
      await transaction.objectStore("settings").put(kept, WRITING);
    });
    return kept;
  }
}
