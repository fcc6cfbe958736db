/** ML-DSA (FIPS 204) in its pure form with an empty context, as RFC 9881 and RFC 9882 use it; by noble. */
import { ml_dsa44, ml_dsa65, ml_dsa87 } from "@noble/post-quantum/ml-dsa.js";
import type { Bytes } from "../bytes.ts";

export type MlDsaParameterSet = "ml-dsa-44" | "ml-dsa-65" | "ml-dsa-87";

const ML_DSA = {
  "ml-dsa-44": ml_dsa44,
  "ml-dsa-65": ml_dsa65,
  "ml-dsa-87": ml_dsa87,
} as const satisfies Record<MlDsaParameterSet, unknown>;

export interface MlDsaPrivateKey {
  readonly parameterSet: MlDsaParameterSet;
  /** The expanded form of FIPS 204. */
  readonly signingKey: Bytes;
  readonly publicKey: Bytes;
}

/** Null unless the seed has 32 octets. */
export function mlDsaKeyOfSeed(parameterSet: MlDsaParameterSet, seed: Bytes): MlDsaPrivateKey | null {
  if (seed.length !== 32) return null;
  const { secretKey, publicKey } = ML_DSA[parameterSet].keygen(seed);
  return { parameterSet, signingKey: secretKey, publicKey };
}

/** Null where the length or a coefficient is out of range. */
export function mlDsaKeyOfExpanded(parameterSet: MlDsaParameterSet, signingKey: Bytes): MlDsaPrivateKey | null {
  try {
    return { parameterSet, signingKey, publicKey: ML_DSA[parameterSet].getPublicKey(signingKey) };
  } catch {
    return null;
  }
}

export interface MlDsaVerification {
  readonly parameterSet: MlDsaParameterSet;
  readonly publicKey: Bytes;
  readonly octets: Bytes;
  readonly signature: Bytes;
}

/** False for anything but a sound signature. */
export function verifyMlDsa({ parameterSet, publicKey, octets, signature }: MlDsaVerification): boolean {
  try {
    return ML_DSA[parameterSet].verify(signature, octets, publicKey);
  } catch {
    return false;
  }
}

/** Hedged: fresh randomness goes into every signature. */
export function signMlDsa({ parameterSet, signingKey }: MlDsaPrivateKey, octets: Bytes): Bytes {
  return ML_DSA[parameterSet].sign(octets, signingKey);
}
