import { type Bytes, utf8 } from "../../../src/smime/bytes.ts";
import type { Password, SecretKey } from "../../../src/smime/cms/keys.ts";

function octets(hex: string): Bytes {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

/** Ports over secrets written out. `identifier`: hexadecimal; null for a key that is tried everywhere. */
export function secretKey(key: string, identifier: string | null = null): SecretKey {
  const keyIdentifier = identifier === null ? null : octets(identifier);
  return { kind: "secret-key", keyIdentifier, octets: () => Promise.resolve(octets(key)) };
}

export function password(text: string): Password {
  return { kind: "password", octets: () => Promise.resolve(utf8(text)) };
}
