import { describe, expect, it } from "vitest";
import { ownerNamesOf } from "../../../src/background/look-up/owner-name.ts";

/** The RFC's own example (RFC 8162 section 3, RFC 7929 section 3). */
const HUGH = "c93f1e400f26708f98cb19d936620da35eec8f72e57f9eec01c1afd6";

const namesOf = async (address: string) => (await ownerNamesOf(address)).names;
const labelOf = async (address: string) => (await namesOf(address))[0]?.split(".")[0];

describe("the owner name of an address", () => {
  it("is that of RFC 8162, and of others who publish by it", async () => {
    expect(await ownerNamesOf("hugh@example.com")).toEqual({
      domain: "example.com",
      names: [`${HUGH}._smimecert.example.com`],
    });
    expect(await labelOf("bosun@bosun.org")).toBe("f10e7de079689f55c0cdd6782e4dd1448c84006962a4bd832e8eff73");
    expect(await labelOf("packager@example.com")).toBe("d6fb116e0485a16e447de0c6317eb48e6ce1370e7986400f95ebad00");
  });

  it("folds nothing, and asks for lower case only after what is written", async () => {
    const [written, lower, ...more] = await namesOf("Hugh@Example.COM");
    expect(written).not.toContain(HUGH);
    expect(written).toMatch(/^[0-9a-f]{56}\._smimecert\.example\.com$/);
    expect(lower).toBe(`${HUGH}._smimecert.example.com`);
    expect(more).toEqual([]);
    expect(await namesOf("GRÜSSE@example.com")).toHaveLength(2);
    expect(await namesOf("Ü@example.com")).toHaveLength(1);
  });

  it("takes quotes away, and hashes UTF-8 in Normalization Form C", async () => {
    expect(await labelOf('"hugh"@example.com')).toBe(HUGH);
    expect(await labelOf('"h\\ugh"@example.com')).toBe(HUGH);
    expect(await labelOf("ju\u0308rgen@example.com")).toBe(await labelOf("j\u00fcrgen@example.com"));
  });

  it("has the domain in A-labels", async () => {
    expect(await namesOf("hugh@bücher.example")).toEqual([`${HUGH}._smimecert.xn--bcher-kva.example`]);
  });

  it("has none where the DNS cannot hold one", async () => {
    expect(await ownerNamesOf("nobody")).toEqual({ domain: "", names: [] });
    expect(await namesOf("hugh@[192.0.2.1]")).toEqual([]);
    expect(await namesOf("hugh@example..com")).toEqual([]);
    expect(await namesOf(`hugh@${"a".repeat(64)}.com`)).toEqual([]);
    expect(await namesOf(`hugh@${"abcdefg.".repeat(24)}com`)).toEqual([]);
    expect(await namesOf(`hugh@${"abcdefg.".repeat(20)}com`)).toHaveLength(1);
  });
});
