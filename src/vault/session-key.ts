/**
 * The unlocked vault key across restarts of the worker: wrapped in the browser's session memory, under a
 * non-extractable key that lives in IndexedDB. The disk does not hold the first, reading the first does not give the
 * second.
 */
import type { SessionMemory } from "../platform/platform.ts";
import { type Bytes, fromLatin1, latin1 } from "../smime/bytes.ts";
import type { VaultStorage } from "./database.ts";
import { associatedData, seal, unsealOrNull } from "./sealing.ts";

/** Milliseconds since 1970: the time in which an unlocked key may be used. */
export interface Term {
  readonly since: number;
  readonly until: number;
}

interface Remembered extends Term {
  /** Base64. */
  readonly iv: string;
  readonly ciphertext: string;
}

const MEMORY = "vault/unlocked";
const KEY = "session-key";

function purpose({ since, until }: Term): Bytes {
  return associatedData("waxwing session", String(since), String(until));
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== "object" || value === null) return false;
  const { since, until, iv, ciphertext } = { since: 0, until: 0, iv: null, ciphertext: null, ...value };
  return (
    typeof since === "number" && typeof until === "number" && typeof iv === "string" && typeof ciphertext === "string"
  );
}

export async function rememberVaultKey(
  storage: VaultStorage,
  memory: SessionMemory,
  vaultKey: Bytes,
  term: Term,
): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const { iv, ciphertext } = await seal(key, vaultKey, purpose(term));
  await storage.change(["session"], async (transaction) => {
    await transaction.objectStore("session").put(key, KEY);
  });
  const remembered: Remembered = { ...term, iv: btoa(latin1(iv)), ciphertext: btoa(latin1(ciphertext)) };
  await memory.write(MEMORY, remembered);
}

export interface Recalled extends Term {
  readonly vaultKey: Bytes;
}

/** Null where nothing is remembered, or where either half was lost or changed. */
export async function recallVaultKey(storage: VaultStorage, memory: SessionMemory): Promise<Recalled | null> {
  const remembered = await memory.read(MEMORY);
  if (!isRemembered(remembered)) return null;
  const key = await storage.read(async (database) => database.get("session", KEY));
  if (!key) return null;
  const { since, until } = remembered;
  const sealed = { iv: fromLatin1(atob(remembered.iv)), ciphertext: fromLatin1(atob(remembered.ciphertext)) };
  const vaultKey = await unsealOrNull(key, sealed, purpose({ since, until }));
  return vaultKey && { since, until, vaultKey };
}

export async function forgetVaultKey(storage: VaultStorage, memory: SessionMemory): Promise<void> {
  await memory.remove(MEMORY);
  await storage.change(["session"], async (transaction) => {
    await transaction.objectStore("session").delete(KEY);
  });
}
