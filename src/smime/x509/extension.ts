import { type Element, Fields, TAG } from "../asn1/reader.ts";
import { booleanOf, octetStringOf, oidOf } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";

/** Extension (RFC 5280 section 4.1): of a certificate, a CRL, a CRL entry or an OCSP response. */
export interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** The content of extnValue. */
  readonly value: Bytes;
}

/** Extensions that stand in certificates. */
export const CERTIFICATE_EXTENSION = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  issuerAltName: "2.5.29.18",
  basicConstraints: "2.5.29.19",
  nameConstraints: "2.5.29.30",
  cRLDistributionPoints: "2.5.29.31",
  certificatePolicies: "2.5.29.32",
  policyMappings: "2.5.29.33",
  authorityKeyIdentifier: "2.5.29.35",
  policyConstraints: "2.5.29.36",
  extendedKeyUsage: "2.5.29.37",
  inhibitAnyPolicy: "2.5.29.54",
  authorityInfoAccess: "1.3.6.1.5.5.7.1.1",
} as const;

/** The members of an Extensions SEQUENCE, in order and with duplicates. */
export function readExtensions(extensions: Element): Extension[] {
  const out: Extension[] = [];
  for (const item of new Fields(extensions).rest()) {
    const fields = new Fields(item);
    const oid = oidOf(fields.any());
    const critical = fields.optional(TAG.boolean);
    out.push({ oid, critical: critical ? booleanOf(critical) : false, value: octetStringOf(fields.any()) });
  }
  return out;
}

/** The first extension with this OID, or null. */
export function findExtension(extensions: readonly Extension[], oid: string): Extension | null {
  return extensions.find((extension) => extension.oid === oid) ?? null;
}

/** Whether an OID stands twice, which RFC 5280 section 4.2 forbids: readers would differ on which one counts. */
export function hasDuplicates(extensions: readonly Extension[]): boolean {
  return new Set(extensions.map(({ oid }) => oid)).size !== extensions.length;
}
