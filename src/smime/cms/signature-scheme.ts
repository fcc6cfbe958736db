/** The signature scheme a signer's key asks for, and how a SignerInfo names it (RFC 5754, 4056, 5753, 8419). */
import { context } from "../asn1/reader.ts";
import { algorithmIdentifier, encode, integer, NULL, sequence } from "../asn1/writer.ts";
import type { Bytes } from "../bytes.ts";
import { digestLength } from "../crypto/digest.ts";
import { SmimeError } from "../errors.ts";
import type { Certificate } from "../x509/certificate.ts";
import { type PublicKey, readPublicKey } from "../x509/public-key.ts";
import { DIGEST_OID, type SigningDigest } from "./digest-algorithm.ts";
import type { SignatureScheme } from "./keys.ts";

const RSA_WITH: Readonly<Record<SigningDigest, string>> = {
  "sha-256": "1.2.840.113549.1.1.11",
  "sha-384": "1.2.840.113549.1.1.12",
  "sha-512": "1.2.840.113549.1.1.13",
};

const ECDSA_WITH: Readonly<Record<SigningDigest, string>> = {
  "sha-256": "1.2.840.10045.4.3.2",
  "sha-384": "1.2.840.10045.4.3.3",
  "sha-512": "1.2.840.10045.4.3.4",
};

const ID_RSASSA_PSS = "1.2.840.113549.1.1.10";
const ID_MGF1 = "1.2.840.113549.1.1.8";
const ID_ED25519 = "1.3.101.112";

function pssIdentifier(digest: SigningDigest): Bytes {
  const hash = algorithmIdentifier(DIGEST_OID[digest], NULL);
  return algorithmIdentifier(
    ID_RSASSA_PSS,
    sequence(
      encode(context(0), hash),
      encode(context(1), algorithmIdentifier(ID_MGF1, hash)),
      encode(context(2), integer(digestLength(digest))),
    ),
  );
}

export interface NamedScheme {
  readonly scheme: SignatureScheme;
  /** The AlgorithmIdentifier of the signatureAlgorithm field. */
  readonly identifier: Bytes;
}

type Restriction = Extract<PublicKey, { kind: "rsa" }>["restriction"];

/** The only digest an RSASSA-PSS key may be used with; null where any will do. @throws SmimeError cms/cannot-write */
export function restrictedDigest(restriction: Restriction): SigningDigest | null {
  if (restriction === null || restriction === "pss-only") return null;
  const { digest, mgfDigest, saltLength } = restriction;
  const isWritable = digest === "sha-256" || digest === "sha-384" || digest === "sha-512";
  if (isWritable && mgfDigest === digest && saltLength <= digestLength(digest)) return digest;
  throw new SmimeError("cms/cannot-write", { reason: "rsassa-pss-restriction" });
}

function rsaScheme(digest: SigningDigest, pss: boolean, restriction: Restriction): NamedScheme {
  if ((restrictedDigest(restriction) ?? digest) !== digest)
    throw new SmimeError("cms/cannot-write", { reason: "rsassa-pss-restriction" });
  if (!pss && restriction === null)
    return { scheme: { name: "rsassa-pkcs1-v1_5", digest }, identifier: algorithmIdentifier(RSA_WITH[digest], NULL) };
  const scheme = { name: "rsassa-pss", digest, mgfDigest: digest, saltLength: digestLength(digest) } as const;
  return { scheme, identifier: pssIdentifier(digest) };
}

/**
 * @param pss RSASSA-PSS for RSA keys; keys whose certificate allows nothing else use it in any case.
 * @throws SmimeError cms/cannot-write
 */
export function schemeFor(certificate: Certificate, digest: SigningDigest, pss: boolean): NamedScheme {
  const key = readPublicKey(certificate.subjectPublicKeyInfo);
  switch (key.kind) {
    case "rsa":
      return rsaScheme(digest, pss, key.restriction);
    case "ec":
      return { scheme: { name: "ecdsa", digest }, identifier: algorithmIdentifier(ECDSA_WITH[digest]) };
    case "ed25519":
      return { scheme: { name: "ed25519" }, identifier: algorithmIdentifier(ID_ED25519) };
    case "dsa":
      throw new SmimeError("cms/cannot-write", { reason: "dsa" });
  }
}
