/** The signature scheme a signer's key asks for, and how a SignerInfo names it (RFC 5754, 4056, 5753, 8419, 9882). */
import { context } from "../asn1/reader.ts";
import { algorithmIdentifier, encode, integer, NULL, sequence } from "../asn1/writer.ts";
import type { Bytes } from "../bytes.ts";
import type { CurveName } from "../crypto/curves.ts";
import { digestLength } from "../crypto/digest.ts";
import { SmimeError } from "../errors.ts";
import type { Certificate } from "../x509/certificate.ts";
import { type PublicKey, readPublicKey } from "../x509/public-key.ts";
import { WHOLE_MESSAGE_OID, type WholeMessageScheme } from "../x509/signature-algorithm.ts";
import { DIGEST_OID, type SigningDigest, type WrittenDigest } from "./digest-algorithm.ts";
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
  /** The message digest. */
  readonly digest: WrittenDigest;
}

type Restriction = Extract<PublicKey, { kind: "rsa" }>["restriction"];

/** The only digest an RSASSA-PSS key may be used with; null where any will do. @throws SmimeError cms/cannot-write */
function restrictedDigest(restriction: Restriction): SigningDigest | null {
  if (restriction === null || restriction === "pss-only") return null;
  const { digest, mgfDigest, saltLength } = restriction;
  const isWritable = digest === "sha-256" || digest === "sha-384" || digest === "sha-512";
  if (isWritable && mgfDigest === digest && saltLength <= digestLength(digest)) return digest;
  throw new SmimeError("cms/cannot-write", { reason: "rsassa-pss-restriction" });
}

function rsaScheme(wished: SigningDigest | undefined, pss: boolean, restriction: Restriction): NamedScheme {
  const only = restrictedDigest(restriction);
  const digest = wished ?? only ?? "sha-256";
  if ((only ?? digest) !== digest) throw new SmimeError("cms/cannot-write", { reason: "rsassa-pss-restriction" });
  if (!pss && restriction === null) {
    const identifier = algorithmIdentifier(RSA_WITH[digest], NULL);
    return { scheme: { name: "rsassa-pkcs1-v1_5", digest }, identifier, digest };
  }
  const scheme = { name: "rsassa-pss", digest, mgfDigest: digest, saltLength: digestLength(digest) } as const;
  return { scheme, identifier: pssIdentifier(digest), digest };
}

/** RFC 5753 section 7 pairs digests with curves. */
function digestForCurve(curve: CurveName): SigningDigest {
  switch (curve) {
    case "p-384":
    case "brainpoolP320r1":
    case "brainpoolP320t1":
    case "brainpoolP384r1":
    case "brainpoolP384t1":
      return "sha-384";
    case "p-521":
    case "brainpoolP512r1":
    case "brainpoolP512t1":
      return "sha-512";
    case "p-256":
    case "secp256k1":
    case "brainpoolP256r1":
    case "brainpoolP256t1":
      return "sha-256";
  }
}

function ecdsaScheme(digest: SigningDigest): NamedScheme {
  return { scheme: { name: "ecdsa", digest }, identifier: algorithmIdentifier(ECDSA_WITH[digest]), digest };
}

function wholeMessageScheme(name: WholeMessageScheme, digest: WrittenDigest): NamedScheme {
  return { scheme: { name }, identifier: algorithmIdentifier(WHOLE_MESSAGE_OID[name]), digest };
}

/**
 * @param wished By default what fits the key: SHA-256, more for P-384 and P-521, SHA-512 for Ed25519 (RFC 8419 section
 * 2.3) and ML-DSA (RFC 9882 section 3.3). Ed448 has SHAKE256 in any case.
 * @param pss RSASSA-PSS for RSA keys; keys whose certificate allows nothing else use it in any case.
 * @throws SmimeError cms/cannot-write
 */
export function schemeFor(certificate: Certificate, wished: SigningDigest | undefined, pss: boolean): NamedScheme {
  const key = readPublicKey(certificate.subjectPublicKeyInfo);
  switch (key.kind) {
    case "rsa":
      return rsaScheme(wished, pss, key.restriction);
    case "ec":
      return ecdsaScheme(wished ?? digestForCurve(key.curve));
    case "ed448":
      return wholeMessageScheme(key.kind, "shake256");
    case "ed25519":
    case "ml-dsa-44":
    case "ml-dsa-65":
    case "ml-dsa-87":
      return wholeMessageScheme(key.kind, wished ?? "sha-512");
    case "dsa":
      throw new SmimeError("cms/cannot-write", { reason: "dsa" });
  }
}
