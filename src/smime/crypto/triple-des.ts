/** Triple DES in EDE form (NIST SP 800-67): for reading old mail and old key files, and for key files old importers take. */
import type { Bytes } from "../bytes.ts";
import { type BlockDecryption, decryptCbc, encryptCbc } from "./cipher-block-chaining.ts";
import { PC1, PC2, SHIFTS, substitutionPermutation } from "./des-tables.ts";

/** Filled with the first key: most workers never see one, and each waits for what is computed at its start. */
const SP = new Int32Array(512);

function fillTables(): void {
  if (SP[0] === 0) SP.set(substitutionPermutation());
}

function bitsOf(key: Uint8Array): number[] {
  return Array.from(key).flatMap((octet) => [7, 6, 5, 4, 3, 2, 1, 0].map((shift) => (octet >> shift) & 1));
}

/** Two words a round: the six bits of boxes 1, 3, 5, 7, then those of 2, 4, 6, 8, each in the top of an octet. */
function roundKeys(key: Uint8Array): Int32Array {
  fillTables();
  const bits = bitsOf(key);
  let cd = PC1.map((bit) => bits[bit - 1] ?? 0);
  const out = new Int32Array(32);
  for (const [round, shift] of SHIFTS.entries()) {
    cd = [...cd.slice(shift, 28), ...cd.slice(0, shift), ...cd.slice(28 + shift), ...cd.slice(28, 28 + shift)];
    const chosen = PC2.map((bit) => cd[bit - 1] ?? 0);
    for (let box = 0; box < 8; box++) {
      const six = chosen.slice(6 * box, 6 * box + 6).reduce((value, bit) => (value << 1) | bit, 0);
      const word = 2 * round + (box & 1);
      out[word] = (out[word] ?? 0) | (six << (26 - 8 * (box >> 1)));
    }
  }
  return out;
}

/** The rounds of one DES pass backwards, as the order of round keys asks of decryption. */
function reversed(keys: Int32Array): Int32Array {
  return Int32Array.from(keys, (_, i) => keys[30 - (i & ~1) + (i & 1)] ?? 0);
}

function feistel(half: number, even: number, odd: number): number {
  const u = ((half >>> 1) | (half << 31)) ^ even;
  const t = ((half << 3) | (half >>> 29)) ^ odd;
  return (
    (SP[(u >>> 26) & 63] ?? 0) ^
    (SP[64 + ((t >>> 26) & 63)] ?? 0) ^
    (SP[128 + ((u >>> 18) & 63)] ?? 0) ^
    (SP[192 + ((t >>> 18) & 63)] ?? 0) ^
    (SP[256 + ((u >>> 10) & 63)] ?? 0) ^
    (SP[320 + ((t >>> 10) & 63)] ?? 0) ^
    (SP[384 + ((u >>> 2) & 63)] ?? 0) ^
    (SP[448 + ((t >>> 2) & 63)] ?? 0)
  );
}

function wordAt(octets: Uint8Array, at: number): number {
  return (
    ((octets[at] ?? 0) << 24) | ((octets[at + 1] ?? 0) << 16) | ((octets[at + 2] ?? 0) << 8) | (octets[at + 3] ?? 0)
  );
}

function putWord(octets: Uint8Array, at: number, word: number): void {
  octets[at] = word >>> 24;
  octets[at + 1] = word >>> 16;
  octets[at + 2] = word >>> 8;
  octets[at + 3] = word;
}

/** Three passes of sixteen rounds; the final and initial permutations between two passes cancel out. */
function cryptBlockWith(keys: Int32Array, from: Uint8Array, to: Uint8Array, offset: number): void {
  let l = wordAt(from, offset);
  let r = wordAt(from, offset + 4);
  let t = ((l >>> 4) ^ r) & 0x0f0f0f0f;
  r ^= t;
  l ^= t << 4;
  t = ((l >>> 16) ^ r) & 0x0000ffff;
  r ^= t;
  l ^= t << 16;
  t = ((r >>> 2) ^ l) & 0x33333333;
  l ^= t;
  r ^= t << 2;
  t = ((r >>> 8) ^ l) & 0x00ff00ff;
  l ^= t;
  r ^= t << 8;
  t = ((l >>> 1) ^ r) & 0x55555555;
  r ^= t;
  l ^= t << 1;
  for (let pass = 0; pass < 96; pass += 32) {
    for (let round = pass; round < pass + 32; round += 4) {
      l ^= feistel(r, keys[round] ?? 0, keys[round + 1] ?? 0);
      r ^= feistel(l, keys[round + 2] ?? 0, keys[round + 3] ?? 0);
    }
    t = l;
    l = r;
    r = t;
  }
  t = ((l >>> 1) ^ r) & 0x55555555;
  r ^= t;
  l ^= t << 1;
  t = ((r >>> 8) ^ l) & 0x00ff00ff;
  l ^= t;
  r ^= t << 8;
  t = ((r >>> 2) ^ l) & 0x33333333;
  l ^= t;
  r ^= t << 2;
  t = ((l >>> 16) ^ r) & 0x0000ffff;
  r ^= t;
  l ^= t << 16;
  t = ((l >>> 4) ^ r) & 0x0f0f0f0f;
  r ^= t;
  l ^= t << 4;
  putWord(to, offset, l);
  putWord(to, offset + 4, r);
}

/** @param key 24 octets, or 16 for the two-key form (K3 = K1). Null for any other length. */
export function tripleDesDecryption(key: Bytes): BlockDecryption | null {
  if (key.length !== 24 && key.length !== 16) return null;
  const [k1, k2] = [roundKeys(key.subarray(0, 8)), roundKeys(key.subarray(8, 16))];
  const k3 = key.length === 24 ? roundKeys(key.subarray(16)) : k1;
  const keys = Int32Array.from([...reversed(k3), ...k2, ...reversed(k1)]);
  return (from, to, offset) => cryptBlockWith(keys, from, to, offset);
}

/** DES-EDE3-CBC (or EDE2 with 16 octets of key); null where the padding is wrong or a length impossible. */
export function decryptTripleDesCbc(key: Bytes, iv: Bytes, ciphertext: Bytes): Bytes | null {
  const decryption = tripleDesDecryption(key);
  return decryption && decryptCbc(decryption, iv, ciphertext);
}

/** DES-EDE3-CBC. @param key 24 octets @param iv 8 octets */
export function encryptTripleDesCbc(key: Bytes, iv: Bytes, plaintext: Bytes): Bytes {
  const [k1, k2, k3] = [roundKeys(key.subarray(0, 8)), roundKeys(key.subarray(8, 16)), roundKeys(key.subarray(16))];
  const keys = Int32Array.from([...k1, ...reversed(k2), ...k3]);
  return encryptCbc((from, to, offset) => cryptBlockWith(keys, from, to, offset), iv, plaintext);
}
