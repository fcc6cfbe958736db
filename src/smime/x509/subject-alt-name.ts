/** subjectAltName (RFC 5280 section 4.2.1.6, RFC 9598): the mail addresses a certificate speaks for. */
import { readSole } from "../asn1/reader.ts";
import { isSmimeError } from "../errors.ts";
import { type Certificate, extensionOf } from "./certificate.ts";
import { CERTIFICATE_EXTENSION } from "./extension.ts";
import { type GeneralName, readGeneralNames } from "./general-name.ts";
import { type MailAddress, parseMailAddress } from "./mail-address.ts";
import { ATTRIBUTE, attributeValues } from "./name.ts";

export interface MailAddresses {
  /** As written in the certificate, without duplicates; what is no address is left out. */
  readonly addresses: readonly string[];
  /** True if they stand in the subject's emailAddress because the subjectAltName names no mailbox. */
  readonly onlyInSubject: boolean;
}

/** Empty where the extension is absent. @throws SmimeError asn1/malformed */
export function subjectAltNames(certificate: Certificate): readonly GeneralName[] {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.subjectAltName);
  return extension ? readGeneralNames(readSole(extension.value)) : [];
}

function mailboxesIn(certificate: Certificate): string[] | null {
  try {
    return subjectAltNames(certificate).flatMap((name) =>
      name.kind === "rfc822Name" || name.kind === "smtpUTF8Mailbox" ? [name.text] : [],
    );
  } catch (error) {
    if (isSmimeError(error, "asn1/malformed") || isSmimeError(error, "asn1/limit-exceeded")) return null;
    throw error;
  }
}

function addressesAmong(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => parseMailAddress(text) !== null);
}

/**
 * Every rfc822Name and SmtpUTF8Mailbox; the subject's emailAddress only where there is none of either. A
 * subjectAltName that cannot be read yields no address at all. Nothing here says that the certificate is genuine.
 */
export function mailAddressesOf(certificate: Certificate): MailAddresses {
  const mailboxes = mailboxesIn(certificate);
  if (mailboxes === null) return { addresses: [], onlyInSubject: false };
  if (mailboxes.length > 0) return { addresses: addressesAmong(mailboxes), onlyInSubject: false };
  const addresses = addressesAmong(attributeValues(certificate.subject, ATTRIBUTE.emailAddress));
  return { addresses, onlyInSubject: addresses.length > 0 };
}

function sameAddress(a: MailAddress | null, b: MailAddress | null): boolean {
  return a !== null && b !== null && a.local === b.local && a.domain === b.domain;
}

/** Whether the certificate names this addr-spec, by the comparison of `mail-address.ts`. */
export function namesAddress(certificate: Certificate, addrSpec: string): boolean {
  const wanted = parseMailAddress(addrSpec);
  return mailAddressesOf(certificate).addresses.some((address) => sameAddress(parseMailAddress(address), wanted));
}
