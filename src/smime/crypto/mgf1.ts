import type { Bytes } from "../bytes.ts";
import { type DigestName, digestLength, digestSync, webCryptoHash } from "./digest.ts";

/** MGF1 (RFC 8017 appendix B.2.1): `length` octets of mask. */
export function mgf1(name: DigestName, seed: Uint8Array, length: number): Bytes {
  const step = digestLength(name);
  const out = new Uint8Array(Math.ceil(length / step) * step);
  const counter = new Uint8Array(4);
  for (let i = 0; i * step < length; i++) {
    new DataView(counter.buffer).setUint32(0, i);
    out.set(digestSync(name, seed, counter), i * step);
  }
  return out.subarray(0, length);
}

/** `octets` masked with MGF1 of `seed`. */
export function masked(name: DigestName, octets: Uint8Array, seed: Uint8Array): Bytes {
  const out = mgf1(name, seed, octets.length);
  for (let i = 0; i < out.length; i++) out[i] = (out[i] ?? 0) ^ (octets[i] ?? 0);
  return out;
}

/** The hash WebCrypto needs if it can express these parameters: it knows one digest for both uses. Null if it cannot. */
export function sharedWebCryptoHash(parameters: {
  readonly digest: DigestName;
  readonly mgfDigest: DigestName;
}): string | null {
  return parameters.digest === parameters.mgfDigest ? webCryptoHash(parameters.digest) : null;
}
