/**
 * The ports through which the engine uses private keys without ever holding one, and asks for secrets only when it needs
 * them. `pkcs12/private-key.ts` implements the first two over PKCS #8 octets; the vault hands out nothing else.
 */
import type { Bytes } from "../bytes.ts";
import type { DigestName } from "../crypto/digest.ts";
import type { Certificate } from "../x509/certificate.ts";

export type { DigestName };

/** What a RecipientInfo asks of a private key. Null: this key cannot do that operation at all (wrong key type). */
export interface RecipientKey {
  /** The certificate whose issuer and serial number, or subject key identifier, name this recipient. */
  readonly certificate: Certificate;

  /**
   * RSAES-PKCS1-v1_5 (RFC 8017 section 7.2.2) with implicit rejection: on any failure it resolves to an octet string
   * of `keyLength` octets derived from the key and the ciphertext, so that nobody can tell (RFC 3218). Never throws for
   * bad input.
   */
  decryptRsaesPkcs1v15(encryptedKey: Bytes, keyLength: number): Promise<Bytes> | null;

  /** RSAES-OAEP. @throws SmimeError cms/decryption-failed */
  decryptRsaesOaep(encryptedKey: Bytes, parameters: OaepParameters): Promise<Bytes> | null;

  /** The raw ECDH / X25519 / X448 shared secret with the originator's public key (its SubjectPublicKeyInfo content). */
  agree(originatorPublicKey: Bytes): Promise<Bytes> | null;

  /** ML-KEM decapsulation (FIPS 203): the shared secret. */
  decapsulate(ciphertext: Bytes): Promise<Bytes> | null;
}

export interface OaepParameters {
  readonly digest: DigestName;
  readonly mgfDigest: DigestName;
  readonly label: Bytes;
}

export type SignatureScheme =
  | { readonly name: "rsassa-pkcs1-v1_5"; readonly digest: DigestName }
  | {
      readonly name: "rsassa-pss";
      readonly digest: DigestName;
      readonly mgfDigest: DigestName;
      readonly saltLength: number;
    }
  | { readonly name: "ecdsa"; readonly digest: DigestName }
  | { readonly name: "ed25519" | "ed448" | "ml-dsa-44" | "ml-dsa-65" | "ml-dsa-87" };

export interface SignerKey {
  readonly certificate: Certificate;
  /** Issuers' certificates to send along, nearest first, without the anchor if it is self-issued. */
  readonly chain: readonly Certificate[];
  /** ECDSA signatures come back as DER ECDSA-Sig-Value. Null: this key cannot sign by that scheme. */
  sign(scheme: SignatureScheme, octets: Bytes): Promise<Bytes> | null;
}

/** A symmetric key both sides had before: for KEKRecipientInfo, and for EncryptedData without a password. */
export interface SecretKey {
  readonly kind: "secret-key";
  /** What a KEKIdentifier calls it; null: to be tried wherever a key is asked for. */
  readonly keyIdentifier: Bytes | null;
  octets(): Promise<Bytes>;
}

/** A password both sides had before: for PasswordRecipientInfo, and for EncryptedData under PBES2. */
export interface Password {
  readonly kind: "password";
  /** In UTF-8, as RFC 8018 recommends. */
  octets(): Promise<Bytes>;
}

export type Secret = SecretKey | Password;
