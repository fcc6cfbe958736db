import type { Bytes } from "../bytes.ts";
import type { Remark } from "../verdict/vocabulary.ts";

/** What came out of EnvelopedData, AuthEnvelopedData or EncryptedData. */
export interface OpenedEnvelope {
  readonly content: Bytes;
  /** OID of the content's type. */
  readonly contentType: string;
  /** "aes-256-cbc", "aes-128-gcm", "3des-cbc", … */
  readonly contentEncryption: string;
  /** "rsaes-pkcs1-v1_5", "rsaes-oaep", "ecdh", "ml-kem-768", "kek", "password", "secret-key". */
  readonly keyManagement: string;
  readonly authenticated: boolean;
  readonly remarks: readonly Remark[];
}
