import type { Bytes } from "../bytes.ts";

/** WebCrypto gives at most this many random octets a call. */
const QUOTA = 65_536;

/** Octets from the platform's cryptographically secure generator. */
export function randomOctets(length: number): Bytes {
  const out = new Uint8Array(length);
  for (let at = 0; at < length; at += QUOTA) crypto.getRandomValues(out.subarray(at, at + QUOTA));
  return out;
}
