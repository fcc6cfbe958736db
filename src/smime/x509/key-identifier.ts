import { context, Fields, readSole, TAG } from "../asn1/reader.ts";
import type { Bytes } from "../bytes.ts";
import { type Certificate, extensionOf } from "./certificate.ts";
import { type Extension, CERTIFICATE_EXTENSION } from "./extension.ts";

/** The octets of SubjectKeyIdentifier (RFC 5280 section 4.2.1.2); null where absent. @throws SmimeError asn1/malformed */
export function subjectKeyIdentifierOf(certificate: Certificate): Bytes | null {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.subjectKeyIdentifier);
  return extension && readSole(extension.value, TAG.octetString).content;
}

/** keyIdentifier of an AuthorityKeyIdentifier extension (section 4.2.1.1), of a certificate or a CRL; null where absent. */
export function readAuthorityKeyIdentifier(extension: Extension | null): Bytes | null {
  if (!extension) return null;
  return Fields.ofSequence(extension.value).optional(context(0, false))?.content ?? null;
}

/** @throws SmimeError asn1/malformed */
export function authorityKeyIdentifierOf(certificate: Certificate): Bytes | null {
  return readAuthorityKeyIdentifier(extensionOf(certificate, CERTIFICATE_EXTENSION.authorityKeyIdentifier));
}
