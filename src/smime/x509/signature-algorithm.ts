/** What a signature AlgorithmIdentifier says: scheme, digest and parameters (RFC 4055, 5758, 8410, 8692, 9881). */
import { context, type Element, Fields, malformed, TAG } from "../asn1/reader.ts";
import { smallInteger } from "../asn1/values.ts";
import type { DigestName } from "../crypto/digest.ts";
import type { MlDsaParameterSet } from "../crypto/ml-dsa.ts";
import type { PssParameters } from "../crypto/rsassa-pss.ts";
import { SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "./algorithm-identifier.ts";

export type SignatureAlgorithm =
  | { readonly scheme: "rsassa-pkcs1-v1_5" | "ecdsa" | "dsa"; readonly digest: DigestName }
  | ({ readonly scheme: "rsassa-pss" } & PssParameters)
  /** Schemes that take the message whole, or digest it by themselves. */
  | { readonly scheme: WholeMessageScheme };

export type WholeMessageScheme = "ed25519" | "ed448" | MlDsaParameterSet;

export const ID_RSASSA_PSS = "1.2.840.113549.1.1.10";
const ID_MGF1 = "1.2.840.113549.1.1.8";

/** These name a key and its scheme alike. */
export const WHOLE_MESSAGE_OID: Readonly<Record<WholeMessageScheme, string>> = {
  ed25519: "1.3.101.112",
  ed448: "1.3.101.113",
  "ml-dsa-44": "2.16.840.1.101.3.4.3.17",
  "ml-dsa-65": "2.16.840.1.101.3.4.3.18",
  "ml-dsa-87": "2.16.840.1.101.3.4.3.19",
};

const DIGEST_OF_OID: ReadonlyMap<string, DigestName> = new Map([
  ["1.2.840.113549.2.5", "md5"],
  ["1.3.14.3.2.26", "sha-1"],
  ["2.16.840.1.101.3.4.2.1", "sha-256"],
  ["2.16.840.1.101.3.4.2.2", "sha-384"],
  ["2.16.840.1.101.3.4.2.3", "sha-512"],
  ["2.16.840.1.101.3.4.2.4", "sha-224"],
  ["2.16.840.1.101.3.4.2.5", "sha-512/224"],
  ["2.16.840.1.101.3.4.2.6", "sha-512/256"],
  ["2.16.840.1.101.3.4.2.7", "sha3-224"],
  ["2.16.840.1.101.3.4.2.8", "sha3-256"],
  ["2.16.840.1.101.3.4.2.9", "sha3-384"],
  ["2.16.840.1.101.3.4.2.10", "sha3-512"],
]);

type Hashed = "rsassa-pkcs1-v1_5" | "ecdsa" | "dsa";

const WITH_DIGEST: ReadonlyMap<string, readonly [Hashed, DigestName]> = new Map([
  ["1.2.840.113549.1.1.4", ["rsassa-pkcs1-v1_5", "md5"]],
  ["1.2.840.113549.1.1.5", ["rsassa-pkcs1-v1_5", "sha-1"]],
  ["1.3.14.3.2.29", ["rsassa-pkcs1-v1_5", "sha-1"]],
  ["1.2.840.113549.1.1.14", ["rsassa-pkcs1-v1_5", "sha-224"]],
  ["1.2.840.113549.1.1.11", ["rsassa-pkcs1-v1_5", "sha-256"]],
  ["1.2.840.113549.1.1.12", ["rsassa-pkcs1-v1_5", "sha-384"]],
  ["1.2.840.113549.1.1.13", ["rsassa-pkcs1-v1_5", "sha-512"]],
  ["1.2.840.113549.1.1.15", ["rsassa-pkcs1-v1_5", "sha-512/224"]],
  ["1.2.840.113549.1.1.16", ["rsassa-pkcs1-v1_5", "sha-512/256"]],
  ["2.16.840.1.101.3.4.3.13", ["rsassa-pkcs1-v1_5", "sha3-224"]],
  ["2.16.840.1.101.3.4.3.14", ["rsassa-pkcs1-v1_5", "sha3-256"]],
  ["2.16.840.1.101.3.4.3.15", ["rsassa-pkcs1-v1_5", "sha3-384"]],
  ["2.16.840.1.101.3.4.3.16", ["rsassa-pkcs1-v1_5", "sha3-512"]],
  ["1.2.840.10045.4.1", ["ecdsa", "sha-1"]],
  ["1.2.840.10045.4.3.1", ["ecdsa", "sha-224"]],
  ["1.2.840.10045.4.3.2", ["ecdsa", "sha-256"]],
  ["1.2.840.10045.4.3.3", ["ecdsa", "sha-384"]],
  ["1.2.840.10045.4.3.4", ["ecdsa", "sha-512"]],
  ["2.16.840.1.101.3.4.3.9", ["ecdsa", "sha3-224"]],
  ["2.16.840.1.101.3.4.3.10", ["ecdsa", "sha3-256"]],
  ["2.16.840.1.101.3.4.3.11", ["ecdsa", "sha3-384"]],
  ["2.16.840.1.101.3.4.3.12", ["ecdsa", "sha3-512"]],
  ["1.3.6.1.5.5.7.6.32", ["ecdsa", "shake128"]],
  ["1.3.6.1.5.5.7.6.33", ["ecdsa", "shake256"]],
  ["1.2.840.10040.4.3", ["dsa", "sha-1"]],
  ["2.16.840.1.101.3.4.3.1", ["dsa", "sha-224"]],
  ["2.16.840.1.101.3.4.3.2", ["dsa", "sha-256"]],
]);

/** Key OIDs that CMS writers put where a signature algorithm belongs; the digest is then told elsewhere. */
const WITHOUT_DIGEST: ReadonlyMap<string, Hashed> = new Map([
  ["1.2.840.113549.1.1.1", "rsassa-pkcs1-v1_5"],
  ["1.2.840.10045.2.1", "ecdsa"],
  ["1.2.840.10040.4.1", "dsa"],
]);

function unsupported(oid: string): SmimeError<"cms/unsupported-algorithm"> {
  return new SmimeError("cms/unsupported-algorithm", { oid });
}

/** The digest an AlgorithmIdentifier names; null if it is none Waxwing knows. */
export function digestOfOid(oid: string): DigestName | null {
  return DIGEST_OF_OID.get(oid) ?? null;
}

/** The scheme an OID of `WHOLE_MESSAGE_OID` names; null for any other. */
export function wholeMessageSchemeOf(oid: string): WholeMessageScheme | null {
  switch (oid) {
    case WHOLE_MESSAGE_OID.ed25519:
      return "ed25519";
    case WHOLE_MESSAGE_OID.ed448:
      return "ed448";
    case WHOLE_MESSAGE_OID["ml-dsa-44"]:
      return "ml-dsa-44";
    case WHOLE_MESSAGE_OID["ml-dsa-65"]:
      return "ml-dsa-65";
    case WHOLE_MESSAGE_OID["ml-dsa-87"]:
      return "ml-dsa-87";
    default:
      return null;
  }
}

function requiredDigest(element: Element): DigestName {
  const { oid } = readAlgorithmIdentifier(element);
  const digest = digestOfOid(oid);
  if (digest === null) throw unsupported(oid);
  return digest;
}

function readMaskGeneration(element: Element): DigestName {
  const { oid, parameters } = readAlgorithmIdentifier(element);
  if (oid !== ID_MGF1) throw unsupported(oid);
  return parameters ? requiredDigest(parameters) : "sha-1";
}

/** RSASSA-PSS-params (RFC 4055 section 3.1). @throws SmimeError asn1/malformed, cms/unsupported-algorithm */
export function readPssParameters(element: Element): PssParameters {
  if (element.tag !== TAG.sequence) throw malformed(0, "RSASSA-PSS-params");
  const fields = new Fields(element);
  const member = (tag: number) => {
    const wrapper = fields.optional(context(tag));
    return wrapper && new Fields(wrapper).any();
  };
  const [hash, maskGeneration, salt, trailer] = [member(0), member(1), member(2), member(3)];
  if (trailer && smallInteger(trailer) !== 1) throw malformed(0, "trailerFieldBC");
  return {
    digest: hash ? requiredDigest(hash) : "sha-1",
    mgfDigest: maskGeneration ? readMaskGeneration(maskGeneration) : "sha-1",
    saltLength: salt ? smallInteger(salt) : 20,
  };
}

/** RSASSA-PKCS1-v1_5 has no DigestInfo for SHAKE (RFC 8702 section 3.2). */
function canHash(scheme: Hashed, digest: DigestName): boolean {
  return scheme !== "rsassa-pkcs1-v1_5" || (digest !== "shake128" && digest !== "shake256");
}

/**
 * `digest` stands in where the identifier names only a key type, as SignerInfos do.
 * @throws SmimeError cms/unsupported-algorithm, asn1/malformed
 */
export function readSignatureAlgorithm(
  { oid, parameters }: AlgorithmIdentifier,
  digest?: DigestName,
): SignatureAlgorithm {
  const known = WITH_DIGEST.get(oid);
  if (known) return { scheme: known[0], digest: known[1] };
  const hashed = WITHOUT_DIGEST.get(oid);
  if (hashed && digest !== undefined && canHash(hashed, digest)) return { scheme: hashed, digest };
  const scheme = wholeMessageSchemeOf(oid);
  if (scheme) return { scheme };
  if (oid === ID_RSASSA_PSS && parameters) return { scheme: "rsassa-pss", ...readPssParameters(parameters) };
  throw unsupported(oid);
}
