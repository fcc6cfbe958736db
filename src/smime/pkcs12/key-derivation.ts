/** The key derivation of PKCS #12 (RFC 7292 appendix B.2), in JavaScript: no WebCrypto has it. */
import { type Bytes, concat } from "../bytes.ts";
import { type DigestName, HASH } from "../crypto/digest.ts";
import { iteratedDigest } from "../crypto/iterated-digest.ts";
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

/** About a tenth of a second of hashing. */
const SLICE = 65_536;

/** Lets whatever else the thread has to do go first: a slow key file must not make everything else wait. */
function letOthersGo(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Hashes `octets` over and over. */
async function iterate(digest: DigestName, octets: Bytes, iterations: number): Promise<Bytes> {
  let out = octets;
  for (let left = iterations; left > 0; left -= SLICE) {
    if (left < iterations) await letOthersGo();
    out = iteratedDigest(digest, out, Math.min(SLICE, left));
  }
  return out;
}

/** @param password in BMP form with its terminator (see `password.ts`) @throws SmimeError pkcs12/limit-exceeded */
export async function deriveKey(password: Bytes, parameters: DerivationParameters, budget: WorkBudget): Promise<Bytes> {
  const { digest, salt, iterations, purpose, length } = parameters;
  const { outputLen, blockLen } = HASH[digest];
  const rounds = Math.ceil(length / outputLen);
  budget.charge(iterations, rounds, digest, "javascript");
  const diversifier = new Uint8Array(blockLen).fill(purpose);
  const i = concat(fill(salt, blockLen), fill(password, blockLen));
  const out = new Uint8Array(rounds * outputLen);
  for (let round = 0; round < rounds; round++) {
    const a = await iterate(digest, concat(diversifier, i), iterations);
    out.set(a, round * outputLen);
    addToBlocks(i, a, blockLen);
  }
  return out.subarray(0, length);
}
