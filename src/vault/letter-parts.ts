/** The sealed parts of kept letters: each bound to its letter and its name, so that none can stand in for another. */
import type { Bytes } from "../smime/bytes.ts";
import { openSealed, sealTo } from "../smime/crypto/hpke.ts";
import type { LetterPartRecord, VaultStorage, VaultTransaction } from "./database.ts";
import type { JournalKey } from "./journal-key.ts";
import { associatedData } from "./sealing.ts";

/** The letter itself, by its own octets. */
export const LETTER = "letter";
/** What the composer was opened with. */
export const START = "start";

const INFO = associatedData("waxwing journal");

function binding(letter: string, part: string) {
  return { info: INFO, additionalData: associatedData("waxwing letter", letter, part) };
}

export async function sealPart(
  publicKey: Bytes,
  letter: string,
  part: string,
  octets: Bytes,
): Promise<LetterPartRecord> {
  return { letter, part, size: octets.length, sealed: await sealTo(publicKey, octets, binding(letter, part)) };
}

/** Removes a letter and all its parts. */
export async function removeLetter(transaction: VaultTransaction, id: string): Promise<void> {
  const parts = transaction.objectStore("letterParts");
  for (const key of await parts.index("letter").getAllKeys(id)) await parts.delete(key);
  await transaction.objectStore("letters").delete(id);
}

/** Removes attachments that the letter no longer names. @returns their octets */
export async function removeOthers(
  transaction: VaultTransaction,
  id: string,
  kept: ReadonlySet<string>,
): Promise<number> {
  const store = transaction.objectStore("letterParts");
  let removed = 0;
  for (const key of await store.index("letter").getAllKeys(id)) {
    const [, part] = key;
    if (part === LETTER || part === START || kept.has(part)) continue;
    removed += (await store.get(key))?.size ?? 0;
    await store.delete(key);
  }
  return removed;
}

/** Those of these parts that are there and open. @throws SmimeError vault/locked */
export async function openParts(
  storage: VaultStorage,
  journalKey: JournalKey,
  letter: string,
  parts: readonly string[],
): Promise<ReadonlyMap<string, Bytes>> {
  const key = await journalKey.privateKey();
  const opened = new Map<string, Bytes>();
  for (const part of parts) {
    const record = await storage.read(async (database) => database.get("letterParts", [letter, part]));
    const octets = record && (await openSealed(key, record.sealed, binding(letter, part)));
    if (octets) opened.set(part, octets);
  }
  return opened;
}
