/** AES-CBC with the padding of RFC 5652 section 6.3. Chromium's WebCrypto has no 192-bit keys: noble stands in. */
import { cbc } from "@noble/ciphers/aes.js";
import type { Bytes } from "../bytes.ts";
import { importRawOrNull } from "./web-crypto-key.ts";

/** Null where the padding is wrong or the length impossible. */
export async function decryptAesCbc(key: Bytes, iv: Bytes, ciphertext: Bytes): Promise<Bytes | null> {
  if (iv.length !== 16 || ciphertext.length === 0 || ciphertext.length % 16 !== 0) return null;
  const native = await importRawOrNull(key, "AES-CBC", ["decrypt"]);
  try {
    if (native) return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, native, ciphertext));
    return cbc(key, iv).decrypt(ciphertext);
  } catch {
    return null;
  }
}

export async function encryptAesCbc(key: Bytes, iv: Bytes, plaintext: Bytes): Promise<Bytes> {
  const native = await importRawOrNull(key, "AES-CBC", ["encrypt"]);
  if (native) return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-CBC", iv }, native, plaintext));
  return cbc(key, iv).encrypt(plaintext);
}

/** Whole blocks without padding, for the key wrap of RFC 3211; null where the length is impossible. */
export function decryptAesCbcBlocks(key: Bytes, iv: Bytes, ciphertext: Bytes): Bytes | null {
  if (iv.length !== 16 || ciphertext.length === 0 || ciphertext.length % 16 !== 0) return null;
  return cbc(key, iv, { disablePadding: true }).decrypt(ciphertext);
}

/** The inverse of `decryptAesCbcBlocks`. */
export function encryptAesCbcBlocks(key: Bytes, iv: Bytes, plaintext: Bytes): Bytes {
  return cbc(key, iv, { disablePadding: true }).encrypt(plaintext);
}
