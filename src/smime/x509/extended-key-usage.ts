/**
 * ExtKeyUsageSyntax (RFC 5280 section 4.2.1.12), held to all along the path as Mozilla's root policy and every mail
 * client do: an authority that says what it issues for issues for nothing else.
 */
import { Fields } from "../asn1/reader.ts";
import { oidOf } from "../asn1/values.ts";
import { type Certificate, extensionOf } from "./certificate.ts";
import { CERTIFICATE_EXTENSION } from "./extension.ts";

export const KEY_PURPOSE = {
  any: "2.5.29.37.0",
  emailProtection: "1.3.6.1.5.5.7.3.4",
  ocspSigning: "1.3.6.1.5.5.7.3.9",
} as const;

/** OIDs in order; null where the extension is absent. @throws SmimeError asn1/malformed */
export function extendedKeyUsageOf(certificate: Certificate): readonly string[] | null {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.extendedKeyUsage);
  return extension && Fields.ofSequence(extension.value).rest().map(oidOf);
}

/**
 * Whether the certificate, of a person or an authority, may serve this purpose: the extension is absent, or lists the
 * purpose or anyExtendedKeyUsage (RFC 8551 section 4.4.4; RFC 5280 leaves the latter to the application).
 */
export function servesPurpose(certificate: Certificate, purpose: string): boolean {
  const purposes = extendedKeyUsageOf(certificate);
  return purposes === null || purposes.includes(purpose) || purposes.includes(KEY_PURPOSE.any);
}
