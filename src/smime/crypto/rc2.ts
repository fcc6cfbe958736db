/** RC2 (RFC 2268), decryption only: for reading old mail and old key files. */
import type { Bytes } from "../bytes.ts";
import { type BlockDecryption, decryptCbc } from "./cipher-block-chaining.ts";

/** PITABLE: a permutation of the octets made from the digits of pi. */
const PI_TABLE = Uint8Array.from(
  (
    "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2" +
    "179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82" +
    "54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626" +
    "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7" +
    "08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec" +
    "c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731" +
    "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9" +
    "0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad"
  ).match(/../g) ?? [],
  (hex) => Number.parseInt(hex, 16),
);

function pi(value: number): number {
  return PI_TABLE[value & 0xff] ?? 0;
}

/** Key expansion (section 2): 64 words of 16 bits. */
function expand(key: Uint8Array, effectiveBits: number): Uint16Array {
  const l = new Uint8Array(128);
  l.set(key);
  for (let i = key.length; i < 128; i++) l[i] = pi((l[i - 1] ?? 0) + (l[i - key.length] ?? 0));
  const octets = (effectiveBits + 7) >> 3;
  const mask = 0xff >> (8 * octets - effectiveBits);
  l[128 - octets] = pi((l[128 - octets] ?? 0) & mask);
  for (let i = 127 - octets; i >= 0; i--) l[i] = pi((l[i + 1] ?? 0) ^ (l[i + octets] ?? 0));
  return Uint16Array.from({ length: 64 }, (_, i) => (l[2 * i] ?? 0) | ((l[2 * i + 1] ?? 0) << 8));
}

function rotateRight(word: number, count: number): number {
  return ((word >>> count) | (word << (16 - count))) & 0xffff;
}

/** Sixteen mixing rounds backwards; mashing rounds stand before the sixth and the twelfth (section 4.3). */
function decryptBlockWith(k: Uint16Array, from: Uint8Array, to: Uint8Array, at: number): void {
  let r0 = (from[at] ?? 0) | ((from[at + 1] ?? 0) << 8);
  let r1 = (from[at + 2] ?? 0) | ((from[at + 3] ?? 0) << 8);
  let r2 = (from[at + 4] ?? 0) | ((from[at + 5] ?? 0) << 8);
  let r3 = (from[at + 6] ?? 0) | ((from[at + 7] ?? 0) << 8);
  for (let round = 15; round >= 0; round--) {
    if (round === 10 || round === 4) {
      r3 = (r3 - (k[r2 & 63] ?? 0)) & 0xffff;
      r2 = (r2 - (k[r1 & 63] ?? 0)) & 0xffff;
      r1 = (r1 - (k[r0 & 63] ?? 0)) & 0xffff;
      r0 = (r0 - (k[r3 & 63] ?? 0)) & 0xffff;
    }
    const j = 4 * round;
    r3 = (rotateRight(r3, 5) - (k[j + 3] ?? 0) - (r2 & r1) - (~r2 & r0)) & 0xffff;
    r2 = (rotateRight(r2, 3) - (k[j + 2] ?? 0) - (r1 & r0) - (~r1 & r3)) & 0xffff;
    r1 = (rotateRight(r1, 2) - (k[j + 1] ?? 0) - (r0 & r3) - (~r0 & r2)) & 0xffff;
    r0 = (rotateRight(r0, 1) - (k[j] ?? 0) - (r3 & r2) - (~r3 & r1)) & 0xffff;
  }
  to[at] = r0;
  to[at + 1] = r0 >> 8;
  to[at + 2] = r1;
  to[at + 3] = r1 >> 8;
  to[at + 4] = r2;
  to[at + 5] = r2 >> 8;
  to[at + 6] = r3;
  to[at + 7] = r3 >> 8;
}

/** @param key 1 to 128 octets. @param effectiveBits 1 to 1024. Null outside these. */
export function rc2Decryption(key: Bytes, effectiveBits: number): BlockDecryption | null {
  if (key.length === 0 || key.length > 128 || effectiveBits < 1 || effectiveBits > 1024) return null;
  const words = expand(key, effectiveBits);
  return (from, to, offset) => decryptBlockWith(words, from, to, offset);
}

/** RC2-CBC; null where the padding is wrong or a length impossible. */
export function decryptRc2Cbc(key: Bytes, effectiveBits: number, iv: Bytes, ciphertext: Bytes): Bytes | null {
  const decryption = rc2Decryption(key, effectiveBits);
  return decryption && decryptCbc(decryption, iv, ciphertext);
}
