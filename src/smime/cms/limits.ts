/** Limits of the CMS readers. Each stops an attack named beside it; each has a test in `test/smime/cms`. */
export const CMS_LIMITS = {
  /** SignerInfos: each costs a digest and a signature check. Honest mail has one, sometimes two. */
  signers: 16,
  /** Certificates in one message: each is parsed, and each may send path building down another way. */
  certificates: 256,
  crls: 64,
  /** Attributes of one SignerInfo: they are compared with each other. */
  attributes: 128,
  /** RecipientInfos: a large distribution list has hundreds. */
  recipients: 4096,
  /** Private-key operations in one message: a sender may name one recipient again and again. */
  keyOperations: 32,
  /** PBKDF2 iterations for one message: some three seconds of WebCrypto. A sender may name any number. */
  passwordIterations: 10_000_000,
  /** Octets CompressedData may grow to in any case: small mail compresses well. */
  decompressedAlways: 1024 * 1024,
  /** Beyond that, octets out for each octet in: a bomb of zlib reaches 1,000. */
  compressionRatio: 100,
  /** And never more octets than this. */
  decompressedOctets: 128 * 1024 * 1024,
} as const;
