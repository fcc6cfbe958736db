/** PasswordRecipientInfo (RFC 3211, RFC 5652 section 6.2.4): a content-encryption key under a password. */
import { context, type Element, Fields, malformed, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { decryptAesCbcBlocks } from "../crypto/aes-cbc.ts";
import { decryptCbcBlocks } from "../crypto/cipher-block-chaining.ts";
import { equalsMask } from "../crypto/constant-time.ts";
import { tripleDesDecryption } from "../crypto/triple-des.ts";
import { SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import type { Password } from "./keys.ts";
import { type DerivationBudget, readPbkdf2 } from "./pbkdf2-params.ts";

export interface PasswordRecipientInfo {
  readonly kind: "password";
  /** Null: the key-encryption key itself was agreed on, which no password gives. */
  readonly keyDerivation: AlgorithmIdentifier | null;
  readonly keyEncryption: AlgorithmIdentifier;
  readonly encryptedKey: Bytes;
}

const ID_PWRI_KEK = "1.2.840.113549.1.9.16.3.9";

/** @throws SmimeError asn1/malformed */
export function readPasswordRecipientInfo(element: Element): PasswordRecipientInfo {
  const fields = new Fields(element);
  smallInteger(fields.required(TAG.integer));
  const derivation = fields.optional(context(0));
  const keyEncryption = readAlgorithmIdentifier(fields.required(TAG.sequence));
  const encryptedKey = octetStringOf(fields.any());
  fields.end();
  const keyDerivation = derivation && readAlgorithmIdentifier(derivation);
  return { kind: "password", keyDerivation, keyEncryption, encryptedKey };
}

interface BlockChaining {
  readonly keyLength: number;
  readonly blockLength: number;
  /** Whole blocks without padding; null where a length is impossible. */
  decrypt(key: Bytes, iv: Bytes, octets: Bytes): Bytes | null;
}

function aes(keyLength: number): BlockChaining {
  return { keyLength, blockLength: 16, decrypt: decryptAesCbcBlocks };
}

const CHAINING: ReadonlyMap<string, BlockChaining> = new Map([
  ["2.16.840.1.101.3.4.1.2", aes(16)],
  ["2.16.840.1.101.3.4.1.22", aes(24)],
  ["2.16.840.1.101.3.4.1.42", aes(32)],
  [
    "1.2.840.113549.3.7",
    {
      keyLength: 24,
      blockLength: 8,
      decrypt: (key, iv, octets) => {
        const decryption = tripleDesDecryption(key);
        return decryption && decryptCbcBlocks(decryption, iv, octets);
      },
    },
  ],
]);

interface PasswordWrap extends BlockChaining {
  readonly iv: Bytes;
}

function readPasswordWrap({ oid, parameters }: AlgorithmIdentifier): PasswordWrap {
  if (oid !== ID_PWRI_KEK || !parameters) throw new SmimeError("cms/unsupported-algorithm", { oid });
  const cipher = readAlgorithmIdentifier(parameters);
  const chaining = CHAINING.get(cipher.oid);
  if (!chaining) throw new SmimeError("cms/unsupported-algorithm", { oid: cipher.oid });
  if (!cipher.parameters) throw malformed(0, "an initialization vector");
  return { ...chaining, iv: octetStringOf(cipher.parameters) };
}

/** The key inside count, check octets, key and padding (RFC 3211 section 2.3.2); null where the check fails. */
function checkedKey(formatted: Bytes): Bytes | null {
  const [count = 0, c0 = 0, c1 = 0, c2 = 0, k0 = 0, k1 = 0, k2 = 0] = formatted;
  const good = equalsMask(c0 ^ k0, 0xff) & equalsMask(c1 ^ k1, 0xff) & equalsMask(c2 ^ k2, 0xff);
  return good === 1 && count >= 3 && count <= formatted.length - 4 ? formatted.subarray(4, 4 + count) : null;
}

/** RFC 3211 section 2.3.2: the last block gives the vector of the outer pass, the vector sent that of the inner one. */
function unwrapPasswordKey({ blockLength, iv, decrypt }: PasswordWrap, key: Bytes, wrapped: Bytes): Bytes | null {
  if (wrapped.length < 2 * blockLength || wrapped.length % blockLength !== 0) return null;
  const last = decrypt(key, wrapped.slice(-2 * blockLength, -blockLength), wrapped.slice(-blockLength));
  const outer = last && decrypt(key, last, wrapped);
  const inner = outer && decrypt(key, iv, outer);
  return inner && checkedKey(inner);
}

/**
 * The content-encryption key; null for every failure alike.
 * @throws SmimeError cms/unsupported-algorithm, cms/limit-exceeded, asn1/malformed
 */
export async function receiveByPassword(
  { keyDerivation, keyEncryption, encryptedKey }: PasswordRecipientInfo,
  password: Password,
  budget: DerivationBudget,
): Promise<Bytes | null> {
  const wrap = readPasswordWrap(keyEncryption);
  if (!keyDerivation) return null;
  const { keyLength, derive } = readPbkdf2(keyDerivation);
  if (keyLength !== null && keyLength !== wrap.keyLength) return null;
  return unwrapPasswordKey(wrap, await derive(await password.octets(), wrap.keyLength, budget), encryptedKey);
}
