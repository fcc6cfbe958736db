/** Data conversion primitives (RFC 8017 section 4) and the base64url of JSON Web Keys. */
import { type Bytes, latin1, toHex } from "../bytes.ts";

/** OS2IP: a big-endian octet string as a non-negative integer. */
export function os2ip(octets: Uint8Array): bigint {
  return BigInt(`0x0${toHex(octets)}`);
}

/** I2OSP: a non-negative integer as exactly `length` octets. @throws RangeError if it does not fit */
export function i2osp(value: bigint, length: number): Bytes {
  const hex = value.toString(16).padStart(2 * length, "0");
  if (hex.length > 2 * length) throw new RangeError("integer too large");
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) out[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return out;
}

/** The same octets without leading zeros; empty for zero. */
export function withoutLeadingZeros(octets: Bytes): Bytes {
  let start = 0;
  while (start < octets.length && octets[start] === 0) start++;
  return octets.subarray(start);
}

/** The value right-aligned in `length` octets, or null if it is longer. */
export function toLength(octets: Bytes, length: number): Bytes | null {
  const significant = withoutLeadingZeros(octets);
  if (significant.length > length) return null;
  const out = new Uint8Array(length);
  out.set(significant, length - significant.length);
  return out;
}

/** base64url without padding (RFC 7515). */
export function base64url(octets: Uint8Array): string {
  return btoa(latin1(octets)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
