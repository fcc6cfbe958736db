/**
 * ML-KEM (FIPS 203) by noble: of the browsers at hand only Chromium has it, and not all of it. A ciphertext that was
 * tampered with gives another secret, not a failure; that is for what follows to notice.
 */
import { ml_kem1024, ml_kem512, ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { type Bytes, equal } from "../bytes.ts";
import { digestSync } from "./digest.ts";

export type MlKemParameterSet = "ml-kem-512" | "ml-kem-768" | "ml-kem-1024";

const ML_KEM = {
  "ml-kem-512": ml_kem512,
  "ml-kem-768": ml_kem768,
  "ml-kem-1024": ml_kem1024,
} as const satisfies Record<MlKemParameterSet, unknown>;

export interface MlKemPrivateKey {
  readonly parameterSet: MlKemParameterSet;
  /** The expanded form of FIPS 203. */
  readonly decapsulationKey: Bytes;
  readonly publicKey: Bytes;
}

/** Null unless the seed (d and z) has 64 octets. */
export function mlKemKeyOfSeed(parameterSet: MlKemParameterSet, seed: Bytes): MlKemPrivateKey | null {
  if (seed.length !== 64) return null;
  const { secretKey, publicKey } = ML_KEM[parameterSet].keygen(seed);
  return { parameterSet, decapsulationKey: secretKey, publicKey };
}

/** Null where the length is wrong or the key fails the hash check of FIPS 203 section 7.3. */
export function mlKemKeyOfExpanded(parameterSet: MlKemParameterSet, decapsulationKey: Bytes): MlKemPrivateKey | null {
  if (decapsulationKey.length !== ML_KEM[parameterSet].lengths.secretKey) return null;
  const publicKey = ML_KEM[parameterSet].getPublicKey(decapsulationKey);
  const isWhole = equal(digestSync("sha3-256", publicKey), decapsulationKey.subarray(-64, -32));
  return isWhole ? { parameterSet, decapsulationKey, publicKey } : null;
}

/** The shared secret of 32 octets; null where the ciphertext has another length than the parameter set's. */
export function decapsulateMlKem({ parameterSet, decapsulationKey }: MlKemPrivateKey, ciphertext: Bytes): Bytes | null {
  try {
    return ML_KEM[parameterSet].decapsulate(ciphertext, decapsulationKey);
  } catch {
    return null;
  }
}

export interface Encapsulation {
  readonly ciphertext: Bytes;
  /** 32 octets. */
  readonly secret: Bytes;
}

/** Null where the public key is malformed (FIPS 203 section 7.2). */
export function encapsulateMlKem(parameterSet: MlKemParameterSet, publicKey: Bytes): Encapsulation | null {
  try {
    const { cipherText, sharedSecret } = ML_KEM[parameterSet].encapsulate(publicKey);
    return { ciphertext: cipherText, secret: sharedSecret };
  } catch {
    return null;
  }
}
