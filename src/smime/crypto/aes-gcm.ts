/** AES-GCM (NIST SP 800-38D) with tags of 12 to 16 octets (RFC 5084). */
import { gcm } from "@noble/ciphers/aes.js";
import { type Bytes, concatAll, joined, type Segments } from "../bytes.ts";
import { equalConstantTime } from "./constant-time.ts";
import { release } from "./release.ts";
import { importRawOrNull } from "./web-crypto-key.ts";

export interface AeadInput {
  readonly key: Bytes;
  /** The nonce: 12 octets when writing, 8 or more when reading. */
  readonly iv: Bytes;
  readonly additionalData: Bytes;
}

const FULL_TAG = 16;
/** Shorter nonces repeat too soon to protect anything, and not every implementation takes them. */
const MIN_IV = 8;
/** Shorter and longer ones are beyond some implementations of WebCrypto, Node's among them. */
const NATIVE_IV = { min: 12, max: 128 } as const;

async function nativeKey({ key, iv }: AeadInput, usage: "encrypt" | "decrypt"): Promise<CryptoKey | null> {
  if (iv.length < NATIVE_IV.min || iv.length > NATIVE_IV.max) return null;
  return importRawOrNull(key, "AES-GCM", [usage]);
}

/** noble knows only whole tags: the keystream comes from encrypting the ciphertext, the tag from encrypting again. */
function decryptWithNoble({ key, iv, additionalData }: AeadInput, ciphertext: Bytes, tag: Bytes): Bytes | null {
  const plaintext = gcm(key, iv, additionalData).encrypt(ciphertext).slice(0, ciphertext.length);
  const expected = gcm(key, iv, additionalData).encrypt(plaintext).subarray(ciphertext.length);
  return equalConstantTime(expected.subarray(0, tag.length), tag) ? plaintext : null;
}

/** Whether the buffer has room for the tag right behind the octets: in a message it has, since the tag stands there. */
function hasRoomBehind({ buffer, byteOffset, length }: Bytes, tag: Bytes): boolean {
  return buffer.byteLength - byteOffset - length >= tag.length;
}

/**
 * What `begin` makes of ciphertext and tag in one, as WebCrypto wants them. `begin` must be done with the octets when it
 * returns: WebCrypto is, it copies its input before it answers with a promise (its specification, "decrypt", step 3). So
 * a long ciphertext in one is not copied, but lends WebCrypto the octets behind it for as long as nobody else can look.
 */
function withTagBehind<T>(ciphertext: Segments, tag: Bytes, begin: (sealed: Bytes) => T): T {
  const [only] = ciphertext;
  if (!only || ciphertext.length > 1 || !hasRoomBehind(only, tag)) {
    const sealed = concatAll([...ciphertext, tag]);
    const begun = begin(sealed);
    release(sealed);
    return begun;
  }
  const { buffer, byteOffset, length } = only;
  const behind = new Uint8Array(buffer, byteOffset + length, tag.length);
  const before = behind.slice();
  behind.set(tag);
  try {
    return begin(new Uint8Array(buffer, byteOffset, length + tag.length));
  } finally {
    behind.set(before);
  }
}

/** Null where the tag does not authenticate, or has an impossible length. */
export async function decryptAesGcm(input: AeadInput, ciphertext: Segments, tag: Bytes): Promise<Bytes | null> {
  const { iv, additionalData } = input;
  if (iv.length < MIN_IV || tag.length < 12 || tag.length > FULL_TAG) return null;
  const native = await nativeKey(input, "decrypt");
  if (!native) return decryptWithNoble(input, joined(ciphertext), tag);
  // Copies: were one of them a view on what stands behind the ciphertext, it would be changed with it.
  const parameters = { iv: iv.slice(), additionalData: additionalData.slice() };
  const algorithm = { name: "AES-GCM", ...parameters, tagLength: 8 * tag.length };
  try {
    const plaintext = withTagBehind(ciphertext, tag, (sealed) => crypto.subtle.decrypt(algorithm, native, sealed));
    return new Uint8Array(await plaintext);
  } catch {
    return null;
  }
}

/** Ciphertext and a tag of 16 octets, as two views on one array. */
export async function encryptAesGcm(
  input: AeadInput,
  plaintext: Bytes,
): Promise<{ readonly ciphertext: Bytes; readonly tag: Bytes }> {
  const { key, iv, additionalData } = input;
  const native = await nativeKey(input, "encrypt");
  const sealed = native
    ? new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, native, plaintext))
    : gcm(key, iv, additionalData).encrypt(plaintext);
  return { ciphertext: sealed.subarray(0, plaintext.length), tag: sealed.subarray(plaintext.length) };
}
