/**
 * Gives the memory of octets that nobody reads any more back at once: waiting for the garbage collector, a message of
 * 25 MB is held three times over. They are sent to where nobody listens, since what cannot be delivered is freed. Every
 * other way to detach a buffer (`ArrayBuffer.prototype.transfer`, `structuredClone`) leaves its memory with Chromium's
 * own object for it until the next collection, which then comes late, because V8 takes the memory for freed.
 */
import type { Bytes } from "../bytes.ts";

/** The whole buffer goes, also where the octets are but a part of it: nobody may be reading the rest. */
export function release({ buffer }: Bytes): void {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(null, [buffer]);
  port1.close();
  port2.close();
}
