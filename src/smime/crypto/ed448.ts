/** Ed448 (RFC 8032 section 5.2) without context, by noble: no browser has it. */
import { ed448 } from "@noble/curves/ed448.js";
import type { Bytes } from "../bytes.ts";

export interface Ed448Verification {
  /** 57 octets. */
  readonly publicKey: Bytes;
  readonly octets: Bytes;
  /** 114 octets. */
  readonly signature: Bytes;
}

/** False for anything but a sound signature. */
export function verifyEd448({ publicKey, octets, signature }: Ed448Verification): boolean {
  try {
    return ed448.verify(signature, octets, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** The public key of a 57-octet seed. */
export function ed448PublicKey(seed: Bytes): Bytes {
  return ed448.getPublicKey(seed);
}

export function signEd448(seed: Bytes, octets: Bytes): Bytes {
  return ed448.sign(octets, seed);
}
