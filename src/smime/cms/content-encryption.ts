/** Content-encryption algorithms as they are read (RFC 3565, 5084, 8103; RFC 3370 for old mail). */
import { type Element, Fields, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import { type Bytes, joined, type Segments } from "../bytes.ts";
import { decryptAesCbcSegments } from "../crypto/aes-cbc.ts";
import { decryptAesCcm } from "../crypto/aes-ccm.ts";
import { decryptAesGcm } from "../crypto/aes-gcm.ts";
import { decryptChaCha20Poly1305 } from "../crypto/chacha20-poly1305.ts";
import { decryptRc2Cbc } from "../crypto/rc2.ts";
import { decryptTripleDesCbc } from "../crypto/triple-des.ts";
import { SmimeError } from "../errors.ts";
import type { Remark } from "../verdict/vocabulary.ts";
import type { AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";

/** What authenticates beside the ciphertext; EMPTY both where nothing does. */
export interface Authentication {
  readonly additionalData: Bytes;
  readonly tag: Bytes;
}

export interface ContentDecryption {
  /** "aes-256-cbc", "aes-128-gcm", "3des-cbc", "rc2-128-cbc", … */
  readonly name: string;
  /** Octets of the content-encryption key; more than one where old producers differ. */
  readonly keyLengths: readonly number[];
  readonly authenticated: boolean;
  readonly remarks: readonly Remark[];
  /** Null for every failure alike. */
  decrypt(key: Bytes, ciphertext: Segments, authentication: Authentication): Promise<Bytes | null>;
}

const AES_CBC_BITS: ReadonlyMap<string, number> = new Map([
  ["2.16.840.1.101.3.4.1.2", 128],
  ["2.16.840.1.101.3.4.1.22", 192],
  ["2.16.840.1.101.3.4.1.42", 256],
]);

const AES_GCM_BITS: ReadonlyMap<string, number> = new Map([
  ["2.16.840.1.101.3.4.1.6", 128],
  ["2.16.840.1.101.3.4.1.26", 192],
  ["2.16.840.1.101.3.4.1.46", 256],
]);

const AES_CCM_BITS: ReadonlyMap<string, number> = new Map([
  ["2.16.840.1.101.3.4.1.7", 128],
  ["2.16.840.1.101.3.4.1.27", 192],
  ["2.16.840.1.101.3.4.1.47", 256],
]);

const DES_EDE3_CBC = "1.2.840.113549.3.7";
const CHACHA20_POLY1305 = "1.2.840.113549.1.9.16.3.18";
const RC2_CBC = "1.2.840.113549.3.2";

function required(parameters: Element | null, oid: string): Element {
  if (!parameters) throw new SmimeError("cms/unsupported-algorithm", { oid });
  return parameters;
}

/** An IV of the wrong length is found out by the cipher, like any other reason why nothing decrypts. */
function aesCbc(bits: number, parameters: Element): ContentDecryption {
  const iv = octetStringOf(parameters);
  return {
    name: `aes-${bits}-cbc`,
    keyLengths: [bits / 8],
    authenticated: false,
    remarks: [],
    decrypt: (key, ciphertext) => decryptAesCbcSegments(key, iv, ciphertext),
  };
}

function tripleDes(parameters: Element): ContentDecryption {
  const iv = octetStringOf(parameters);
  return {
    name: "3des-cbc",
    keyLengths: [24],
    authenticated: false,
    remarks: ["legacy/3des"],
    decrypt: async (key, ciphertext) => decryptTripleDesCbc(key, iv, joined(ciphertext)),
  };
}

/** RC2ParameterVersion (RFC 2268 section 6): a code for short effective key lengths, from 256 on the number itself. */
const RC2_BITS_OF_VERSION: ReadonlyMap<number, number> = new Map([
  [160, 40],
  [120, 64],
  [58, 128],
]);

function rc2(parameters: Element): ContentDecryption {
  const fields = parameters.tag === TAG.sequence ? new Fields(parameters) : null;
  const version = fields?.optional(TAG.integer);
  const number = version ? smallInteger(version) : null;
  const bits = number === null ? 32 : (RC2_BITS_OF_VERSION.get(number) ?? number);
  if (bits > 1024 || bits < 1) throw new SmimeError("cms/unsupported-algorithm", { oid: RC2_CBC });
  const iv = octetStringOf(fields ? fields.any() : parameters);
  return {
    name: `rc2-${bits}-cbc`,
    keyLengths: [...new Set([bits >> 3, 16])],
    authenticated: false,
    remarks: ["legacy/rc2"],
    decrypt: async (key, ciphertext) => decryptRc2Cbc(key, bits, iv, joined(ciphertext)),
  };
}

/** GCMParameters and CCMParameters (RFC 5084 section 3). The tag's own length counts: ICVlen is not authenticated either. */
function aesAuthenticated(mode: "gcm" | "ccm", bits: number, parameters: Element): ContentDecryption {
  const iv = octetStringOf(new Fields(parameters).any());
  const decrypt = mode === "gcm" ? decryptAesGcm : decryptAesCcm;
  return {
    name: `aes-${bits}-${mode}`,
    keyLengths: [bits / 8],
    authenticated: true,
    remarks: [],
    decrypt: (key, ciphertext, { additionalData, tag }) => decrypt({ key, iv, additionalData }, ciphertext, tag),
  };
}

/** AEADChaCha20Poly1305Nonce (RFC 8103 section 3). */
function chaCha20Poly1305(parameters: Element): ContentDecryption {
  const iv = octetStringOf(parameters);
  return {
    name: "chacha20-poly1305",
    keyLengths: [32],
    authenticated: true,
    remarks: [],
    decrypt: async (key, ciphertext, { additionalData, tag }) =>
      decryptChaCha20Poly1305({ key, iv, additionalData }, ciphertext, tag),
  };
}

/** For EnvelopedData. @throws SmimeError cms/unsupported-algorithm, asn1/malformed */
export function contentDecryptionOf({ oid, parameters }: AlgorithmIdentifier): ContentDecryption {
  const aesBits = AES_CBC_BITS.get(oid);
  if (aesBits !== undefined) return aesCbc(aesBits, required(parameters, oid));
  if (oid === DES_EDE3_CBC) return tripleDes(required(parameters, oid));
  if (oid === RC2_CBC) return rc2(required(parameters, oid));
  throw new SmimeError("cms/unsupported-algorithm", { oid });
}

/** For AuthEnvelopedData. @throws SmimeError cms/unsupported-algorithm, asn1/malformed */
export function authenticatedDecryptionOf({ oid, parameters }: AlgorithmIdentifier): ContentDecryption {
  const gcmBits = AES_GCM_BITS.get(oid);
  if (gcmBits !== undefined) return aesAuthenticated("gcm", gcmBits, required(parameters, oid));
  const ccmBits = AES_CCM_BITS.get(oid);
  if (ccmBits !== undefined) return aesAuthenticated("ccm", ccmBits, required(parameters, oid));
  if (oid === CHACHA20_POLY1305) return chaCha20Poly1305(required(parameters, oid));
  throw new SmimeError("cms/unsupported-algorithm", { oid });
}
