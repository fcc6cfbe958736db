/** What a domain's SMIMEA records (RFC 8162, with the fields of RFC 6698 section 2.1) hold of certificates. */
import type { Bytes } from "../../smime/bytes.ts";
import { isSmimeError } from "../../smime/errors.ts";
import { isAuthority } from "../../smime/x509/basic-constraints.ts";
import { type Certificate, readCertificate } from "../../smime/x509/certificate.ts";

export const TYPE_SMIMEA = 53;

/** Certificate usages: 1 and 3 are about a person's own certificate, 0 and 2 about one of the authorities above it. */
const [CA_CONSTRAINT, SERVICE_CERTIFICATE, TRUST_ANCHOR, DOMAIN_ISSUED] = [0, 1, 2, 3];
const WHOLE_CERTIFICATE = 0;
const AS_IT_IS = 0;

export interface SmimeaContent {
  /** Candidates, with all that is to be said against them still to be found out. */
  readonly certificates: readonly Certificate[];
  /**
   * Authorities' certificates out of usages 0 and 2. For a look-up they are what such a certificate in a file is: it may
   * complete a path, and is trusted no more for standing here. That a domain names its authority would bind, or vouch,
   * only where DNSSEC was proved to us; we have the resolver's word alone.
   */
  readonly issuers: readonly Certificate[];
}

/** Null where it is none. */
function certificateIn(octets: Bytes): Certificate | null {
  try {
    return readCertificate(octets);
  } catch (error) {
    if (isSmimeError(error)) return null;
    throw error;
  }
}

/** `records`: RDATA of each. Those from which no certificate can be had are left out: keys, digests, damage, later kinds. */
export function readSmimea(records: readonly Bytes[]): SmimeaContent {
  const [certificates, issuers]: [Certificate[], Certificate[]] = [[], []];
  for (const record of records) {
    const [usage, selector, matching] = record;
    if (selector !== WHOLE_CERTIFICATE || matching !== AS_IT_IS) continue;
    const certificate = certificateIn(record.slice(3));
    if (certificate === null) continue;
    if (usage === SERVICE_CERTIFICATE || usage === DOMAIN_ISSUED) certificates.push(certificate);
    if ((usage === CA_CONSTRAINT || usage === TRUST_ANCHOR) && isAuthority(certificate)) issuers.push(certificate);
  }
  return { certificates, issuers };
}
