/** Content-encryption algorithms as they are written (RFC 3565, 5084). Nothing legacy is among them. */
import { algorithmIdentifier, integer, octetString, sequence } from "../asn1/writer.ts";
import { type Bytes, EMPTY, joined, type Segments } from "../bytes.ts";
import { encryptAesCbc } from "../crypto/aes-cbc.ts";
import { encryptAesGcm } from "../crypto/aes-gcm.ts";
import { randomOctets } from "../crypto/random.ts";

export type ContentCipher = "aes-256-cbc" | "aes-192-cbc" | "aes-128-cbc" | "aes-256-gcm" | "aes-128-gcm";

interface CipherTraits {
  readonly oid: string;
  readonly keyLength: number;
}

export const CIPHER: Readonly<Record<ContentCipher, CipherTraits>> = {
  "aes-128-cbc": { oid: "2.16.840.1.101.3.4.1.2", keyLength: 16 },
  "aes-192-cbc": { oid: "2.16.840.1.101.3.4.1.22", keyLength: 24 },
  "aes-256-cbc": { oid: "2.16.840.1.101.3.4.1.42", keyLength: 32 },
  "aes-128-gcm": { oid: "2.16.840.1.101.3.4.1.6", keyLength: 16 },
  "aes-256-gcm": { oid: "2.16.840.1.101.3.4.1.46", keyLength: 32 },
};

export interface EncryptedContent {
  /** The content-encryption key, fresh for this content. */
  readonly key: Bytes;
  /** The AlgorithmIdentifier. */
  readonly algorithm: Bytes;
  /** In order; long content comes in pieces. */
  readonly ciphertext: Segments;
  /** Null where the cipher does not authenticate. */
  readonly tag: Bytes | null;
}

const GCM_NONCE = 12;
const GCM_TAG = 16;

/** Encrypts under a fresh key and a fresh IV. */
export async function encryptContent(cipher: ContentCipher, ...content: readonly Bytes[]): Promise<EncryptedContent> {
  const { oid, keyLength } = CIPHER[cipher];
  const key = randomOctets(keyLength);
  if (cipher === "aes-128-gcm" || cipher === "aes-256-gcm") {
    const iv = randomOctets(GCM_NONCE);
    const { ciphertext, tag } = await encryptAesGcm({ key, iv, additionalData: EMPTY }, joined(content));
    return {
      key,
      algorithm: algorithmIdentifier(oid, sequence(octetString(iv), integer(GCM_TAG))),
      ciphertext: [ciphertext],
      tag,
    };
  }
  const iv = randomOctets(16);
  const ciphertext = await encryptAesCbc(key, iv, ...content);
  return { key, algorithm: algorithmIdentifier(oid, octetString(iv)), ciphertext, tag: null };
}
