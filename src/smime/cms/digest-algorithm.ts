/** Digest algorithms by OID (RFC 5754, RFC 8702), and the other way round. */
import { algorithmIdentifier } from "../asn1/writer.ts";
import type { Bytes } from "../bytes.ts";
import type { DigestName } from "../crypto/digest.ts";
import { isSmimeError } from "../errors.ts";
import { digestOfOid, readSignatureAlgorithm } from "../x509/signature-algorithm.ts";

/** Digests Waxwing signs with. */
export type SigningDigest = "sha-256" | "sha-384" | "sha-512";

export const DIGEST_OID: Readonly<Record<SigningDigest, string>> = {
  "sha-256": "2.16.840.1.101.3.4.2.1",
  "sha-384": "2.16.840.1.101.3.4.2.2",
  "sha-512": "2.16.840.1.101.3.4.2.3",
};

/** Old producers write a signature algorithm where the digest algorithm is owed: its digest is meant. */
function digestOfSignatureOid(oid: string): DigestName | null {
  try {
    const algorithm = readSignatureAlgorithm({ oid, parameters: null });
    return "digest" in algorithm ? algorithm.digest : null;
  } catch (error) {
    if (isSmimeError(error, "cms/unsupported-algorithm")) return null;
    throw error;
  }
}

/** Null: a digest Waxwing does not compute. */
export function digestNameOf(oid: string): DigestName | null {
  return digestOfOid(oid) ?? digestOfSignatureOid(oid);
}

/** The AlgorithmIdentifier as RFC 5754 section 2 wants it written: parameters absent. */
export function digestAlgorithm(name: SigningDigest): Bytes {
  return algorithmIdentifier(DIGEST_OID[name]);
}
