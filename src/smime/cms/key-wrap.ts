/** Key wrapping under a key-encryption key: AES (RFC 3394), and for old mail Triple DES (RFC 3217). */
import { type Bytes, equal } from "../bytes.ts";
import { unwrapAesKey } from "../crypto/aes-kw.ts";
import { decryptCbcBlocks } from "../crypto/cipher-block-chaining.ts";
import { digestSync } from "../crypto/digest.ts";
import { tripleDesDecryption } from "../crypto/triple-des.ts";
import { SmimeError } from "../errors.ts";
import type { AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";

export interface KeyUnwrap {
  /** Octets of the key-encryption key. */
  readonly keyLength: number;
  /** Null where the integrity check fails. */
  unwrap(keyEncryptionKey: Bytes, wrapped: Bytes): Bytes | null;
}

export const AES_WRAP_OID = {
  128: "2.16.840.1.101.3.4.1.5",
  192: "2.16.840.1.101.3.4.1.25",
  256: "2.16.840.1.101.3.4.1.45",
} as const;

const TRIPLE_DES_WRAP = "1.2.840.113549.1.9.16.3.6";
/** RFC 3217 section 3.2. */
const TRIPLE_DES_WRAP_IV = Uint8Array.of(0x4a, 0xdd, 0xa2, 0x2c, 0x79, 0xe8, 0x21, 0x05);

/**
 * CMS Triple DES key unwrap (RFC 3217 section 3.2), for keys of any whole number of blocks: OpenSSL and Bouncy Castle
 * wrap AES keys like this too.
 */
function unwrapTripleDesKey(keyEncryptionKey: Bytes, wrapped: Bytes): Bytes | null {
  const isWhole = wrapped.length >= 24 && wrapped.length % 8 === 0;
  const decryption = isWhole ? tripleDesDecryption(keyEncryptionKey) : null;
  const reversed = decryption && decryptCbcBlocks(decryption, TRIPLE_DES_WRAP_IV, wrapped)?.toReversed();
  if (!decryption || !reversed) return null;
  const checked = decryptCbcBlocks(decryption, reversed.slice(0, 8), reversed.slice(8));
  if (!checked) return null;
  const key = checked.subarray(0, -8);
  return equal(digestSync("sha-1", key).subarray(0, 8), checked.subarray(-8)) ? key : null;
}

/** @throws SmimeError cms/unsupported-algorithm */
export function keyUnwrapOf({ oid }: AlgorithmIdentifier): KeyUnwrap {
  switch (oid) {
    case AES_WRAP_OID[128]:
      return { keyLength: 16, unwrap: unwrapAesKey };
    case AES_WRAP_OID[192]:
      return { keyLength: 24, unwrap: unwrapAesKey };
    case AES_WRAP_OID[256]:
      return { keyLength: 32, unwrap: unwrapAesKey };
    case TRIPLE_DES_WRAP:
      return { keyLength: 24, unwrap: unwrapTripleDesKey };
    default:
      throw new SmimeError("cms/unsupported-algorithm", { oid });
  }
}
