/** What encrypts safes and keys in a PFX: PBES2, or the schemes of RFC 7292 appendix C. */
import { Fields, readSole, TAG } from "../asn1/reader.ts";
import { octetStringOf, smallInteger } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { decryptRc2Cbc } from "../crypto/rc2.ts";
import { decryptRc4 } from "../crypto/rc4.ts";
import { decryptTripleDesCbc } from "../crypto/triple-des.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import type { AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { deriveKey, PURPOSE } from "./key-derivation.ts";
import { firstAccepted, malformed, unsupported, type WorkBudget } from "./limits.ts";
import type { PasswordForms } from "./password.ts";
import { PBES2, readPbes2 } from "./pbes2.ts";

interface LegacyCipher {
  readonly name: string;
  readonly keyLength: number;
  /** RC4 has no use for the initial value. */
  decrypt(key: Bytes, iv: Bytes, ciphertext: Bytes): Bytes | null;
}

function rc4(name: string, keyLength: number): LegacyCipher {
  return { name, keyLength, decrypt: (key, _iv, text) => decryptRc4(key, text) };
}

const LEGACY: ReadonlyMap<string, LegacyCipher> = new Map([
  ["1.2.840.113549.1.12.1.1", rc4("pbeWithSHAAnd128BitRC4", 16)],
  ["1.2.840.113549.1.12.1.2", rc4("pbeWithSHAAnd40BitRC4", 5)],
  ["1.2.840.113549.1.12.1.3", { name: "pbeWithSHAAnd3-KeyTripleDES-CBC", keyLength: 24, decrypt: decryptTripleDesCbc }],
  ["1.2.840.113549.1.12.1.4", { name: "pbeWithSHAAnd2-KeyTripleDES-CBC", keyLength: 16, decrypt: decryptTripleDesCbc }],
  [
    "1.2.840.113549.1.12.1.5",
    {
      name: "pbeWithSHAAnd128BitRC2-CBC",
      keyLength: 16,
      decrypt: (key, iv, text) => decryptRc2Cbc(key, 128, iv, text),
    },
  ],
  [
    "1.2.840.113549.1.12.1.6",
    { name: "pbeWithSHAAnd40BitRC2-CBC", keyLength: 5, decrypt: (key, iv, text) => decryptRc2Cbc(key, 40, iv, text) },
  ],
]);

interface Scheme {
  readonly name: string;
  readonly passwords: readonly Bytes[];
  decrypt(password: Bytes, ciphertext: Bytes, budget: WorkBudget): Promise<Bytes | null>;
}

function readLegacy(cipher: LegacyCipher, parameters: AlgorithmIdentifier["parameters"], forms: PasswordForms): Scheme {
  if (!parameters) throw malformed("pkcs-12PbeParams");
  const fields = new Fields(parameters);
  const salt = octetStringOf(fields.any());
  const iterations = smallInteger(fields.required(TAG.integer));
  const shared = { digest: "sha-1", salt, iterations } as const;
  return {
    name: cipher.name,
    passwords: forms.bmp,
    async decrypt(password, ciphertext, budget) {
      const wanted = { ...shared, purpose: PURPOSE.encryptionKey, length: cipher.keyLength };
      const key = await deriveKey(password, wanted, budget);
      const iv = await deriveKey(password, { ...shared, purpose: PURPOSE.initialValue, length: 8 }, budget);
      return cipher.decrypt(key, iv, ciphertext);
    },
  };
}

function readScheme({ oid, parameters }: AlgorithmIdentifier, forms: PasswordForms): Scheme {
  if (oid === PBES2) return { ...readPbes2(parameters), passwords: forms.octets };
  const cipher = LEGACY.get(oid);
  if (!cipher) throw unsupported(oid);
  return readLegacy(cipher, parameters, forms);
}

/** One padding in 256 is right by chance: what was encrypted here is always exactly one SEQUENCE. */
function isSequence(plaintext: Bytes): boolean {
  try {
    readSole(plaintext, TAG.sequence);
    return true;
  } catch (error) {
    if (isSmimeError(error, "asn1/malformed")) return false;
    throw error;
  }
}

export interface Decrypted {
  readonly plaintext: Bytes;
  /** "pbes2 aes-256-cbc", "pbeWithSHAAnd40BitRC2-CBC", … */
  readonly encryption: string;
}

/**
 * Decrypts with the first form of the password that yields a SEQUENCE.
 * @throws SmimeError pkcs12/wrong-password where none does: from the ciphertext alone, damage cannot be told apart
 */
export async function decryptWithPassword(
  algorithm: AlgorithmIdentifier,
  ciphertext: Bytes,
  forms: PasswordForms,
  budget: WorkBudget,
): Promise<Decrypted> {
  const scheme = readScheme(algorithm, forms);
  const plaintext = await firstAccepted(scheme.passwords, async (password) => {
    const octets = await scheme.decrypt(password, ciphertext, budget);
    return octets && isSequence(octets) ? octets : null;
  });
  if (!plaintext) throw new SmimeError("pkcs12/wrong-password", {});
  return { plaintext, encryption: scheme.name };
}
