/** RSAES-PKCS1-v1_5 (RFC 8017 section 7.2), which WebCrypto lacks and nearly all encrypted mail uses. */
import { type Bytes, concat, utf8 } from "../bytes.ts";
import { equalsMask, select } from "./constant-time.ts";
import { i2osp, os2ip, toLength } from "./data-conversion.ts";
import { digest } from "./digest.ts";
import { hmac } from "./hmac.ts";
import { randomOctets } from "./random.ts";
import { modulusLength, type RsaPrivateKey, type RsaPublicKey, rsaPrivate, rsaPublic } from "./rsa-key.ts";

/** The least number of non-zero padding octets. */
const MIN_PADDING = 8;

/**
 * What stands in for the message when the padding is wrong: derived from the private key and the ciphertext, so that
 * the same ciphertext always gives the same octets and nobody without the key can tell them from a real message.
 */
async function alternative(key: RsaPrivateKey, ciphertext: Bytes, length: number): Promise<Bytes> {
  const secret = toLength(key.privateExponent, modulusLength(key)) ?? key.privateExponent;
  const derivationKey = await hmac("sha-256", await digest("sha-256", secret), ciphertext);
  const blocks: Bytes[] = [];
  for (let i = 0; i * 32 < length; i++)
    blocks.push(await hmac("sha-256", derivationKey, concat(Uint8Array.of(i >> 8, i & 0xff), utf8("message"))));
  return concat(...blocks).subarray(0, length);
}

/** 1 if `encoded` is 00 02, non-zero padding, 00 and exactly `length` octets; looks at every octet whatever it finds. */
function isEncodingOf(encoded: Bytes, length: number): number {
  const separator = encoded.length - length - 1;
  let good = equalsMask(encoded[0] ?? 1, 0) & equalsMask(encoded[1] ?? 0, 2) & equalsMask(encoded[separator] ?? 1, 0);
  for (let i = 2; i < separator; i++) good &= equalsMask(encoded[i] ?? 0, 0) ^ 1;
  return good;
}

/**
 * Decrypts a message known to be `length` octets long, with implicit rejection: on any failure the answer is
 * `length` octets derived from the key and the ciphertext, and never an error (Bleichenbacher; RFC 3218).
 */
export async function decryptRsaesPkcs1v15(key: RsaPrivateKey, ciphertext: Bytes, length: number): Promise<Bytes> {
  const k = modulusLength(key);
  const rejection = await alternative(key, ciphertext, length);
  // Lengths are public: they do not depend on the plaintext.
  if (ciphertext.length !== k || length + MIN_PADDING + 3 > k) return rejection;
  const representative = rsaPrivate(key, os2ip(ciphertext));
  if (representative === null) return rejection;
  const encoded = i2osp(representative, k);
  return select(isEncodingOf(encoded, length), encoded.subarray(k - length), rejection);
}

function nonZeroOctets(length: number): Bytes {
  const out = randomOctets(length);
  for (let i = 0; i < length; i++) while (out[i] === 0) out[i] = randomOctets(1)[0] ?? 0;
  return out;
}

/** Null where the message is too long for the key, or the key unusable. */
export function encryptRsaesPkcs1v15(key: RsaPublicKey, message: Bytes): Bytes | null {
  const k = modulusLength(key);
  const padding = k - message.length - 3;
  if (padding < MIN_PADDING) return null;
  const encoded = concat(Uint8Array.of(0, 2), nonZeroOctets(padding), Uint8Array.of(0), message);
  const representative = rsaPublic(key, os2ip(encoded));
  return representative === null ? null : i2osp(representative, k);
}
