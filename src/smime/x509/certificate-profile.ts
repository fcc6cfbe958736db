/** What RFC 5280 section 4 asks of a certificate by itself, wherever it stands in a path. */
import { equal } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import type { PathRefusalCode } from "../verdict/vocabulary.ts";
import { authorityInformationAccessOf } from "./authority-information-access.ts";
import { basicConstraintsOf } from "./basic-constraints.ts";
import { type Certificate, extensionOf } from "./certificate.ts";
import { distributionPointsOf } from "./distribution-point.ts";
import { CERTIFICATE_EXTENSION, hasDuplicates } from "./extension.ts";
import { authorityKeyIdentifierOf, subjectKeyIdentifierOf } from "./key-identifier.ts";
import { isEmptyName } from "./name.ts";
import { subjectAltNames } from "./subject-alt-name.ts";

/**
 * Extensions that may be critical because path validation heeds them. Those the RFC wants non-critical (key
 * identifiers, information access) are hints here, so that a critical one asks for more than is done.
 */
const PROCESSED: ReadonlySet<string> = new Set([
  CERTIFICATE_EXTENSION.keyUsage,
  CERTIFICATE_EXTENSION.subjectAltName,
  CERTIFICATE_EXTENSION.issuerAltName,
  CERTIFICATE_EXTENSION.basicConstraints,
  CERTIFICATE_EXTENSION.nameConstraints,
  CERTIFICATE_EXTENSION.cRLDistributionPoints,
  CERTIFICATE_EXTENSION.certificatePolicies,
  CERTIFICATE_EXTENSION.policyMappings,
  CERTIFICATE_EXTENSION.policyConstraints,
  CERTIFICATE_EXTENSION.extendedKeyUsage,
  CERTIFICATE_EXTENSION.inhibitAnyPolicy,
]);

function isMalformed(certificate: Certificate): boolean {
  const { extensions, version } = certificate;
  if (version < 1 || version > 3 || (version < 3 && extensions.length > 0)) return true;
  if (hasDuplicates(extensions)) return true;
  // Section 4.1.1.2: the algorithm outside the signed octets must be the one inside.
  if (!equal(certificate.tbsSignatureAlgorithm.octets, certificate.outerSignatureAlgorithm.octets)) return true;
  return isEmptyName(certificate.issuer);
}

/** Extensions of use nowhere else in validation are read too: what cannot be read was not checked by its issuer either. */
function hasMalformedExtension(certificate: Certificate): boolean {
  subjectKeyIdentifierOf(certificate);
  authorityKeyIdentifierOf(certificate);
  authorityInformationAccessOf(certificate);
  distributionPointsOf(certificate);
  const alternative = extensionOf(certificate, CERTIFICATE_EXTENSION.subjectAltName);
  subjectAltNames(certificate);
  // Section 4.1.2.6: without a subject, the alternative name is the only one and critical.
  if (isEmptyName(certificate.subject) && !alternative?.critical) return true;
  const constraints = basicConstraintsOf(certificate);
  // Section 4.2.1.10: name constraints stand only in certificates of authorities.
  return !constraints?.cA && extensionOf(certificate, CERTIFICATE_EXTENSION.nameConstraints) !== null;
}

function faultIn(certificate: Certificate): PathRefusalCode | null {
  if (isMalformed(certificate)) return "malformed";
  if (certificate.extensions.some(({ critical, oid }) => critical && !PROCESSED.has(oid)))
    return "unknown-critical-extension";
  return hasMalformedExtension(certificate) ? "malformed" : null;
}

/** Runs checks that read extensions; octets that cannot be read are the fault "malformed". */
export function faultOrMalformed(check: () => PathRefusalCode | null): PathRefusalCode | null {
  try {
    return check();
  } catch (error) {
    if (isSmimeError(error, "asn1/malformed") || isSmimeError(error, "asn1/limit-exceeded")) return "malformed";
    throw error;
  }
}

/** Null: nothing wrong with the certificate as such. */
export function profileFault(certificate: Certificate): PathRefusalCode | null {
  return faultOrMalformed(() => faultIn(certificate));
}
