/** What is asked of a writer, and what a reader must find: the vocabulary of the matrix. */
import type { KeyName } from "./identities.ts";

export type Digest = "sha-256" | "sha-384" | "sha-512";

export interface SignatureOrder {
  readonly form: "clear" | "opaque";
  /** More than one: parallel signers. */
  readonly signers: readonly KeyName[];
  readonly digest: Digest;
  /** RSASSA-PSS; MGF1 uses the digest of the message unless `mgfDigest` says otherwise. */
  readonly pss?: { readonly mgfDigest?: "sha-1"; readonly saltLength?: number };
  /** Signers named by their subject key identifier, or signatures right over the content. */
  readonly shape?: "key-identifier" | "no-attributes";
}

export type Cipher =
  | "aes-128-cbc"
  | "aes-192-cbc"
  | "aes-256-cbc"
  | "aes-128-gcm"
  | "aes-192-gcm"
  | "aes-256-gcm"
  | "3des-cbc"
  | "rc2-128-cbc"
  | "rc2-64-cbc"
  | "rc2-40-cbc";

export type DerivationDigest = "sha-1" | "sha-224" | "sha-256" | "sha-384" | "sha-512";

export interface EncryptionOrder {
  readonly cipher: Cipher;
  readonly recipients: readonly KeyName[];
  /** Recipients named by their subject key identifier. */
  readonly byKeyIdentifier?: boolean;
  /** For RSA recipients; RSAES-PKCS1-v1_5 if absent. */
  readonly oaep?: { readonly digest: DerivationDigest; readonly mgfDigest: DerivationDigest; readonly label?: string };
  /** For EC recipients. */
  readonly agreement?: {
    readonly scheme: "std" | "cofactor";
    readonly digest: DerivationDigest;
    readonly wrap: "aes-128" | "aes-256" | "3des";
  };
}

export interface Order {
  /** The text of the entity, with LF. */
  readonly text: string;
  /** Inside the encryption, if both are there. */
  readonly signature?: SignatureOrder;
  readonly encryption?: EncryptionOrder;
  /** BER with indefinite lengths, where the writer leaves a choice. */
  readonly streamed?: boolean;
  /** Line ends of the entity that the writer gets. */
  readonly entityLines?: "lf" | "crlf";
  /** Line ends of the message as it arrives; untouched if absent. */
  readonly arrives?: "lf" | "crlf";
}

const HEADER = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n";

export function withLf(octets: Uint8Array): string {
  return Buffer.from(octets).toString("latin1").replaceAll("\r\n", "\n");
}

export function withCrlf(octets: Uint8Array | string): Buffer {
  const text = typeof octets === "string" ? octets : withLf(octets);
  return Buffer.from(text.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n"), "latin1");
}

/** The entity that goes in. */
export function entityOf({ text, entityLines = "crlf" }: Order): Buffer {
  return entityLines === "crlf" ? withCrlf(HEADER + text) : Buffer.from(HEADER + text, "latin1");
}

/** Whether these octets are the entity that went in; line ends may have changed. */
export function isEntityOf(order: Order, octets: Uint8Array): boolean {
  return withLf(octets) === HEADER + order.text;
}
