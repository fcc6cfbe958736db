import { hmac as nobleHmac } from "@noble/hashes/hmac.js";
import type { Bytes } from "../bytes.ts";
import { type DigestName, HASH, webCryptoHash } from "./digest.ts";
import { importRawOrNull } from "./web-crypto-key.ts";

/** HMAC (RFC 2104) with any digest and a key of any length, the empty one included. */
export async function hmac(name: DigestName, key: Bytes, octets: Bytes): Promise<Bytes> {
  const hash = webCryptoHash(name);
  const native = hash && (await importRawOrNull(key, { name: "HMAC", hash }, ["sign"]));
  if (native) return new Uint8Array(await crypto.subtle.sign("HMAC", native, octets));
  return nobleHmac(HASH[name], key, octets);
}
