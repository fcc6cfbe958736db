/** PBES2 (RFC 8018 section 6.2): PBKDF2 with any HMAC, and the ciphers key files were made with. */
import { Fields, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { decryptAesCbc } from "../crypto/aes-cbc.ts";
import { decryptRc2Cbc } from "../crypto/rc2.ts";
import { decryptTripleDesCbc } from "../crypto/triple-des.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { malformed, unsupported, type WorkBudget } from "./limits.ts";
import { derive, readPbkdf2Params } from "./pbkdf2-params.ts";

export const PBES2 = "1.2.840.113549.1.5.13";

interface Cipher {
  readonly name: string;
  readonly keyLength: number;
  decrypt(key: Bytes, ciphertext: Bytes): Promise<Bytes | null>;
}

const AES_CBC: ReadonlyMap<string, number> = new Map([
  ["2.16.840.1.101.3.4.1.2", 16],
  ["2.16.840.1.101.3.4.1.22", 24],
  ["2.16.840.1.101.3.4.1.42", 32],
]);
const DES_EDE3_CBC = "1.2.840.113549.3.7";
const RC2_CBC = "1.2.840.113549.3.2";

/** RFC 8018 appendix B.2.3: versions that stand for effective key bits; 256 and more stand for themselves. */
const RC2_EFFECTIVE_BITS: ReadonlyMap<number, number> = new Map([
  [160, 40],
  [120, 64],
  [58, 128],
]);

function readRc2(algorithm: AlgorithmIdentifier, keyLength: number | null): Cipher {
  if (!algorithm.parameters) throw malformed("RC2-CBC-Parameter");
  const fields = new Fields(algorithm.parameters);
  const version = fields.optional(TAG.integer);
  const iv = octetStringOf(fields.any());
  const number = version ? smallInteger(version) : null;
  const bits = number === null ? 32 : (RC2_EFFECTIVE_BITS.get(number) ?? number);
  return {
    name: `rc2-${bits}-cbc`,
    keyLength: keyLength ?? Math.ceil(bits / 8),
    decrypt: async (key, ciphertext) => decryptRc2Cbc(key, bits, iv, ciphertext),
  };
}

function readCipher(algorithm: AlgorithmIdentifier, keyLength: number | null): Cipher {
  const { oid, parameters } = algorithm;
  if (oid === RC2_CBC) return readRc2(algorithm, keyLength);
  const aesKeyLength = AES_CBC.get(oid);
  if (aesKeyLength === undefined && oid !== DES_EDE3_CBC) throw unsupported(oid);
  if (!parameters) throw malformed("PBES2-params");
  const iv = octetStringOf(parameters);
  if (aesKeyLength === undefined) {
    const decrypt = async (key: Bytes, ciphertext: Bytes) => decryptTripleDesCbc(key, iv, ciphertext);
    return { name: "3des-cbc", keyLength: 24, decrypt };
  }
  return {
    name: `aes-${8 * aesKeyLength}-cbc`,
    keyLength: aesKeyLength,
    decrypt: async (key, ciphertext) => decryptAesCbc(key, iv, ciphertext),
  };
}

export interface Pbes2Scheme {
  /** "pbes2 aes-256-cbc" */
  readonly name: string;
  /** Null where the padding is wrong: a wrong password, or damage. */
  decrypt(password: Bytes, ciphertext: Bytes, budget: WorkBudget): Promise<Bytes | null>;
}

/** @throws SmimeError pkcs12/unsupported-algorithm, pkcs12/malformed, asn1/malformed */
export function readPbes2(parameters: AlgorithmIdentifier["parameters"]): Pbes2Scheme {
  if (!parameters) throw malformed("PBES2-params");
  const fields = new Fields(parameters);
  const params = readPbkdf2Params(readAlgorithmIdentifier(fields.required(TAG.sequence)));
  const cipher = readCipher(readAlgorithmIdentifier(fields.required(TAG.sequence)), params.keyLength);
  if (params.keyLength !== null && params.keyLength !== cipher.keyLength) throw malformed("PBKDF2-params");
  return {
    name: `pbes2 ${cipher.name}`,
    async decrypt(password, ciphertext, budget) {
      return cipher.decrypt(await derive(password, params, cipher.keyLength, budget), ciphertext);
    },
  };
}
