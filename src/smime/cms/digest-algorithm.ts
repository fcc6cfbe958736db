/** Digest algorithms by OID (RFC 5754, RFC 8702), and the other way round. */
import { algorithmIdentifier } from "../asn1/writer.ts";
import type { Bytes } from "../bytes.ts";
import type { DigestName } from "../crypto/digest.ts";

export const DIGEST_OID: Readonly<Record<DigestName, string>> = {
  md5: "1.2.840.113549.2.5",
  "sha-1": "1.3.14.3.2.26",
  "sha-224": "2.16.840.1.101.3.4.2.4",
  "sha-256": "2.16.840.1.101.3.4.2.1",
  "sha-384": "2.16.840.1.101.3.4.2.2",
  "sha-512": "2.16.840.1.101.3.4.2.3",
  "sha-512/224": "2.16.840.1.101.3.4.2.5",
  "sha-512/256": "2.16.840.1.101.3.4.2.6",
  "sha3-224": "2.16.840.1.101.3.4.2.7",
  "sha3-256": "2.16.840.1.101.3.4.2.8",
  "sha3-384": "2.16.840.1.101.3.4.2.9",
  "sha3-512": "2.16.840.1.101.3.4.2.10",
};

/** Old producers write a signature algorithm where the digest algorithm is owed: its digest is meant. */
const SIGNATURE_OID_IN_DIGEST_PLACE: Readonly<Record<string, DigestName>> = {
  "1.2.840.113549.1.1.4": "md5",
  "1.2.840.113549.1.1.5": "sha-1",
  "1.3.14.3.2.29": "sha-1",
  "1.2.840.10040.4.3": "sha-1",
  "1.2.840.10045.4.1": "sha-1",
  "1.2.840.113549.1.1.14": "sha-224",
  "1.2.840.113549.1.1.11": "sha-256",
  "1.2.840.10045.4.3.2": "sha-256",
  "1.2.840.113549.1.1.12": "sha-384",
  "1.2.840.10045.4.3.3": "sha-384",
  "1.2.840.113549.1.1.13": "sha-512",
  "1.2.840.10045.4.3.4": "sha-512",
};

const NAME_OF: ReadonlyMap<string, DigestName> = new Map([
  ...Object.entries(SIGNATURE_OID_IN_DIGEST_PLACE),
  ["1.2.840.113549.2.5", "md5"],
  ["1.3.14.3.2.26", "sha-1"],
  ["2.16.840.1.101.3.4.2.4", "sha-224"],
  ["2.16.840.1.101.3.4.2.1", "sha-256"],
  ["2.16.840.1.101.3.4.2.2", "sha-384"],
  ["2.16.840.1.101.3.4.2.3", "sha-512"],
  ["2.16.840.1.101.3.4.2.5", "sha-512/224"],
  ["2.16.840.1.101.3.4.2.6", "sha-512/256"],
  ["2.16.840.1.101.3.4.2.7", "sha3-224"],
  ["2.16.840.1.101.3.4.2.8", "sha3-256"],
  ["2.16.840.1.101.3.4.2.9", "sha3-384"],
  ["2.16.840.1.101.3.4.2.10", "sha3-512"],
]);

/** Null: a digest Waxwing does not compute. */
export function digestNameOf(oid: string): DigestName | null {
  return NAME_OF.get(oid) ?? null;
}

/** The AlgorithmIdentifier as RFC 5754 section 2 wants it written: parameters absent. */
export function digestAlgorithm(name: DigestName): Bytes {
  return algorithmIdentifier(DIGEST_OID[name]);
}
