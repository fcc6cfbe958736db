/** AES-CCM (RFC 3610, NIST SP 800-38C), which no WebCrypto has: for reading only, put together from CTR and CBC-MAC. */
import { ctr } from "@noble/ciphers/aes.js";
import { type Bytes, concat, EMPTY, joined, type Segments, totalLength } from "../bytes.ts";
import { encryptAesCbc } from "./aes-cbc.ts";
import type { AeadInput } from "./aes-gcm.ts";
import { equalConstantTime } from "./constant-time.ts";
import { i2osp } from "./data-conversion.ts";
import { importRawOrNull } from "./web-crypto-key.ts";

const BLOCK = 16;
/** Shorter tags are within reach of guessing. */
const MIN_TAG = 8;

function isPossible(iv: Bytes, length: number, tag: Bytes): boolean {
  if (iv.length < 7 || iv.length > 13) return false;
  if (tag.length < MIN_TAG || tag.length > BLOCK || tag.length % 2 !== 0) return false;
  return length < 2 ** (8 * Math.min(15 - iv.length, 6));
}

/** The counter block A_0 (RFC 3610 section 2.3). */
function firstCounter(iv: Bytes): Bytes {
  return concat(Uint8Array.of(14 - iv.length), iv, new Uint8Array(15 - iv.length));
}

/** S_0, which masks the tag, and the plaintext. */
async function decryptCounter(key: Bytes, iv: Bytes, ciphertext: Segments): Promise<Bytes> {
  const input = joined([new Uint8Array(BLOCK), ...ciphertext]);
  const counter = firstCounter(iv);
  const native = await importRawOrNull(key, "AES-CTR", ["encrypt"]);
  if (!native) return ctr(key, counter).encrypt(input);
  const algorithm = { name: "AES-CTR", counter, length: 8 * (15 - iv.length) };
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, native, input));
}

function padding(length: number): Bytes {
  return new Uint8Array((BLOCK - (length % BLOCK)) % BLOCK);
}

/** The length of the additional data in front of it (RFC 3610 section 2.2). */
function withLength(additionalData: Bytes): Bytes {
  const { length } = additionalData;
  if (length === 0) return EMPTY;
  const prefix =
    length < 0xff00 ? i2osp(BigInt(length), 2) : concat(Uint8Array.of(0xff, 0xfe), i2osp(BigInt(length), 4));
  return concat(prefix, additionalData, padding(prefix.length + length));
}

/** The CBC-MAC of B_0, the additional data and the plaintext. */
async function authenticate(
  { key, iv, additionalData }: AeadInput,
  plaintext: Bytes,
  tagLength: number,
): Promise<Bytes> {
  const flags = (additionalData.length > 0 ? 64 : 0) + 8 * ((tagLength - 2) / 2) + (14 - iv.length);
  const b0 = concat(Uint8Array.of(flags), iv, i2osp(BigInt(plaintext.length), 15 - iv.length));
  const blocks = concat(b0, withLength(additionalData), plaintext, padding(plaintext.length));
  const chained = joined(await encryptAesCbc(key, new Uint8Array(BLOCK), blocks));
  // Behind the last block stands the one that CBC pads with.
  return chained.subarray(-2 * BLOCK, -2 * BLOCK + tagLength);
}

/** Null where the tag does not authenticate, or a length is impossible. */
export async function decryptAesCcm(input: AeadInput, ciphertext: Segments, tag: Bytes): Promise<Bytes | null> {
  const { key, iv } = input;
  if (!isPossible(iv, totalLength(ciphertext), tag)) return null;
  const stream = await decryptCounter(key, iv, ciphertext);
  const plaintext = stream.subarray(BLOCK);
  const expected = await authenticate(input, plaintext, tag.length);
  for (let i = 0; i < expected.length; i++) expected[i] = (expected[i] ?? 0) ^ (stream[i] ?? 0);
  return equalConstantTime(expected, tag) ? plaintext : null;
}
