/** The two ways a key file is written: what encrypts its safes and keys, and the MAC over all of it. */
import { algorithmIdentifier, integer, NULL, octetString, sequence } from "../asn1/writer.ts";
import { type Bytes, EMPTY, joined } from "../bytes.ts";
import { encryptAesCbc } from "../crypto/aes-cbc.ts";
import { hmac } from "../crypto/hmac.ts";
import { pbkdf2 } from "../crypto/key-derivation.ts";
import { randomOctets } from "../crypto/random.ts";
import { encryptTripleDesCbc } from "../crypto/triple-des.ts";
import { deriveKey, PURPOSE } from "./key-derivation.ts";
import { WorkBudget } from "./limits.ts";
import { passwordForms } from "./password.ts";

/**
 * `modern`: PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256, MAC with SHA-256. `compatible`: Triple DES and SHA-1, for
 * importers that know nothing newer; its secrecy is that of a long password and no better.
 */
export type PfxForm = "modern" | "compatible";

/**
 * Iterations of each key derivation. Whoever guesses passwords tries the cheapest, so the MAC has as many as the rest,
 * although it is computed in JavaScript; the three derivations of each object in the old form are, too.
 */
export const PFX_ITERATIONS: Readonly<Record<PfxForm, number>> = { modern: 600_000, compatible: 100_000 };

export interface Sealed {
  /** The AlgorithmIdentifier. */
  readonly algorithm: Bytes;
  readonly ciphertext: Bytes;
}

export interface PfxSealing {
  encrypt(plaintext: Bytes): Promise<Sealed>;
  /** MacData over the content of authSafe. */
  macData(content: Bytes): Promise<Bytes>;
}

const PBES2 = "1.2.840.113549.1.5.13";
const PBKDF2 = "1.2.840.113549.1.5.12";
const HMAC_WITH_SHA256 = "1.2.840.113549.2.9";
const AES_256_CBC = "2.16.840.1.101.3.4.1.42";
const PBE_WITH_SHA_AND_3_KEY_TRIPLE_DES_CBC = "1.2.840.113549.1.12.1.3";

async function encryptWithPbes2(password: Bytes, iterations: number, plaintext: Bytes): Promise<Sealed> {
  const [salt, iv] = [randomOctets(16), randomOctets(16)];
  const key = await pbkdf2(password, { digest: "sha-256", salt, iterations, length: 32 });
  const derivation = sequence(octetString(salt), integer(iterations), algorithmIdentifier(HMAC_WITH_SHA256, NULL));
  const cipher = algorithmIdentifier(AES_256_CBC, octetString(iv));
  return {
    algorithm: algorithmIdentifier(PBES2, sequence(algorithmIdentifier(PBKDF2, derivation), cipher)),
    ciphertext: joined(await encryptAesCbc(key, iv, plaintext)),
  };
}

async function encryptWithTripleDes(password: Bytes, iterations: number, plaintext: Bytes): Promise<Sealed> {
  const salt = randomOctets(8);
  const shared = { digest: "sha-1", salt, iterations } as const;
  const budget = new WorkBudget();
  const key = await deriveKey(password, { ...shared, purpose: PURPOSE.encryptionKey, length: 24 }, budget);
  const iv = await deriveKey(password, { ...shared, purpose: PURPOSE.initialValue, length: 8 }, budget);
  const parameters = sequence(octetString(salt), integer(iterations));
  return {
    algorithm: algorithmIdentifier(PBE_WITH_SHA_AND_3_KEY_TRIPLE_DES_CBC, parameters),
    ciphertext: encryptTripleDesCbc(key, iv, plaintext),
  };
}

const MAC = {
  modern: { digest: "sha-256", oid: "2.16.840.1.101.3.4.2.1", length: 32 },
  compatible: { digest: "sha-1", oid: "1.3.14.3.2.26", length: 20 },
} as const;

async function writeMacData(form: PfxForm, password: Bytes, iterations: number, content: Bytes): Promise<Bytes> {
  const { digest, oid, length } = MAC[form];
  const salt = randomOctets(form === "modern" ? 16 : 8);
  const wanted = { digest, salt, iterations, purpose: PURPOSE.macKey, length };
  const value = await hmac(digest, await deriveKey(password, wanted, new WorkBudget()), content);
  const digestInfo = sequence(algorithmIdentifier(oid, NULL), octetString(value));
  return sequence(digestInfo, octetString(salt), integer(iterations));
}

/** The empty password is written as such, not as an absent one. */
export function pfxSealing(form: PfxForm, password: string, iterations = PFX_ITERATIONS[form]): PfxSealing {
  const forms = passwordForms(password);
  const [octets = EMPTY, bmp = EMPTY] = [forms.octets[0], forms.bmp[0]];
  return {
    encrypt: async (plaintext) =>
      form === "modern"
        ? encryptWithPbes2(octets, iterations, plaintext)
        : encryptWithTripleDes(bmp, iterations, plaintext),
    macData: async (content) => writeMacData(form, bmp, iterations, content),
  };
}
