/** The four policy extensions (RFC 5280 sections 4.2.1.4, 4.2.1.5, 4.2.1.11 and 4.2.1.14). */
import { context, Fields, malformed, readSole, TAG } from "../asn1/reader.ts";
import { oidOf, smallInteger } from "../asn1/values.ts";
import { type Certificate, extensionOf } from "./certificate.ts";
import { CERTIFICATE_EXTENSION } from "./extension.ts";

export const ANY_POLICY = "2.5.29.32.0";

/** OIDs in order; null where the extension is absent. A policy listed twice is malformed. */
export function certificatePoliciesOf(certificate: Certificate): readonly string[] | null {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.certificatePolicies);
  if (!extension) return null;
  const policies = Fields.ofSequence(extension.value)
    .rest()
    .map((information) => oidOf(new Fields(information).required(TAG.oid)));
  if (policies.length === 0 || new Set(policies).size !== policies.length) throw malformed(0, "CertificatePolicies");
  return policies;
}

/** subjectDomainPolicies by issuerDomainPolicy; null where the extension is absent. */
export function policyMappingsOf(certificate: Certificate): ReadonlyMap<string, ReadonlySet<string>> | null {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.policyMappings);
  if (!extension) return null;
  const mappings = new Map<string, Set<string>>();
  for (const item of Fields.ofSequence(extension.value).rest()) {
    const fields = new Fields(item);
    const issuerDomain = oidOf(fields.any());
    const subjectDomains = mappings.get(issuerDomain) ?? new Set();
    mappings.set(issuerDomain, subjectDomains.add(oidOf(fields.any())));
    fields.end();
  }
  if (mappings.size === 0) throw malformed(0, "PolicyMappings");
  return mappings;
}

/** SkipCerts values; null: not constrained. */
export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | null;
  readonly inhibitPolicyMapping: number | null;
}

export function policyConstraintsOf(certificate: Certificate): PolicyConstraints {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.policyConstraints);
  if (!extension) return { requireExplicitPolicy: null, inhibitPolicyMapping: null };
  const fields = Fields.ofSequence(extension.value);
  const skipCerts = (tag: number) => {
    const element = fields.optional(context(tag, false));
    return element && smallInteger({ ...element, tag: TAG.integer });
  };
  const constraints = { requireExplicitPolicy: skipCerts(0), inhibitPolicyMapping: skipCerts(1) };
  fields.end();
  return constraints;
}

/** SkipCerts of inhibitAnyPolicy; null where absent. */
export function inhibitAnyPolicyOf(certificate: Certificate): number | null {
  const extension = extensionOf(certificate, CERTIFICATE_EXTENSION.inhibitAnyPolicy);
  return extension && smallInteger(readSole(extension.value, TAG.integer));
}
