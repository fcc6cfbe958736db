import type { Certificate } from "./certificate.ts";
import {
  ANY_POLICY,
  certificatePoliciesOf,
  inhibitAnyPolicyOf,
  policyConstraintsOf,
  policyMappingsOf,
} from "./certificate-policies.ts";
import type { PolicyInputs } from "./path-request.ts";
import { PolicyGraph } from "./policy-graph.ts";

function lower(current: number, limit: number | null): number {
  return limit === null ? current : Math.min(current, limit);
}

/** The policy variables of RFC 5280 section 6.1.2, moved on certificate by certificate, anchor side first. */
export class PolicyState {
  readonly #acceptable: readonly string[] | null;
  readonly #graph = new PolicyGraph();
  #explicitPolicy: number;
  #policyMapping: number;
  #inhibitAnyPolicy: number;

  /** `length`: certificates in the path without the anchor. */
  constructor(inputs: PolicyInputs, length: number) {
    this.#acceptable = inputs.acceptable ?? null;
    this.#explicitPolicy = inputs.requireExplicitPolicy ? 0 : length + 1;
    this.#policyMapping = inputs.inhibitPolicyMapping ? 0 : length + 1;
    this.#inhibitAnyPolicy = inputs.inhibitAnyPolicy ? 0 : length + 1;
  }

  /** Section 6.1.3 (d) to (f); false: the path ends here. */
  process(certificate: Certificate, isSelfIssuedAuthority: boolean): boolean {
    const policies = certificatePoliciesOf(certificate);
    if (policies) this.#graph.addCertificate(policies, this.#inhibitAnyPolicy > 0 || isSelfIssuedAuthority);
    else this.#graph.setNull();
    return this.#explicitPolicy > 0 || !this.#graph.isNull;
  }

  /** Section 6.1.4 (a), (b) and (h) to (j); false: the mapping is forbidden. */
  prepareNext(certificate: Certificate, isSelfIssued: boolean): boolean {
    const mappings = policyMappingsOf(certificate);
    if (mappings) {
      if (mappings.has(ANY_POLICY) || [...mappings.values()].some((domains) => domains.has(ANY_POLICY))) return false;
      if (this.#policyMapping > 0) this.#graph.map(mappings);
      else this.#graph.remove(mappings.keys());
    }
    if (!isSelfIssued) this.#countDown();
    const { requireExplicitPolicy, inhibitPolicyMapping } = policyConstraintsOf(certificate);
    this.#explicitPolicy = lower(this.#explicitPolicy, requireExplicitPolicy);
    this.#policyMapping = lower(this.#policyMapping, inhibitPolicyMapping);
    this.#inhibitAnyPolicy = lower(this.#inhibitAnyPolicy, inhibitAnyPolicyOf(certificate));
    return true;
  }

  /** Section 6.1.5 (a), (b) and (g); false: no acceptable policy is left although one is asked for. */
  wrapUp(target: Certificate): boolean {
    if (this.#explicitPolicy > 0) this.#explicitPolicy--;
    if (policyConstraintsOf(target).requireExplicitPolicy === 0) this.#explicitPolicy = 0;
    return this.#explicitPolicy > 0 || this.#graph.satisfies(this.#acceptable);
  }

  #countDown(): void {
    if (this.#explicitPolicy > 0) this.#explicitPolicy--;
    if (this.#policyMapping > 0) this.#policyMapping--;
    if (this.#inhibitAnyPolicy > 0) this.#inhibitAnyPolicy--;
  }
}
