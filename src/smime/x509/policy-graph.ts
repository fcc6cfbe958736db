/**
 * The valid_policy_graph of RFC 9618, which replaces the tree of RFC 5280 section 6.1: same answers, but a certificate
 * chain cannot make it grow exponentially (CVE-2023-0464).
 */
import { ANY_POLICY } from "./certificate-policies.ts";

interface PolicyNode {
  readonly validPolicy: string;
  expectedPolicies: ReadonlySet<string>;
  readonly parents: ReadonlySet<PolicyNode>;
}

type Level = ReadonlyMap<string, PolicyNode>;

export class PolicyGraph {
  #levels: Level[] = [
    new Map([[ANY_POLICY, { validPolicy: ANY_POLICY, expectedPolicies: new Set([ANY_POLICY]), parents: new Set() }]]),
  ];

  /** The graph is the "NULL" of the RFC once no node is left. */
  get isNull(): boolean {
    return this.#levels.length === 0;
  }

  setNull(): void {
    this.#levels = [];
  }

  /** Section 6.1.3 (d): `anyPolicyCounts` is whether anyPolicy among `policies` is processed. */
  addCertificate(policies: readonly string[], anyPolicyCounts: boolean): void {
    const last = this.#levels.at(-1);
    if (!last) return;
    const expecting = nodesByExpectedPolicy(last);
    const level = new Map<string, PolicyNode>();
    const add = (policy: string, parents: ReadonlySet<PolicyNode>) =>
      level.set(policy, { validPolicy: policy, expectedPolicies: new Set([policy]), parents });
    const any = last.get(ANY_POLICY);
    for (const policy of policies.filter((oid) => oid !== ANY_POLICY)) {
      const parents = expecting.get(policy) ?? (any && new Set([any]));
      if (parents) add(policy, parents);
    }
    if (anyPolicyCounts && policies.includes(ANY_POLICY))
      for (const [policy, parents] of expecting) if (!level.has(policy)) add(policy, parents);
    this.#levels.push(level);
    this.#prune();
  }

  /** Section 6.1.4 (b) (1): policy mapping is allowed. */
  map(mappings: ReadonlyMap<string, ReadonlySet<string>>): void {
    const last = this.#levels.at(-1);
    if (!last) return;
    const level = new Map(last);
    const any = last.get(ANY_POLICY);
    for (const [issuerDomain, subjectDomains] of mappings) {
      const node = level.get(issuerDomain);
      if (node) node.expectedPolicies = subjectDomains;
      else if (any)
        level.set(issuerDomain, { validPolicy: issuerDomain, expectedPolicies: subjectDomains, parents: any.parents });
    }
    this.#levels[this.#levels.length - 1] = level;
  }

  /** Section 6.1.4 (b) (2): policy mapping is inhibited, mapped policies end here. */
  remove(policies: Iterable<string>): void {
    const last = this.#levels.at(-1);
    if (!last) return;
    const level = new Map(last);
    for (const policy of policies) level.delete(policy);
    this.#levels[this.#levels.length - 1] = level;
    this.#prune();
  }

  /** Section 6.1.5 (g): whether the user-constrained-policy-set is not empty. Null `acceptable` is any-policy. */
  satisfies(acceptable: readonly string[] | null): boolean {
    const last = this.#levels.at(-1);
    if (!last) return false;
    if (acceptable === null || acceptable.includes(ANY_POLICY) || last.has(ANY_POLICY)) return true;
    return this.#authorityConstrainedPolicies().some((policy) => acceptable.includes(policy));
  }

  /** Policies in the terms of the anchor's domain: those that stem from an anyPolicy node directly. */
  #authorityConstrainedPolicies(): string[] {
    return this.#levels
      .flatMap((level) => [...level.values()])
      .filter(({ parents }) => [...parents].some((parent) => parent.validPolicy === ANY_POLICY))
      .map(({ validPolicy }) => validPolicy);
  }

  /** Drops nodes without children above the last level; a level without nodes makes the graph null. */
  #prune(): void {
    let kept = this.#levels.at(-1) ?? new Map<string, PolicyNode>();
    for (let depth = this.#levels.length - 2; depth >= 0; depth--) {
      const parents = new Set([...kept.values()].flatMap((node) => [...node.parents]));
      kept = new Map([...(this.#levels[depth] ?? [])].filter(([, node]) => parents.has(node)));
      this.#levels[depth] = kept;
    }
    if (kept.size === 0) this.setNull();
  }
}

function nodesByExpectedPolicy(level: Level): Map<string, Set<PolicyNode>> {
  const expecting = new Map<string, Set<PolicyNode>>();
  for (const node of level.values())
    for (const policy of node.expectedPolicies) {
      const nodes = expecting.get(policy);
      if (nodes) nodes.add(node);
      else expecting.set(policy, new Set([node]));
    }
  return expecting;
}
