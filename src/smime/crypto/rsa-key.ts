/** RSA keys as RFC 8017 section 3 names their numbers, and the two primitives on them (section 5). */
import type { Bytes } from "../bytes.ts";
import { base64url, os2ip, withoutLeadingZeros } from "./data-conversion.ts";
import { modInverse, modPow } from "./modular-arithmetic.ts";
import { randomOctets } from "./random.ts";
import { importOrNull, importSpkiOrNull } from "./web-crypto-key.ts";

/** Big-endian, unsigned; leading zeros allowed. */
export interface RsaPublicKey {
  readonly modulus: Bytes;
  readonly publicExponent: Bytes;
  /** The same numbers as a SubjectPublicKeyInfo under rsaEncryption, DER, where the key came in one. */
  readonly spki?: Bytes;
}

export interface RsaPrivateKey extends RsaPublicKey {
  readonly privateExponent: Bytes;
  readonly prime1: Bytes;
  readonly prime2: Bytes;
  readonly exponent1: Bytes;
  readonly exponent2: Bytes;
  readonly coefficient: Bytes;
}

/** A modulus longer than this costs more than a message is worth. */
export const MAX_MODULUS_OCTETS = 2048;
/** Public exponents beyond 2^256 are only good for making a reader work. */
const MAX_EXPONENT_OCTETS = 32;

/** Length of the modulus in octets: `k` in RFC 8017. */
export function modulusLength(key: RsaPublicKey): number {
  return withoutLeadingZeros(key.modulus).length;
}

export function modulusBits(key: RsaPublicKey): number {
  const octets = withoutLeadingZeros(key.modulus);
  return octets.length === 0 ? 0 : 8 * octets.length - Math.clz32(octets[0] ?? 0) + 24;
}

/** Whether the numbers can be an RSA public key at all: odd modulus above 2^255, odd exponent of at least 3, both bounded. */
export function isUsable(key: RsaPublicKey): boolean {
  const length = modulusLength(key);
  const exponent = withoutLeadingZeros(key.publicExponent);
  const odd = ((key.modulus.at(-1) ?? 0) & (exponent.at(-1) ?? 0) & 1) === 1;
  const one = exponent.length === 1 && exponent[0] === 1;
  return odd && !one && length >= 32 && length <= MAX_MODULUS_OCTETS && exponent.length <= MAX_EXPONENT_OCTETS;
}

/** RSAEP and RSAVP1: public data only. Null where the representative is out of range or the key unusable. */
export function rsaPublic(key: RsaPublicKey, representative: bigint): bigint | null {
  const n = os2ip(key.modulus);
  if (!isUsable(key) || representative >= n) return null;
  return modPow(representative, os2ip(key.publicExponent), n);
}

function randomBelow(modulus: bigint, octets: number): bigint {
  return (os2ip(randomOctets(octets + 8)) % (modulus - 1n)) + 1n;
}

function crt(key: RsaPrivateKey, c: bigint): bigint {
  const p = os2ip(key.prime1);
  const q = os2ip(key.prime2);
  // A fresh multiple of the group order each time: the exponent the timing could tell about never repeats.
  const exponent1 = os2ip(key.exponent1) + os2ip(randomOctets(8)) * (p - 1n);
  const exponent2 = os2ip(key.exponent2) + os2ip(randomOctets(8)) * (q - 1n);
  const m1 = modPow(c % p, exponent1, p);
  const m2 = modPow(c % q, exponent2, q);
  const h = ((m1 - (m2 % p) + p) * os2ip(key.coefficient)) % p;
  return m2 + h * q;
}

/**
 * RSADP and RSASP1 with base blinding, exponent blinding and a check of the result against the public key, so that a
 * fault in one half cannot give away a prime. Null where the representative is out of range or the check fails.
 * BigInt arithmetic is not constant-time; blinding keeps what it leaks independent of the key and the input.
 */
export function rsaPrivate(key: RsaPrivateKey, representative: bigint): bigint | null {
  const n = os2ip(key.modulus);
  const e = os2ip(key.publicExponent);
  const isWhole = os2ip(key.prime1) * os2ip(key.prime2) === n;
  if (!isUsable(key) || !isWhole || representative >= n) return null;
  const length = modulusLength(key);
  const r = randomBelow(n, length);
  // The inverse of r is taken through r·s, so that the extended Euclidean algorithm never sees r alone.
  const s = randomBelow(n, length);
  const inverse = modInverse((r * s) % n, n);
  if (inverse === null) return null;
  const blinded = (representative * modPow(r, e, n)) % n;
  const result = crt(key, blinded);
  if (modPow(result, e, n) !== blinded) return null;
  return (result * ((inverse * s) % n)) % n;
}

/** The key as WebCrypto imports it, without regard to the algorithm named in its SubjectPublicKeyInfo. */
function publicJwk(key: RsaPublicKey): JsonWebKey {
  return {
    kty: "RSA",
    n: base64url(withoutLeadingZeros(key.modulus)),
    e: base64url(withoutLeadingZeros(key.publicExponent)),
  };
}

/** Browsers import it in a third of the time that they take for the numbers in JSON; Node takes five times as long for it. */
const SPKI_IS_FASTER = "self" in globalThis;

/** A WebCrypto key to verify with or to encrypt to; null where this platform refuses it. */
export async function importPublicKey(
  key: RsaPublicKey,
  algorithm: RsaHashedImportParams,
  usage: "verify" | "encrypt",
): Promise<CryptoKey | null> {
  // One that is malformed as it was sent, leading octets left out and the like, goes by its numbers.
  const asSent = SPKI_IS_FASTER && key.spki ? await importSpkiOrNull(key.spki, algorithm, [usage]) : null;
  return asSent ?? importOrNull(publicJwk(key), algorithm, [usage]);
}

export function privateJwk(key: RsaPrivateKey): JsonWebKey {
  return {
    ...publicJwk(key),
    d: base64url(withoutLeadingZeros(key.privateExponent)),
    p: base64url(withoutLeadingZeros(key.prime1)),
    q: base64url(withoutLeadingZeros(key.prime2)),
    dp: base64url(withoutLeadingZeros(key.exponent1)),
    dq: base64url(withoutLeadingZeros(key.exponent2)),
    qi: base64url(withoutLeadingZeros(key.coefficient)),
  };
}
