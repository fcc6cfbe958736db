/** Certificates anybody can put in a message, made so that building a path from them never ends. */
import { describe, expect, it } from "vitest";
import { oid, sequence } from "../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import { PATH_LIMITS } from "../../src/smime/x509/path-limits.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import {
  authority,
  basicConstraints,
  certificatePolicies,
  extension,
  general,
  generateKeys,
  type Issued,
  keyUsage,
  nameConstraints,
  person,
  subjectAltName,
  subordinate,
} from "../smime/x509/certificate-builder.ts";
import { codeOf, validateChain } from "../smime/x509/path-helpers.ts";

/** Far above what any of these takes, far below what a search without limits would. */
const SOON = 60_000;

/** `levels` authorities, each certified `width` times by the one above; the last is certified by nobody. */
async function lattice(
  levels: number,
  width: number,
): Promise<{ readonly certificates: readonly Issued[]; readonly lowest: Issued; readonly highest: Issued }> {
  const highest = await authority("CN=Level 0");
  const certificates: Issued[] = [];
  let above = highest;
  for (let level = 1; level <= levels; level++) {
    const keys = await generateKeys();
    const twins: Issued[] = [];
    for (let i = 0; i < width; i++) twins.push(await subordinate(above, `CN=Level ${level}`, { keys }));
    certificates.push(...twins);
    above = twins[0] ?? above;
  }
  return { certificates, lowest: above, highest };
}

/** Two authorities that certify each other, and a person below one. */
async function pair(): Promise<readonly [Issued, Issued, Issued]> {
  const [a, b] = [await authority("CN=A"), await authority("CN=B")];
  const [aByB, bByA] = [await subordinate(b, "CN=A", { keys: a.keys }), await subordinate(a, "CN=B", { keys: b.keys })];
  return [await person(aByB), aByB, bByA];
}

describe("cross certification", () => {
  it("of two authorities ends without a path", { timeout: SOON }, async () => {
    const [leaf, aByB, bByA] = await pair();
    expect(codeOf(await validateChain([leaf, aByB, bByA, await authority("CN=Elsewhere")]))).toBe("incomplete-path");
  });

  it("of two authorities does not hide a path", { timeout: SOON }, async () => {
    const [leaf, aByB, bByA] = await pair();
    const root = await authority();
    const real = await subordinate(root, "CN=A", { keys: aByB.keys });
    expect(codeOf(await validateChain([leaf, aByB, bByA, real, root]))).toBe("valid");
  });

  it("of twelve authorities by each other ends", { timeout: SOON }, async () => {
    const all = await Promise.all(Array.from({ length: 12 }, (_, i) => authority(`CN=${i}`)));
    const cross: Issued[] = [];
    for (const [i, subject] of all.entries())
      for (const issuer of all)
        if (issuer !== subject) cross.push(await subordinate(issuer, `CN=${i}`, { keys: subject.keys }));
    const leaf = await person(all[0] ?? (await authority()));
    expect(codeOf(await validateChain([leaf, ...cross, await authority("CN=Elsewhere")]))).toBe("too-complex");
  });
});

describe("a lattice", () => {
  it("without a way out ends", { timeout: SOON }, async () => {
    const { certificates, lowest } = await lattice(20, 2);
    const leaf = await person(lowest);
    expect(codeOf(await validateChain([leaf, ...certificates, await authority("CN=Elsewhere")]))).toBe("too-complex");
  });

  it("whose every way leads to the anchor and none is valid ends", { timeout: SOON }, async () => {
    const { certificates, lowest, highest } = await lattice(9, 2);
    const leaf = await person(lowest);
    const limited = await authority("CN=Level 0", {
      keys: highest.keys,
      extensions: [basicConstraints(true, 0), keyUsage("keyCertSign")],
    });
    expect(codeOf(await validateChain([leaf, ...certificates, limited]))).toBe("path-too-long");
  });

  it("on the attacker's side does not hide the honest path", { timeout: SOON }, async () => {
    const { certificates, lowest: evil } = await lattice(12, 2);
    const root = await authority();
    const issuing = await subordinate(root, "CN=Issuing");
    const decoys: Issued[] = [];
    for (let i = 0; i < 4; i++) decoys.push(await subordinate(evil, "CN=Issuing", { keys: issuing.keys }));
    const leaf = await person(issuing);
    expect(codeOf(await validateChain([leaf, ...decoys, ...certificates, issuing, root]))).toBe("valid");
  });
});

