import { describe, expect, it } from "vitest";
import { readCertificate } from "../../../../src/smime/x509/certificate.ts";
import { nameKey } from "../../../../src/smime/x509/name.ts";
import { indexedAnchors, type RootIndex } from "../../../../src/smime/x509/roots/root-index.ts";
import { anchorsOf, joinAnchors } from "../../../../src/smime/x509/trust-anchor.ts";
import { indexRoots } from "../../../rig/email-roots.mjs";
import { authority, DAY, type Issued, name, NOW, person, subordinate } from "../certificate-builder.ts";
import { codeOf, validateChain } from "../path-helpers.ts";

const iso = (time: number): string => new Date(time).toISOString();

function indexOf(roots: readonly Issued[], distrustAfter: string | null = null): RootIndex {
  const listed = roots.map(({ certificate }) => ({ der: certificate.der, distrustAfter }));
  return indexRoots(listed, (der) => nameKey(readCertificate(der).subject));
}

/** The same index, with a list of the names whose octets were asked for. */
function watched(index: RootIndex): { readonly index: RootIndex; readonly decoded: readonly string[] } {
  const decoded: string[] = [];
  const watch = (key: string, root: RootIndex[string][number]) => ({
    ...root,
    get der() {
      decoded.push(key);
      return root.der;
    },
  });
  const entries = Object.entries(index).map(([key, roots]) => [key, roots.map((root) => watch(key, root))] as const);
  return { index: Object.fromEntries(entries), decoded };
}

describe("an index of roots", () => {
  it("answers by the comparison of RFC 5280, all of one name", async () => {
    const roots = [await authority("O=Example,CN=Root"), await authority("O=EXAMPLE,CN=root")];
    const source = indexedAnchors(indexOf([...roots, await authority("CN=Other")]));
    const found = source.bySubject(name("O=example,CN= Root "));
    expect(new Set(found.map(({ certificate }) => certificate.der))).toEqual(
      new Set(roots.map(({ certificate }) => certificate.der)),
    );
    expect(found.map(({ distrustAfter }) => distrustAfter)).toEqual([null, null]);
  });

  it.each(["CN=Nobody", "", "2.5.4.3=constructor"])("knows nobody by the name %j", async (subject) => {
    expect(indexedAnchors(indexOf([await authority()])).bySubject(name(subject))).toEqual([]);
  });

  it("decodes nothing before it is asked, what it is asked for alone, and that once", async () => {
    const { index, decoded } = watched(indexOf([await authority("CN=One"), await authority("CN=Two")]));
    const source = indexedAnchors(index);
    source.bySubject(name("CN=Nobody"));
    expect(decoded).toEqual([]);
    const [first] = source.bySubject(name("CN=Two"));
    const [second] = source.bySubject(name("CN=two"));
    expect(decoded).toEqual(["2.5.4.3=two"]);
    expect(second).toBe(first);
  });

  it("does not depend on the order of its roots", async () => {
    const roots = [await authority("CN=One"), await authority("CN=One"), await authority("CN=Two")];
    expect(JSON.stringify(indexOf(roots))).toBe(JSON.stringify(indexOf(roots.toReversed())));
  });
});

describe("paths to an index", () => {
  it("are valid, and decode their own anchor alone", async () => {
    const root = await authority("CN=Root");
    const issuing = await subordinate(root, "CN=Issuing");
    const { index, decoded } = watched(indexOf([root, await authority("CN=Other"), await authority("CN=Third")]));
    const chain = [await person(issuing), issuing, root];
    expect(codeOf(await validateChain(chain, { anchors: indexedAnchors(index) }))).toBe("valid");
    expect(decoded).toEqual(["2.5.4.3=root"]);
  });

  it("end where an authority only has the same name", async () => {
    const [root, impostor] = [await authority("CN=Root"), await authority("CN=Root")];
    const anchors = indexedAnchors(indexOf([root]));
    expect(codeOf(await validateChain([await person(impostor), impostor], { anchors }))).not.toBe("valid");
  });

  it("end where the person's certificate was issued after the distrust; to the second, as NSS has it", async () => {
    const root = await authority("CN=Root");
    const limit = NOW - 10 * DAY;
    const anchors = indexedAnchors(indexOf([root], iso(limit)));
    // The intermediate is younger than the limit, which is about people's certificates alone.
    const issuing = await subordinate(root, "CN=Issuing", { notBefore: limit + DAY });
    const codes = [limit - DAY, limit, limit + 1000].map(async (notBefore) =>
      codeOf(await validateChain([await person(issuing, "a@example.com", { notBefore }), issuing, root], { anchors })),
    );
    expect(await Promise.all(codes)).toEqual(["valid", "valid", "issued-after-distrust"]);
  });

  it("hold no limit for whoever trusts the authority on their own", async () => {
    const root = await authority("CN=Root");
    const listed = indexedAnchors(indexOf([root], iso(NOW - 300 * DAY)));
    const anchors = joinAnchors(anchorsOf([root.certificate]), listed);
    expect(codeOf(await validateChain([await person(root), root], { anchors: listed }))).toBe("issued-after-distrust");
    expect(codeOf(await validateChain([await person(root), root], { anchors }))).toBe("valid");
  });
});
