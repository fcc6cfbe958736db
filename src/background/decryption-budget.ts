/**
 * How much a webmail page may have decrypted unasked between two unlocks. Its server can serve the same ciphertext in
 * any number of altered forms, and each answer, be it only whether it opened or how tall it is, tells a little about
 * the plaintext (the oracles of Vaudenay and of EFAIL's gadgets; CBC is not authenticated). Nobody reads that many
 * letters, and nobody's mail fails that often: then the vault locks, and the person is asked.
 */
import type { SessionMemory } from "../platform/platform.ts";
import type { EncryptionVerdict } from "../smime/verdict/vocabulary.ts";

/** Points between two unlocks. */
export const DECRYPTION_BUDGET = 500;
/** Points of a message that a key was found for and that did not open. */
export const FAILURE_COST = 10;

const MEMORY = "decryption/spent";

function costOf(encryption: EncryptionVerdict): number {
  switch (encryption.kind) {
    case "none":
    case "locked":
      return 0;
    case "decrypted":
      return 1;
    case "failed":
      return encryption.code === "cms/decryption-failed" ? FAILURE_COST : 0;
  }
}

export class DecryptionBudget {
  readonly #memory: SessionMemory;
  readonly #onSpent: () => Promise<void>;
  /** One charge after another: what is read must be what was last written. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(memory: SessionMemory, onSpent: () => Promise<void>) {
    this.#memory = memory;
    this.#onSpent = onSpent;
  }

  #inOrder(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  /** Resolves after the vault was locked, if this was too much. */
  charge(encryption: EncryptionVerdict): Promise<void> {
    const cost = costOf(encryption);
    if (cost === 0) return Promise.resolve();
    return this.#inOrder(async () => {
      const remembered = await this.#memory.read(MEMORY);
      const spent = (typeof remembered === "number" ? remembered : 0) + cost;
      await this.#memory.write(MEMORY, spent);
      if (spent >= DECRYPTION_BUDGET) await this.#onSpent();
    });
  }

  /** The person unlocked. */
  refill(): Promise<void> {
    return this.#inOrder(async () => this.#memory.remove(MEMORY));
  }
}
