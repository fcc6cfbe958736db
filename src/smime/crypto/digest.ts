/**
 * One face over WebCrypto, noble and our own code: primitives on raw octets. This room knows no ASN.1, no message and
 * no policy; whether an algorithm is good enough is never decided here.
 */
import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from "@noble/hashes/sha2.js";
import { sha3_224, sha3_256, sha3_384, sha3_512, shake128_32, shake256_64 } from "@noble/hashes/sha3.js";
import { type Bytes, joined } from "../bytes.ts";

/** Message digests Waxwing can compute. Which of them still count is policy, decided elsewhere. */
export type DigestName =
  | "md5"
  | "sha-1"
  | "sha-224"
  | "sha-256"
  | "sha-384"
  | "sha-512"
  | "sha-512/224"
  | "sha-512/256"
  | "sha3-224"
  | "sha3-256"
  | "sha3-384"
  | "sha3-512"
  /** With the output lengths of RFC 8702: 32 and 64 octets. */
  | "shake128"
  | "shake256";

/** noble's implementations, for what WebCrypto lacks and for code that must stay synchronous. */
export const HASH = {
  md5,
  "sha-1": sha1,
  "sha-224": sha224,
  "sha-256": sha256,
  "sha-384": sha384,
  "sha-512": sha512,
  "sha-512/224": sha512_224,
  "sha-512/256": sha512_256,
  "sha3-224": sha3_224,
  "sha3-256": sha3_256,
  "sha3-384": sha3_384,
  "sha3-512": sha3_512,
  shake128: shake128_32,
  shake256: shake256_64,
} as const satisfies Record<DigestName, unknown>;

/** WebCrypto's name of a digest, or null where no browser has it. */
export function webCryptoHash(name: DigestName): string | null {
  return name === "sha-1" || name === "sha-256" || name === "sha-384" || name === "sha-512" ? name.toUpperCase() : null;
}

/** Octets of a digest value. */
export function digestLength(name: DigestName): number {
  return HASH[name].outputLen;
}

/** The digest of octets given in one or several segments. WebCrypto digests in one shot, so several are joined first. */
export async function digest(name: DigestName, ...segments: readonly Bytes[]): Promise<Bytes> {
  const native = webCryptoHash(name);
  if (native === null) return digestSync(name, ...segments);
  return new Uint8Array(await crypto.subtle.digest(native, joined(segments)));
}

/** The same without WebCrypto, for inner loops over short input. */
export function digestSync(name: DigestName, ...segments: readonly Uint8Array[]): Bytes {
  const hash = HASH[name].create();
  for (const segment of segments) hash.update(segment);
  return hash.digest();
}
