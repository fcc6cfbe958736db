/** Digest algorithms by OID (RFC 5754, RFC 8702), and the other way round. */
import { algorithmIdentifier, integer } from "../asn1/writer.ts";
import { type Bytes, equal } from "../bytes.ts";
import type { DigestName } from "../crypto/digest.ts";
import { isSmimeError } from "../errors.ts";
import type { AlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { digestOfOid, readSignatureAlgorithm } from "../x509/signature-algorithm.ts";

/** Digests Waxwing signs with where a key leaves the choice. */
export type SigningDigest = "sha-256" | "sha-384" | "sha-512";

/** Ed448 has its own (RFC 8419 section 2.4). */
export type WrittenDigest = SigningDigest | "shake256";

export const DIGEST_OID: Readonly<Record<WrittenDigest, string>> = {
  "sha-256": "2.16.840.1.101.3.4.2.1",
  "sha-384": "2.16.840.1.101.3.4.2.2",
  "sha-512": "2.16.840.1.101.3.4.2.3",
  shake256: "2.16.840.1.101.3.4.2.12",
};

/** Message digests that no signature algorithm or mask generation names (RFC 8702, RFC 8419). */
const SHAKE_OF_OID: ReadonlyMap<string, DigestName> = new Map([
  ["2.16.840.1.101.3.4.2.11", "shake128"],
  ["2.16.840.1.101.3.4.2.12", "shake256"],
]);

/** SHAKE256 with the output length, in bits, as its parameter. */
const ID_SHAKE256_LEN = "2.16.840.1.101.3.4.2.18";
const INTEGER_512 = integer(512);

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
export function digestNameOf({ oid, parameters }: AlgorithmIdentifier): DigestName | null {
  if (oid === ID_SHAKE256_LEN) return parameters && equal(parameters.octets, INTEGER_512) ? "shake256" : null;
  return digestOfOid(oid) ?? SHAKE_OF_OID.get(oid) ?? digestOfSignatureOid(oid);
}

/** The AlgorithmIdentifier as RFC 5754 section 2 wants it written: parameters absent. */
export function digestAlgorithm(name: WrittenDigest): Bytes {
  return algorithmIdentifier(DIGEST_OID[name]);
}
