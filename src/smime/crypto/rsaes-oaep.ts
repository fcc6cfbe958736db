/** RSAES-OAEP (RFC 8017 section 7.1) with any digest, mask generation digest and label. */
import { type Bytes, concat } from "../bytes.ts";
import { equalsMask } from "./constant-time.ts";
import { i2osp, os2ip } from "./data-conversion.ts";
import { type DigestName, digestLength, digestSync } from "./digest.ts";
import { masked, sharedWebCryptoHash } from "./mgf1.ts";
import { randomOctets } from "./random.ts";
import {
  importPublicKey,
  modulusLength,
  privateJwk,
  type RsaPrivateKey,
  type RsaPublicKey,
  rsaPrivate,
  rsaPublic,
} from "./rsa-key.ts";
import { importOrNull, octetsOrNull } from "./web-crypto-key.ts";

export interface OaepOptions {
  readonly digest: DigestName;
  readonly mgfDigest: DigestName;
  readonly label: Bytes;
}

/** EME-OAEP decoding. Looks at every octet whatever it finds; one null for all causes (Manger). */
function decode(encoded: Bytes, { digest: name, mgfDigest, label }: OaepOptions): Bytes | null {
  const hashLength = digestLength(name);
  const maskedSeed = encoded.subarray(1, 1 + hashLength);
  const maskedDb = encoded.subarray(1 + hashLength);
  const seed = masked(mgfDigest, maskedSeed, maskedDb);
  const db = masked(mgfDigest, maskedDb, seed);
  const lHash = digestSync(name, label);
  let good = equalsMask(encoded[0] ?? 1, 0);
  for (let i = 0; i < hashLength; i++) good &= equalsMask(db[i] ?? 0, lHash[i] ?? 0);
  let searching = 1;
  let start = 0;
  for (let i = hashLength; i < db.length; i++) {
    const octet = db[i] ?? 0;
    const isOne = equalsMask(octet, 1);
    good &= (searching & ~(equalsMask(octet, 0) | isOne) & 1) ^ 1;
    start |= -(searching & isOne) & (i + 1);
    searching &= ~isOne & 1;
  }
  return (good & (searching ^ 1)) === 1 ? db.subarray(start) : null;
}

/** Null for every failure alike. */
export async function decryptRsaesOaep(
  key: RsaPrivateKey,
  ciphertext: Bytes,
  options: OaepOptions,
): Promise<Bytes | null> {
  const k = modulusLength(key);
  if (ciphertext.length !== k || k < 2 * digestLength(options.digest) + 2) return null;
  const hash = sharedWebCryptoHash(options);
  const native = hash && (await importOrNull(privateJwk(key), { name: "RSA-OAEP", hash }, ["decrypt"]));
  if (native)
    return octetsOrNull(crypto.subtle.decrypt({ name: "RSA-OAEP", label: options.label }, native, ciphertext));
  const representative = rsaPrivate(key, os2ip(ciphertext));
  return representative === null ? null : decode(i2osp(representative, k), options);
}

function encode(message: Bytes, k: number, { digest: name, mgfDigest, label }: OaepOptions): Bytes {
  const hashLength = digestLength(name);
  const zeros = new Uint8Array(k - message.length - 2 * hashLength - 2);
  const db = concat(digestSync(name, label), zeros, Uint8Array.of(1), message);
  const seed = randomOctets(hashLength);
  const maskedDb = masked(mgfDigest, db, seed);
  return concat(Uint8Array.of(0), masked(mgfDigest, seed, maskedDb), maskedDb);
}

/** Null where the message is too long for the key, or the key unusable. */
export async function encryptRsaesOaep(key: RsaPublicKey, message: Bytes, options: OaepOptions): Promise<Bytes | null> {
  const k = modulusLength(key);
  if (message.length + 2 * digestLength(options.digest) + 2 > k) return null;
  const hash = sharedWebCryptoHash(options);
  const native = hash && (await importPublicKey(key, { name: "RSA-OAEP", hash }, "encrypt"));
  if (native) {
    const algorithm = { name: "RSA-OAEP", label: options.label };
    return new Uint8Array(await crypto.subtle.encrypt(algorithm, native, message));
  }
  const representative = rsaPublic(key, os2ip(encode(message, k, options)));
  return representative === null ? null : i2osp(representative, k);
}
