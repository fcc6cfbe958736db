import { describe, expect, it } from "vitest";
import { ANY_POLICY } from "../../../src/smime/x509/certificate-policies.ts";
import { PolicyGraph } from "../../../src/smime/x509/policy-graph.ts";

const [A, B, C] = ["1.1", "1.2", "1.3"];

function graphOf(...levels: readonly (readonly string[])[]): PolicyGraph {
  const graph = new PolicyGraph();
  for (const policies of levels) graph.addCertificate(policies, true);
  return graph;
}

describe("the policy graph (RFC 9618)", () => {
  it("keeps policies that every certificate asserts", () => {
    const graph = graphOf([A, B], [B, C]);
    expect(graph.satisfies([B])).toBe(true);
    expect(graph.satisfies([A])).toBe(false);
    expect(graph.satisfies([C])).toBe(false);
    expect(graph.satisfies(null)).toBe(true);
  });

  it("becomes null where nothing is shared, and stays so", () => {
    const graph = graphOf([A], [B], [A]);
    expect(graph.isNull).toBe(true);
    expect(graph.satisfies(null)).toBe(false);
  });

  it("lets anyPolicy stand for every policy, only where it counts", () => {
    expect(graphOf([A], [ANY_POLICY], [A]).satisfies([A])).toBe(true);
    const graph = graphOf([A]);
    graph.addCertificate([ANY_POLICY], false);
    expect(graph.isNull).toBe(true);
  });

  it("answers any question about a path of nothing but anyPolicy", () => {
    expect(graphOf([ANY_POLICY], [ANY_POLICY]).satisfies([C])).toBe(true);
  });

  it("answers in the terms of the anchor's domain", () => {
    const graph = graphOf([A]);
    graph.map(new Map([[A, new Set([B])]]));
    graph.addCertificate([B], true);
    expect(graph.satisfies([A])).toBe(true);
    expect(graph.satisfies([B])).toBe(false);
  });

  it("maps from anyPolicy where the policy itself is not asserted", () => {
    const graph = graphOf([ANY_POLICY]);
    graph.map(new Map([[A, new Set([B])]]));
    graph.addCertificate([B], true);
    expect(graph.satisfies([A])).toBe(true);
  });

  it("drops mapped policies where mapping is inhibited", () => {
    const graph = graphOf([A, B]);
    graph.remove([A]);
    expect(graph.satisfies([A])).toBe(false);
    expect(graph.satisfies([B])).toBe(true);
    graph.remove([B]);
    expect(graph.isNull).toBe(true);
  });
});
