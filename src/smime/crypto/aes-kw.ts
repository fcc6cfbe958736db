/** AES key wrap (RFC 3394) of keys that are a multiple of eight octets. */
import { aeskw } from "@noble/ciphers/aes.js";
import type { Bytes } from "../bytes.ts";

/** Null where the integrity check fails or the length is impossible. */
export function unwrapAesKey(keyEncryptionKey: Bytes, wrapped: Bytes): Bytes | null {
  try {
    return aeskw(keyEncryptionKey).decrypt(wrapped);
  } catch {
    return null;
  }
}

export function wrapAesKey(keyEncryptionKey: Bytes, key: Bytes): Bytes {
  return aeskw(keyEncryptionKey).encrypt(key);
}
