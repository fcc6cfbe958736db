/** AEAD_CHACHA20_POLY1305 (RFC 8439), which no WebCrypto at hand has: for reading only. */
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { type Bytes, joined, type Segments } from "../bytes.ts";
import type { AeadInput } from "./aes-gcm.ts";

/** Null where the tag does not authenticate, or a length is impossible. */
export function decryptChaCha20Poly1305(
  { key, iv, additionalData }: AeadInput,
  ciphertext: Segments,
  tag: Bytes,
): Bytes | null {
  if (key.length !== 32 || iv.length !== 12 || tag.length !== 16) return null;
  try {
    return chacha20poly1305(key, iv, additionalData).decrypt(joined([...ciphertext, tag]));
  } catch {
    return null;
  }
}
