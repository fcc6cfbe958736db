/**
 * The answers Waxwing gives about a message, as plain data that can cross the protocol. This room imports nothing and
 * decides nothing: the one mint of "verified" is `vouch` in `assess.ts`.
 */

/** What a person needs to recognise a certificate by. Times are ISO 8601 in UTC. */
export interface CertificateSummary {
  /** RFC 4514 strings. */
  readonly subject: string;
  readonly issuer: string;
  /** The most telling single name: commonName, else organization, else first address. */
  readonly name: string;
  readonly issuerName: string;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  /** Every mail address it names, in the form of its subjectAltName (A-labels untouched), without duplicates. */
  readonly addresses: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
  /** SHA-256 over the DER certificate, lower-case hexadecimal. */
  readonly fingerprint: string;
  /** For example "rsa-2048", "ec-p256", "ed25519". */
  readonly publicKey: string;
  readonly usages: { readonly sign: boolean; readonly encrypt: boolean; readonly issue: boolean };
}

/** The certificate a signature was made with, and what its SignerInfo says. */
export interface Signer {
  readonly addresses: readonly string[];
  readonly name: string;
  readonly subject: string;
  readonly issuer: string;
  readonly issuerName: string;
  readonly serial: string;
  readonly fingerprint: string;
  /** ISO 8601, as claimed by the signer; null if not claimed. */
  readonly signingTime: string | null;
  /** "sha-256"; for schemes without a separate digest the scheme's own. */
  readonly digest: string;
  /** "rsassa-pkcs1-v1_5", "rsassa-pss", "ecdsa-p256", "ed25519", … */
  readonly scheme: string;
}

export type RevocationStatus = "not-checked" | "good" | "unknown";

/** Why a certification path was not validated (RFC 5280 section 6). `subject` is the certificate at fault. */
export interface PathRefusal {
  readonly code: PathRefusalCode;
  readonly subject: string | null;
}

export type PathRefusalCode =
  /** A path exists up to a self-signed certificate that nobody trusts. */
  | "unknown-authority"
  /** An issuer's certificate is missing. */
  | "incomplete-path"
  | "expired"
  | "not-yet-valid"
  | "bad-signature"
  | "not-an-authority"
  | "path-too-long"
  | "key-usage"
  | "extended-key-usage"
  | "name-constraints"
  | "policy"
  | "unknown-critical-extension"
  | "weak-algorithm"
  | "unsupported-algorithm"
  | "malformed"
  | "revoked"
  | "revocation-unknown"
  | "issued-after-distrust"
  /** The work limit of path building was reached. */
  | "too-complex";

/** Why something signed cannot be called altered or sound. */
export type UndeterminedCode =
  | "unsupported-algorithm"
  | "no-signer"
  | "signer-certificate-missing"
  | "malformed-signature"
  | "raw-message-unavailable"
  /** A detached signature beside parts that it was taken apart from: a mail system packed the message anew. */
  | "repacked"
  | "too-many-signers"
  | "ambiguous-from"
  | "no-from";

export type AlteredCode = "digest-mismatch" | "signature-mismatch" | "attribute-mismatch";

/** `partial`: sound, but it does not cover all that a reader is shown. */
export type PartialCode = "unsigned-parts" | "changed-on-the-way";

export type SignatureVerdict =
  | { readonly kind: "unsigned" }
  | { readonly kind: "verified"; readonly signer: Signer; readonly revocation: RevocationStatus }
  | { readonly kind: "mismatched"; readonly signer: Signer; readonly from: string }
  | { readonly kind: "untrusted"; readonly claimed: Signer; readonly reason: PathRefusal }
  | { readonly kind: "partial"; readonly signer: Signer; readonly reason: PartialCode }
  | { readonly kind: "altered"; readonly claimed: Signer | null; readonly reason: AlteredCode }
  | { readonly kind: "undetermined"; readonly claimed: Signer | null; readonly reason: UndeterminedCode };

/** Encryption is told apart from signature: it never implies an author. */
export type EncryptionVerdict =
  | { readonly kind: "none" }
  | {
      readonly kind: "decrypted";
      /** "aes-256-cbc", "aes-128-gcm", "3des-cbc", … */
      readonly contentEncryption: string;
      /** "rsaes-pkcs1-v1_5", "rsaes-oaep", "ecdh", "ml-kem-768", "kek", "password", "secret-key". */
      readonly keyManagement: string;
      readonly authenticated: boolean;
    }
  /** Encrypted, and the keys are locked away. */
  | { readonly kind: "locked" }
  /** `code` is a failure code of `errors.ts`. */
  | { readonly kind: "failed"; readonly code: string };

export type Layer =
  | "multipart-signed"
  | "signed-data"
  | "enveloped-data"
  | "auth-enveloped-data"
  | "compressed-data"
  | "encrypted-data"
  | "certs-only";

/** Facts that change no verdict but belong in the details. */
export type Remark =
  | "legacy/3des"
  | "legacy/rc2"
  | "legacy/sha-1"
  | "legacy/md5"
  /** A signature by a DSA key, which FIPS 186-5 no longer approves, whatever its length. */
  | "legacy/dsa"
  | "legacy/short-key"
  | "certificate/expired-since"
  | "certificate/address-only-in-subject"
  | "signing-time/differs-from-date"
  | "signing-time/missing"
  | "encryption/unauthenticated"
  | "encryption/nested-not-opened"
  | "headers/outer-differ"
  | "signature/several-signers"
  | "signature/line-ends-restored";

/** One line of the details panel: a question that was asked, and its answer. */
export interface Check {
  readonly question: "content-intact" | "signer" | "address" | "authority" | "validity" | "revocation" | "encryption";
  readonly answer: "yes" | "no" | "unknown" | "not-applicable";
  /** Data the sentence is filled with; the pages know the sentence by question and answer. */
  readonly facts: Readonly<Record<string, string>>;
}

/** All that a badge and its details show about a displayed message. Holds nothing that was encrypted. */
export interface MessageReport {
  readonly signature: SignatureVerdict;
  readonly encryption: EncryptionVerdict;
  readonly layers: readonly Layer[];
  readonly checks: readonly Check[];
  /** Signer first, authority last; empty where no path was found. */
  readonly path: readonly CertificateSummary[];
  readonly remarks: readonly Remark[];
}

/** The four states people see, and silence for unsigned mail. */
export type Tone = "verified" | "unconfirmed" | "unknown" | "warning";

export function toneOf(signature: SignatureVerdict): Tone | null {
  switch (signature.kind) {
    case "unsigned":
      return null;
    case "verified":
      return "verified";
    case "untrusted":
      return signature.reason.code === "revoked" ? "warning" : "unconfirmed";
    case "partial":
    case "undetermined":
      return "unknown";
    case "mismatched":
    case "altered":
      return "warning";
  }
}
