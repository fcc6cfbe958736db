/** The key derivation of PKCS #12 (RFC 7292 appendix B.2), in JavaScript: no WebCrypto has it. */
import { type Bytes, concat } from "../bytes.ts";
import { type DigestName, HASH } from "../crypto/digest.ts";
import type { WorkBudget } from "./limits.ts";

/** The diversifier: what the derived octets are for (appendix B.3). */
export const PURPOSE = { encryptionKey: 1, initialValue: 2, macKey: 3 } as const;

export interface DerivationParameters {
  readonly digest: DigestName;
  readonly salt: Bytes;
  readonly iterations: number;
  readonly purpose: (typeof PURPOSE)[keyof typeof PURPOSE];
  /** Octets wanted. */
  readonly length: number;
}

/** Repeats `octets` up to a whole number of blocks; nothing stays nothing. */
function fill(octets: Bytes, blockLength: number): Bytes {
  const out = new Uint8Array(Math.ceil(octets.length / blockLength) * blockLength);
  for (let i = 0; i < out.length; i++) out[i] = octets[i % octets.length] ?? 0;
  return out;
}

/** I_j = (I_j + B + 1) mod 2^v for every block of I (appendix B.2 step 6C), in place. */
function addToBlocks(i: Bytes, digest: Uint8Array, blockLength: number): void {
  for (let start = 0; start < i.length; start += blockLength) {
    let carry = 1;
    for (let k = blockLength - 1; k >= 0; k--) {
      carry += (i[start + k] ?? 0) + (digest[k % digest.length] ?? 0);
      i[start + k] = carry & 0xff;
      carry >>= 8;
    }
  }
}

/** @param password in BMP form with its terminator (see `password.ts`) */
export function deriveKey(password: Bytes, parameters: DerivationParameters, budget: WorkBudget): Bytes {
  const { digest, salt, iterations, purpose, length } = parameters;
  const hash = HASH[digest];
  const rounds = Math.ceil(length / hash.outputLen);
  budget.charge(iterations, rounds, "javascript");
  const diversifier = new Uint8Array(hash.blockLen).fill(purpose);
  const i = concat(fill(salt, hash.blockLen), fill(password, hash.blockLen));
  const out = new Uint8Array(rounds * hash.outputLen);
  for (let round = 0; round < rounds; round++) {
    let a = hash(concat(diversifier, i));
    for (let n = 1; n < iterations; n++) a = hash(a);
    out.set(a, round * hash.outputLen);
    addToBlocks(i, a, hash.blockLen);
  }
  return out.subarray(0, length);
}
