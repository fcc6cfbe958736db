/** Key derivation functions: PBKDF2 (RFC 8018), HKDF (RFC 5869) and ANSI X9.63. How much work is too much is the caller's business. */
import { hkdf as nobleHkdf } from "@noble/hashes/hkdf.js";
import { pbkdf2Async } from "@noble/hashes/pbkdf2.js";
import type { Bytes } from "../bytes.ts";
import { type DigestName, digest, digestLength, HASH, webCryptoHash } from "./digest.ts";
import { importRawOrNull } from "./web-crypto-key.ts";

export interface Pbkdf2Parameters {
  readonly digest: DigestName;
  readonly salt: Bytes;
  readonly iterations: number;
  /** Octets wanted. */
  readonly length: number;
}

/** PBKDF2 with HMAC. `password` is octets: its text encoding is the caller's. */
export async function pbkdf2(password: Bytes, parameters: Pbkdf2Parameters): Promise<Bytes> {
  const { digest: name, salt, iterations, length } = parameters;
  const hash = webCryptoHash(name);
  const native = hash && (await importRawOrNull(password, "PBKDF2", ["deriveBits"]));
  if (native)
    return new Uint8Array(
      await crypto.subtle.deriveBits({ name: "PBKDF2", hash, salt, iterations }, native, 8 * length),
    );
  return pbkdf2Async(HASH[name], password, salt, { c: iterations, dkLen: length });
}

export interface HkdfParameters {
  readonly digest: DigestName;
  readonly salt: Bytes;
  readonly info: Bytes;
  /** Octets wanted, at most 255 digests. */
  readonly length: number;
}

/** @throws RangeError if more octets are asked for than HKDF can give */
export async function hkdf(secret: Bytes, { digest: name, salt, info, length }: HkdfParameters): Promise<Bytes> {
  if (length > 255 * digestLength(name)) throw new RangeError("HKDF output too long");
  const hash = webCryptoHash(name);
  const native = hash && (await importRawOrNull(secret, "HKDF", ["deriveBits"]));
  if (native)
    return new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash, salt, info }, native, 8 * length));
  return nobleHkdf(HASH[name], secret, salt, info, length);
}

/** The key derivation function of ANSI X9.63 as RFC 5753 uses it (SEC 1 section 3.6.1). */
export async function x963Kdf(name: DigestName, secret: Bytes, sharedInfo: Bytes, length: number): Promise<Bytes> {
  const step = digestLength(name);
  const out = new Uint8Array(Math.ceil(length / step) * step);
  for (let i = 0; i * step < length; i++) {
    const counter = new Uint8Array(4);
    new DataView(counter.buffer).setUint32(0, i + 1);
    out.set(await digest(name, secret, counter, sharedInfo), i * step);
  }
  return out.subarray(0, length);
}
