/** AES-256-GCM with associated data that says what is sealed, so that no record can stand in for another. */
import { type Bytes, concat, utf8 } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import type { Sealed } from "./database.ts";

/** Associated data: a label of ours and the parts that bind a record, each with its length before it. */
export function associatedData(label: string, ...parts: readonly string[]): Bytes {
  const octets = [label, ...parts].map((part) => utf8(part));
  return concat(...octets.flatMap((part) => [Uint8Array.of(part.length >> 8, part.length & 0xff), part]));
}

export async function seal(key: CryptoKey, plaintext: Bytes, additionalData: Bytes): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const ciphertext = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plaintext);
  return { iv, ciphertext: new Uint8Array(ciphertext) };
}

/** Null where key, associated data or ciphertext are not those of the sealing. */
export async function unsealOrNull(key: CryptoKey, sealed: Sealed, additionalData: Bytes): Promise<Bytes | null> {
  try {
    const { iv, ciphertext } = sealed;
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, ciphertext));
  } catch {
    return null;
  }
}

/** @param record what to call it in the error @throws SmimeError vault/damaged */
export async function unseal(key: CryptoKey, sealed: Sealed, additionalData: Bytes, record: string): Promise<Bytes> {
  const plaintext = await unsealOrNull(key, sealed, additionalData);
  if (!plaintext) throw new SmimeError("vault/damaged", { record });
  return plaintext;
}

/** A key that can seal and unseal and never be read again. */
export async function importSealingKey(octets: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", octets, "AES-GCM", false, ["encrypt", "decrypt"]);
}
