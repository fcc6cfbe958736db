import { toHex } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import type { CertificateSummary } from "../verdict/vocabulary.ts";
import { isAuthority } from "./basic-constraints.ts";
import type { Certificate } from "./certificate.ts";
import { sha256Of } from "./certificate-hash.ts";
import { type KeyUsage, keyUsageOf } from "./key-usage.ts";
import { ATTRIBUTE, attributeValues, nameToString } from "./name.ts";
import { publicKeyName } from "./public-key.ts";
import { mailAddressesOf } from "./subject-alt-name.ts";

/** commonName, else organizationName, else null. */
export function commonNameOf(name: Certificate["subject"]): string | null {
  return (
    attributeValues(name, ATTRIBUTE.commonName).at(-1) ?? attributeValues(name, ATTRIBUTE.organizationName)[0] ?? null
  );
}

function usagesOf(certificate: Certificate): CertificateSummary["usages"] {
  try {
    const usage = keyUsageOf(certificate);
    const may = (...names: readonly KeyUsage[]) => usage === null || names.some((name) => usage.has(name));
    return {
      sign: may("digitalSignature", "nonRepudiation"),
      encrypt: may("keyEncipherment", "keyAgreement"),
      issue: isAuthority(certificate) && may("keyCertSign"),
    };
  } catch (error) {
    // Extensions that cannot be read promise nothing.
    if (isSmimeError(error)) return { sign: false, encrypt: false, issue: false };
    throw error;
  }
}

/** What a person needs to recognise a certificate by. Nothing in it has been verified. */
export async function summarize(certificate: Certificate): Promise<CertificateSummary> {
  const { addresses } = mailAddressesOf(certificate);
  const subject = nameToString(certificate.subject);
  const issuer = nameToString(certificate.issuer);
  return {
    subject,
    issuer,
    name: commonNameOf(certificate.subject) ?? addresses[0] ?? subject,
    issuerName: commonNameOf(certificate.issuer) ?? issuer,
    serial: toHex(certificate.serialNumber),
    addresses,
    notBefore: new Date(certificate.notBefore).toISOString(),
    notAfter: new Date(certificate.notAfter).toISOString(),
    fingerprint: toHex(await sha256Of(certificate)),
    publicKey: publicKeyName(certificate),
    usages: usagesOf(certificate),
  };
}
