/** RC4 (as RFC 6229 tests it), for reading old key files; it must never protect anything new. */
import type { Bytes } from "../bytes.ts";

/** The key-scheduling algorithm. The key has 1 to 256 octets. */
function schedule(key: Bytes): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    const octet = state[i] ?? 0;
    j = (j + octet + (key[i % key.length] ?? 0)) & 0xff;
    state[i] = state[j] ?? 0;
    state[j] = octet;
  }
  return state;
}

/** Decrypts, which is what encrypting is. A wrong key gives other octets and no error. */
export function decryptRc4(key: Bytes, ciphertext: Bytes): Bytes {
  const state = schedule(key);
  let [i, j] = [0, 0];
  return ciphertext.map((octet) => {
    i = (i + 1) & 0xff;
    const first = state[i] ?? 0;
    j = (j + first) & 0xff;
    const second = state[j] ?? 0;
    state[i] = second;
    state[j] = first;
    return octet ^ (state[(first + second) & 0xff] ?? 0);
  });
}
