import type { Bytes } from "../bytes.ts";
import type { PathRefusalCode } from "../verdict/vocabulary.ts";
import type { Certificate } from "./certificate.ts";
import type { AnchorSource } from "./trust-anchor.ts";

/** What the target's key is to be trusted for: mail, or nothing in particular (CRL issuers, test corpora). */
export type Purpose = "emailProtection" | "any";

/** The initial policy inputs of RFC 5280 section 6.1.1 (c) and (e) to (g). */
export interface PolicyInputs {
  /** OIDs; absent means any-policy. */
  readonly acceptable?: readonly string[];
  readonly requireExplicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
}

/**
 * "strict" refuses SHA-1, MD5, DSA and RSA below 2048 bits anywhere in the path (but for the anchor's own signature);
 * "legacy" takes SHA-1, DSA and 1024 bits for looking at old material. MD5 is never taken.
 */
export type AlgorithmFloor = "strict" | "legacy";

/** Where required, a certificate of which nothing is known is refused; a revoked one is always refused but for "ignore". */
export type RevocationMode = "ignore" | "if-known" | "required";

export interface PathRequest<P extends Purpose = Purpose> {
  readonly target: Certificate;
  /** Candidates for the middle of the path, in any order, with anything else among them. */
  readonly intermediates: readonly Certificate[];
  readonly anchors: AnchorSource;
  /** The time the path must be valid at, in milliseconds since 1970. */
  readonly at: number;
  readonly purpose: P;
  /** What the target's keyUsage must allow, if it has one; "either" by default. Only for emailProtection. */
  readonly use?: "sign" | "encrypt" | "either";
  readonly policy?: PolicyInputs;
  /** "strict" by default for emailProtection, "legacy" for any. */
  readonly floor?: AlgorithmFloor;
  /** The initial max_path_length of section 6.1.2 (k): certificates between target and anchor, self-issued ones not counted. */
  readonly maxPathLength?: number;
  /** DER CertificateLists and OCSPResponses, from anywhere: nothing in them is believed before it is verified. */
  readonly crls?: readonly Bytes[];
  readonly ocsp?: readonly Bytes[];
  /** "if-known" by default. */
  readonly revocation?: RevocationMode;
  /** When revocation evidence has to be fresh; `at` by default. Later than `at` when an old message is read today. */
  readonly now?: number;
}

/** A requirement that was not met, and the certificate at fault. */
export interface PathFault {
  readonly code: PathRefusalCode;
  readonly certificate: Certificate;
}
