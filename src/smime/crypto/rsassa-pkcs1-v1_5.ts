/** RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2). */
import { type Bytes, concat } from "../bytes.ts";
import { equalConstantTime } from "./constant-time.ts";
import { i2osp, os2ip, toLength } from "./data-conversion.ts";
import { type DigestName, digest, webCryptoHash } from "./digest.ts";
import {
  importPublicKey,
  isUsable,
  modulusLength,
  privateJwk,
  type RsaPrivateKey,
  type RsaPublicKey,
  rsaPrivate,
  rsaPublic,
} from "./rsa-key.ts";
import { importOrNull, octetsOrNull } from "./web-crypto-key.ts";

/** What stands before the digest value in a DigestInfo (RFC 8017 section 9.2, notes): fixed octets, never parsed. */
const DIGEST_INFO_PREFIX: Readonly<Partial<Record<DigestName, readonly number[]>>> = {
  md5: [0x30, 0x20, 0x30, 0x0c, 6, 8, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5, 5, 0, 4, 0x10],
  "sha-1": [0x30, 0x21, 0x30, 9, 6, 5, 0x2b, 0x0e, 3, 2, 0x1a, 5, 0, 4, 0x14],
  "sha-224": nistPrefix(4, 28),
  "sha-256": nistPrefix(1, 32),
  "sha-384": nistPrefix(2, 48),
  "sha-512": nistPrefix(3, 64),
  "sha-512/224": nistPrefix(5, 28),
  "sha-512/256": nistPrefix(6, 32),
  "sha3-224": nistPrefix(7, 28),
  "sha3-256": nistPrefix(8, 32),
  "sha3-384": nistPrefix(9, 48),
  "sha3-512": nistPrefix(10, 64),
};

/** Digests under 2.16.840.1.101.3.4.2 differ in the last arc and the length only. */
function nistPrefix(arc: number, length: number): number[] {
  return [0x30, 17 + length, 0x30, 13, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, arc, 5, 0, 4, length];
}

/** EMSA-PKCS1-v1_5; null where the modulus is too short, or nobody has specified the digest for it. */
async function encodedMessage(name: DigestName, octets: Bytes, length: number): Promise<Bytes | null> {
  const prefix = DIGEST_INFO_PREFIX[name];
  if (!prefix) return null;
  const info = concat(Uint8Array.from(prefix), await digest(name, octets));
  const padding = length - info.length - 3;
  return padding < 8 ? null : concat(Uint8Array.of(0, 1), new Uint8Array(padding).fill(0xff), Uint8Array.of(0), info);
}

export interface RsaPkcs1Verification {
  readonly key: RsaPublicKey;
  readonly digest: DigestName;
  /** The message, not its digest. */
  readonly octets: Bytes;
  readonly signature: Bytes;
}

/** False for anything but a sound signature: wrong lengths and unusable keys included. */
export async function verifyRsaPkcs1({ key, digest: name, octets, signature }: RsaPkcs1Verification): Promise<boolean> {
  const length = modulusLength(key);
  if (!isUsable(key) || signature.length !== length) return false;
  const hash = webCryptoHash(name);
  const native = hash && (await importPublicKey(key, { name: "RSASSA-PKCS1-v1_5", hash }, "verify"));
  if (native) return crypto.subtle.verify("RSASSA-PKCS1-v1_5", native, signature, octets);
  const representative = rsaPublic(key, os2ip(signature));
  const expected = await encodedMessage(name, octets, length);
  if (representative === null || expected === null) return false;
  const found = toLength(i2osp(representative, length), length);
  return found !== null && equalConstantTime(found, expected);
}

/** Null where the key is too short for the digest, or damaged. */
export async function signRsaPkcs1(key: RsaPrivateKey, name: DigestName, octets: Bytes): Promise<Bytes | null> {
  const hash = webCryptoHash(name);
  const native = hash && (await importOrNull(privateJwk(key), { name: "RSASSA-PKCS1-v1_5", hash }, ["sign"]));
  if (native) return octetsOrNull(crypto.subtle.sign("RSASSA-PKCS1-v1_5", native, octets));
  const length = modulusLength(key);
  const message = await encodedMessage(name, octets, length);
  const signature = message && rsaPrivate(key, os2ip(message));
  return signature === null ? null : i2osp(signature, length);
}
