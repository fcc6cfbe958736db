/** CBC over own block ciphers of eight octets, and the padding of RFC 5652 section 6.3. */
import type { Bytes } from "../bytes.ts";
import { equalsMask } from "./constant-time.ts";

/** Decrypts the block at `offset` of `from` into the same place of `to`. */
export type BlockDecryption = (from: Uint8Array, to: Uint8Array, offset: number) => void;
/** Encrypts likewise; `from` and `to` may be one array. */
export type BlockEncryption = BlockDecryption;

const BLOCK = 8;

/** Whole blocks, padding left in place; null where the length is impossible. */
export function decryptCbcBlocks(decryptBlock: BlockDecryption, iv: Bytes, ciphertext: Bytes): Bytes | null {
  if (iv.length !== BLOCK || ciphertext.length === 0 || ciphertext.length % BLOCK !== 0) return null;
  const out = new Uint8Array(ciphertext.length);
  for (let at = 0; at < out.length; at += BLOCK) {
    decryptBlock(ciphertext, out, at);
    const previous = at === 0 ? iv : ciphertext;
    const offset = at === 0 ? 0 : at - BLOCK;
    for (let i = 0; i < BLOCK; i++) out[at + i] = (out[at + i] ?? 0) ^ (previous[offset + i] ?? 0);
  }
  return out;
}

/** A view without the padding, or null if it is wrong. Looks at a whole block whatever it finds. */
export function withoutPadding(octets: Bytes): Bytes | null {
  const count = octets.at(-1) ?? 0;
  let good = 1;
  for (let i = 1; i <= BLOCK; i++) {
    const isPadding = ((i - 1 - count) >>> 31) & 1;
    good &= (isPadding ^ 1) | equalsMask(octets[octets.length - i] ?? 0, count);
  }
  const inRange = (((count - 1) >>> 31) ^ 1) & (((BLOCK - count) >>> 31) ^ 1);
  return (good & inRange) === 1 ? octets.subarray(0, octets.length - count) : null;
}

/** CBC decryption with padding; null where the padding is wrong or the length impossible. */
export function decryptCbc(decryptBlock: BlockDecryption, iv: Bytes, ciphertext: Bytes): Bytes | null {
  const octets = decryptCbcBlocks(decryptBlock, iv, ciphertext);
  return octets && withoutPadding(octets);
}

/** Whole blocks, nothing padded; in place of `octets`. */
function encryptInPlace(encryptBlock: BlockEncryption, iv: Bytes, octets: Bytes): Bytes {
  for (let at = 0; at < octets.length; at += BLOCK) {
    const previous = at === 0 ? iv : octets.subarray(at - BLOCK, at);
    for (let i = 0; i < BLOCK; i++) octets[at + i] = (octets[at + i] ?? 0) ^ (previous[i] ?? 0);
    encryptBlock(octets, octets, at);
  }
  return octets;
}

/** CBC encryption with padding. @param iv eight octets */
export function encryptCbc(encryptBlock: BlockEncryption, iv: Bytes, plaintext: Bytes): Bytes {
  const count = BLOCK - (plaintext.length % BLOCK);
  const padded = new Uint8Array(plaintext.length + count).fill(count);
  padded.set(plaintext);
  return encryptInPlace(encryptBlock, iv, padded);
}
