/** What a SignerInfo says in its signed attributes, by the strict rules of RFC 5652 section 11 and RFC 8551 section 2.5. */
import { malformed } from "../asn1/reader.ts";
import { octetStringOf, oidOf, timeOf } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import { ATTRIBUTE_TYPE, type Attribute, readAttributes, soleValue } from "./attributes.ts";
import { type Capability, readCapabilities } from "./capability.ts";
import type { CertificateIdentifier } from "./certificate-identifier.ts";
import { readEncryptionKeyPreference } from "./encryption-key-preference.ts";
import type { SignerInfo } from "./signer-info.ts";
import { readCertificateHashes } from "./signing-certificate.ts";

export interface SignerClaims {
  readonly contentType: string;
  readonly messageDigest: Bytes;
  /** Milliseconds since 1970; null if not claimed. */
  readonly signingTime: number | null;
  readonly capabilities: readonly Capability[];
  /** The certificate the signer wants to be written to; null if not claimed. */
  readonly encryptionKey: CertificateIdentifier | null;
  readonly certificateHashes: ReturnType<typeof readCertificateHashes>;
}

/** No type may come twice: two readers could each believe another of them. */
function refuseDuplicates(attributes: readonly Attribute[]): void {
  if (new Set(attributes.map(({ type }) => type)).size !== attributes.length) throw malformed(0, "distinct attributes");
}

function readClaims(attributes: readonly Attribute[]): SignerClaims {
  refuseDuplicates(attributes);
  const contentType = soleValue(attributes, ATTRIBUTE_TYPE.contentType);
  const messageDigest = soleValue(attributes, ATTRIBUTE_TYPE.messageDigest);
  if (!contentType || !messageDigest) throw malformed(0, "content-type and message-digest");
  const signingTime = soleValue(attributes, ATTRIBUTE_TYPE.signingTime);
  const capabilities = soleValue(attributes, ATTRIBUTE_TYPE.smimeCapabilities);
  const preference = soleValue(attributes, ATTRIBUTE_TYPE.encryptionKeyPreference);
  return {
    contentType: oidOf(contentType),
    messageDigest: octetStringOf(messageDigest),
    signingTime: signingTime && timeOf(signingTime),
    capabilities: capabilities ? readCapabilities(capabilities) : [],
    encryptionKey: preference && readEncryptionKeyPreference(preference),
    certificateHashes: readCertificateHashes(attributes),
  };
}

const SIGNED_ONLY: readonly string[] = [
  ATTRIBUTE_TYPE.contentType,
  ATTRIBUTE_TYPE.messageDigest,
  ATTRIBUTE_TYPE.signingTime,
];

/** What must be signed must not stand where nobody signed it (RFC 5652 section 11): a reader could believe it. */
function refuseUnsignedClaims(attributes: readonly Attribute[]): void {
  if (attributes.some(({ type }) => SIGNED_ONLY.includes(type))) throw malformed(0, "signed attributes to be signed");
}

/** Null where the signer sent no signed attributes; "malformed" where the attributes break the rules. */
export function claimsOf({ signedAttributes, unsignedAttributes }: SignerInfo): SignerClaims | null | "malformed" {
  try {
    if (unsignedAttributes) refuseUnsignedClaims(readAttributes(unsignedAttributes));
    return signedAttributes && readClaims(readAttributes(signedAttributes));
  } catch (error) {
    if (isSmimeError(error, "asn1/malformed") || isSmimeError(error, "asn1/limit-exceeded")) return "malformed";
    if (isSmimeError(error, "cms/limit-exceeded")) return "malformed";
    throw error;
  }
}
