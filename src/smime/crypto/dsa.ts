/** DSA verification (FIPS 186-4 section 4.7), for reading old mail. Nothing is ever signed with it. */
import type { Bytes } from "../bytes.ts";
import { os2ip } from "./data-conversion.ts";
import { type DigestName, digest } from "./digest.ts";
import { modInverse, modPow } from "./modular-arithmetic.ts";

/** Domain parameters and public value, big-endian and unsigned. */
export interface DsaPublicKey {
  readonly p: Bytes;
  readonly q: Bytes;
  readonly g: Bytes;
  readonly y: Bytes;
}

/** The largest p and q of FIPS 186-4, in bits. */
const MAX_P_BITS = 3072n;
const MAX_Q_BITS = 256n;

export interface DsaVerification {
  readonly key: DsaPublicKey;
  readonly digest: DigestName;
  /** The message, not its digest. */
  readonly octets: Bytes;
  readonly r: Bytes;
  readonly s: Bytes;
}

function leftmostBits(value: Bytes, bits: number): bigint {
  const excess = 8 * value.length - bits;
  return excess > 0 ? os2ip(value) >> BigInt(excess) : os2ip(value);
}

/** False for anything but a sound signature. */
export async function verifyDsa(verification: DsaVerification): Promise<boolean> {
  const { key } = verification;
  const [p, q, g, y] = [os2ip(key.p), os2ip(key.q), os2ip(key.g), os2ip(key.y)];
  const [r, s] = [os2ip(verification.r), os2ip(verification.s)];
  if (p >> MAX_P_BITS || q >> MAX_Q_BITS || q < 2n || g < 2n || g >= p || y < 2n || y >= p) return false;
  if (r === 0n || s === 0n || r >= q || s >= q) return false;
  const w = modInverse(s, q);
  if (w === null) return false;
  const z = leftmostBits(await digest(verification.digest, verification.octets), q.toString(2).length);
  const v = (modPow(g, (z * w) % q, p) * modPow(y, (r * w) % q, p)) % p;
  return v % q === r;
}
