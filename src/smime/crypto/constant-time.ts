/** Comparisons and choices whose time does not depend on the octets they look at (as far as JavaScript allows). */
import type { Bytes } from "../bytes.ts";

/** 1 if `a` and `b` are equal 32-bit values, else 0. */
export function equalsMask(a: number, b: number): number {
  const difference = a ^ b;
  return ((difference | -difference) >>> 31) ^ 1;
}

/** Whether two octet strings of the same length are equal. The lengths themselves are taken as public. */
export function equalConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

/** A copy of `yes` if `choice` is 1, of `no` if it is 0; both of the same length. */
export function select(choice: number, yes: Uint8Array, no: Uint8Array): Bytes {
  const mask = -choice;
  const out = new Uint8Array(yes.length);
  for (let i = 0; i < out.length; i++) out[i] = ((yes[i] ?? 0) & mask) | ((no[i] ?? 0) & ~mask);
  return out;
}
