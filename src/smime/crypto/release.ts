/**
 * Gives the memory of octets that nobody reads any more back at once, where the platform can (ECMAScript 2024): waiting
 * for the garbage collector, a message of 25 MB is held three times over. The octets must be the whole of their buffer.
 */
import type { Bytes } from "../bytes.ts";

/** Whether `release` does anything here. */
export const canRelease = "transfer" in ArrayBuffer.prototype;

export function release({ buffer }: Bytes): void {
  if ("transfer" in buffer && typeof buffer.transfer === "function") buffer.transfer(0);
}
