/** Everything about a SignerInfo that can be said before a certificate is looked at (RFC 5652 sections 5.3 and 5.4). */
import { readSole, TAG } from "../asn1/reader.ts";
import { type Bytes, joined, type Segments } from "../bytes.ts";
import type { DigestName } from "../crypto/digest.ts";
import { isSmimeError } from "../errors.ts";
import type { AlteredCode, UndeterminedCode } from "../verdict/vocabulary.ts";
import { readSignatureAlgorithm, type SignatureAlgorithm } from "../x509/signature-algorithm.ts";
import { ATTRIBUTE_TYPE, readAttributes, signedEncodings } from "./attributes.ts";
import { CONTENT_TYPE } from "./content-info.ts";
import { digestNameOf } from "./digest-algorithm.ts";
import type { SignedData } from "./signed-data-syntax.ts";
import { claimsOf, type SignerClaims } from "./signer-claims.ts";
import type { SignerInfo } from "./signer-info.ts";

export type Refusal = AlteredCode | UndeterminedCode;

function firstOctet(content: Segments): number | undefined {
  for (const segment of content) if (segment.length > 0) return segment[0];
  return undefined;
}

/**
 * The CMS ambiguity: signed attributes sent along as content, with the attributes themselves left out, carry the same
 * signature. Honest content is a MIME entity and never the DER of such a SET.
 */
function isSignedAttributes(content: Segments): boolean {
  if (firstOctet(content) !== TAG.set) return false;
  try {
    const types = readAttributes(readSole(joined(content), TAG.set)).map(({ type }) => type);
    return types.includes(ATTRIBUTE_TYPE.messageDigest) || types.includes(ATTRIBUTE_TYPE.contentType);
  } catch (error) {
    if (isSmimeError(error)) return false;
    throw error;
  }
}

/** Everything about one SignerInfo that does not depend on which certificate is the signer's. */
export interface Examination {
  readonly digestName: DigestName;
  readonly claims: SignerClaims | null;
  readonly algorithm: SignatureAlgorithm;
  /** The octets the signature may cover; the first that verifies counts. */
  readonly covered: readonly Bytes[];
}

function examineClaims(signedData: SignedData, claims: SignerClaims | null, content: Segments): Refusal | null {
  if (claims) return claims.contentType === signedData.eContentType ? null : "attribute-mismatch";
  if (signedData.eContentType !== CONTENT_TYPE.data) return "malformed-signature";
  return isSignedAttributes(content) ? "attribute-mismatch" : null;
}

/** What the SignerInfo says and covers, or why nothing can be said of it. */
export function examine(signedData: SignedData, signerInfo: SignerInfo, content: Segments): Examination | Refusal {
  const digestName = digestNameOf(signerInfo.digestAlgorithm);
  if (digestName === null) return "unsupported-algorithm";
  if (!signedData.digestAlgorithms.some((one) => digestNameOf(one) === digestName)) return "malformed-signature";
  const claims = claimsOf(signerInfo);
  if (claims === "malformed") return "malformed-signature";
  const refusal = examineClaims(signedData, claims, content);
  if (refusal) return refusal;
  try {
    const algorithm = readSignatureAlgorithm(signerInfo.signatureAlgorithm, digestName);
    const { signedAttributes } = signerInfo;
    const covered = signedAttributes ? signedEncodings(signedAttributes) : [joined(content)];
    return { digestName, claims, algorithm, covered };
  } catch (error) {
    return refusalOf(error);
  }
}

export function refusalOf(error: unknown): Refusal {
  if (isSmimeError(error, "x509/unsupported-key") || isSmimeError(error, "cms/unsupported-algorithm"))
    return "unsupported-algorithm";
  if (isSmimeError(error)) return "malformed-signature";
  throw error;
}