function hosts(count: number, suffix: string): Bytes[] {
  return Array.from({ length: count }, (_, i) => general.dns(`h${i}.${suffix}`));
}

describe("limits", () => {
  it("a path longer than the limit is not walked", { timeout: SOON }, async () => {
    const { certificates, lowest, highest } = await lattice(PATH_LIMITS.length, 1);
    expect(codeOf(await validateChain([await person(lowest), ...certificates, highest]))).toBe("too-complex");
  });

  it("one as long as the limit is", { timeout: SOON }, async () => {
    const { certificates, lowest, highest } = await lattice(PATH_LIMITS.length - 2, 1);
    const result = await validateChain([await person(lowest), ...certificates, highest]);
    expect(result.certificates).toHaveLength(PATH_LIMITS.length);
    expect(codeOf(result)).toBe("valid");
  });

  it("a crowd of authorities of one name costs a bounded number of signatures", { timeout: SOON }, async () => {
    const keys = await generateKeys();
    const crowd = await Promise.all(
      Array.from({ length: PATH_LIMITS.sameSubject + 10 }, () => authority("CN=Issuing", { keys })),
    );
    const leaf = await person(await authority("CN=Issuing"));
    expect(codeOf(await validateChain([leaf, ...crowd, await authority("CN=Elsewhere")]))).toBe("too-complex");
  });

  it("many names under many constraints are not compared one by one", { timeout: SOON }, async () => {
    const ca = [basicConstraints(true), keyUsage("keyCertSign"), nameConstraints(hosts(1_000, "example"))];
    const root = await authority("CN=Root", { extensions: ca });
    const leaf = await person(root, "", { extensions: [subjectAltName(...hosts(1_000, "other"))] });
    expect(codeOf(await validateChain([leaf, root]))).toBe("too-complex");
  });

  it("a thousand certificates of others cost next to nothing", { timeout: SOON }, async () => {
    const root = await authority();
    const keys = await generateKeys();
    const others = await Promise.all(
      Array.from({ length: 1_000 }, (_, i) => person(root, `u${i}@example.com`, { keys, subject: `CN=${i}` })),
    );
    const intermediates = others.map(({ certificate }) => certificate);
    expect(
      codeOf(
        await validateChain([await person(root), root], { intermediates, anchors: anchorsOf([root.certificate]) }),
      ),
    ).toBe("valid");
  });
});

describe("policy mappings (CVE-2023-0464)", () => {
  it("that double at each authority end", { timeout: SOON }, async () => {
    const [a, b] = ["1.3.6.1.4.1.1", "1.3.6.1.4.1.2"];
    const pairs = [a, b].flatMap((from) => [a, b].map((to) => sequence(oid(from), oid(to))));
    const extensions = [
      basicConstraints(true),
      keyUsage("keyCertSign"),
      certificatePolicies(a, b),
      extension("2.5.29.33", sequence(...pairs)),
    ];
    const root = await authority();
    const chain: Issued[] = [];
    for (let level = 0; level < 25; level++)
      chain.unshift(await subordinate(chain[0] ?? root, `CN=Level ${level}`, { extensions }));
    const leaf = await person(chain[0] ?? root, "", { extensions: [certificatePolicies(a)] });
    const strict = { requireExplicitPolicy: true, acceptable: [b] };
    expect(codeOf(await validateChain([leaf, ...chain, root], { policy: strict }))).toBe("valid");
    expect(codeOf(await validateChain([leaf, ...chain, root], { policy: { ...strict, acceptable: ["1.2.3"] } }))).toBe(
      "policy",
    );
  });
});
