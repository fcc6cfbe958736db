/** What writing a message needs: the types of `write-message.ts`. */

import type { SignerKey } from "./cms/keys.ts";
import type { Pace } from "./pace.ts";
import type { Draft } from "./verdict/display.ts";
import type { Certificate } from "./x509/certificate.ts";

/** How a signature travels (RFC 8551 section 3.5): multipart/signed, or content inside the SignedData. */
export type SignatureForm = "clear" | "opaque";
export type SigningDigest = "sha-256" | "sha-384" | "sha-512";
export type SigningScheme = "rsassa-pkcs1-v1_5" | "rsassa-pss";
export type ContentCipher = "aes-256-cbc" | "aes-192-cbc" | "aes-128-cbc" | "aes-256-gcm" | "aes-128-gcm";
export type KeyTransport = "rsaes-pkcs1-v1_5" | "rsaes-oaep";

export interface SigningChoice {
  readonly form: SignatureForm;
  /** Milliseconds since 1970: becomes the signingTime. */
  readonly at: number;
  /** What suits the key if absent. */
  readonly digest?: SigningDigest;
  /** For RSA keys; "rsassa-pkcs1-v1_5" if absent. Other keys have one scheme. */
  readonly scheme?: SigningScheme;
  /** Asks readers to encrypt to this certificate: for people whose signing key does not decrypt. */
  readonly encryptionCertificate?: Certificate;
}

export interface EncryptionChoice {
  /** "aes-256-cbc" if absent. */
  readonly cipher?: ContentCipher;
  /** For RSA recipients; "rsaes-pkcs1-v1_5" if absent. */
  readonly keyTransport?: KeyTransport;
}

export interface WritingOrder extends EncryptionChoice {
  readonly draft: Draft;
  /** Without angle brackets. */
  readonly messageId: string;
  /** Milliseconds since 1970: Date and signingTime. */
  readonly date: number;
  /** Message-IDs without angle brackets. */
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  /** Needed where the draft asks for a signature. */
  readonly signer: SignerKey | null;
  /** Everybody who shall be able to read it, the sender included. Needed where the draft asks for encryption. */
  readonly recipients: readonly Certificate[];
  readonly form: SignatureForm;
  readonly digest?: SigningDigest;
  readonly scheme?: SigningScheme;
  readonly encryptionCertificate?: Certificate;
  /** Asked between slices of long work; without one it is done at once. */
  readonly pace?: Pace;
}
