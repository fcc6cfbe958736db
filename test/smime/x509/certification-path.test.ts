import { beforeAll, describe, expect, it } from "vitest";
import { sequence } from "../../../src/smime/asn1/writer.ts";
import { type PathRequest, validatePath } from "../../../src/smime/x509/certification-path.ts";
import { anchorsOf, joinAnchors } from "../../../src/smime/x509/trust-anchor.ts";
import {
  authority,
  basicConstraints,
  certificatePolicies,
  DAY,
  EMAIL_PROTECTION,
  extendedKeyUsage,
  extension,
  generateKeys,
  type Issued,
  issue,
  keyUsage,
  mail,
  name,
  NOW,
  type Overrides,
  person,
  requireExplicitPolicy,
  SERVER_AUTH,
  subordinate,
} from "./certificate-builder.ts";
import { codeOf, validateChain } from "./path-helpers.ts";

let root: Issued;
let intermediate: Issued;
let alice: Issued;
beforeAll(async () => {
  root = await authority();
  intermediate = await subordinate(root, "CN=Issuing");
  alice = await person(intermediate);
});

const CA = [basicConstraints(true), keyUsage("keyCertSign", "cRLSign")];
const PERSON = [keyUsage("digitalSignature"), extendedKeyUsage(EMAIL_PROTECTION), mail("alice@example.com")];

describe("a valid path", () => {
  it("runs from the target to the anchor", async () => {
    const result = await validateChain([alice, intermediate, root]);
    expect(result).toMatchObject({ kind: "valid", purpose: "emailProtection", at: NOW, revocation: "not-checked" });
    expect(result.certificates).toEqual([alice.certificate, intermediate.certificate, root.certificate]);
  });

  it("is found among anything else, in any order", async () => {
    const strangers = await Promise.all([
      authority("CN=Other"),
      person(await authority("CN=Third")),
      authority("CN=Issuing"),
    ]);
    const intermediates = [...strangers, alice, root, intermediate, intermediate].map(({ certificate }) => certificate);
    expect(codeOf(await validateChain([alice, root], { intermediates }))).toBe("valid");
  });

  it("may go through a cross certificate when only the other root is trusted", async () => {
    const other = await authority("CN=Other root");
    const cross = await subordinate(other, "CN=Root", { keys: root.keys });
    const result = await validateChain([alice, cross, intermediate, other]);
    expect(result.certificates).toHaveLength(4);
  });

  it("takes the shortest way", async () => {
    const other = await authority("CN=Other root");
    const cross = await subordinate(other, "CN=Root", { keys: root.keys });
    const anchors = anchorsOf([other.certificate, root.certificate]);
    expect((await validateChain([alice, cross, intermediate, root], { anchors })).certificates).toHaveLength(3);
  });

  it("takes another way where the first is expired", async () => {
    const old = await subordinate(root, "CN=Issuing", { keys: intermediate.keys, notAfter: NOW - DAY });
    expect(codeOf(await validateChain([alice, old, intermediate, root]))).toBe("valid");
  });

  it("goes over a change of the authority's key", async () => {
    const renewed = await authority("CN=Root");
    const newWithOld = await subordinate(root, "CN=Root", { keys: renewed.keys });
    expect(codeOf(await validateChain([await person(renewed), newWithOld, root]))).toBe("valid");
  });

  it("may be the target alone, where it is itself trusted", async () => {
    const pinned = await issue({ subject: "CN=Pinned", extensions: PERSON });
    const result = await validateChain([pinned, pinned]);
    expect(result).toMatchObject({ kind: "valid" });
    expect(result.certificates).toEqual([pinned.certificate]);
    const late = await validateChain([pinned, pinned], { at: NOW + 1000 * DAY });
    expect(codeOf(late)).toBe("expired");
  });

  it("cannot be made by anybody else", async () => {
    const result = await validateChain([alice, intermediate, root]);
    expect(Object.getOwnPropertyNames(result)).not.toContain("certificates");
    expect({ ...result }).not.toHaveProperty("certificates");
  });

  it("asks its anchor sources in order", async () => {
    const sources = joinAnchors(anchorsOf([]), anchorsOf([{ certificate: root.certificate, distrustAfter: null }]));
    expect(codeOf(await validateChain([alice, intermediate, root], { anchors: sources }))).toBe("valid");
  });
});

describe("an authority nobody trusts", () => {
  const nobody = anchorsOf([]);

  it("is told from one that is missing", async () => {
    const intermediates = [intermediate.certificate, root.certificate];
    expect(await validateChain([alice, root], { anchors: nobody, intermediates })).toMatchObject({
      reason: { code: "unknown-authority", subject: "CN=Root" },
      certificates: [alice.certificate, intermediate.certificate, root.certificate],
    });
    expect(await validateChain([alice, root], { anchors: nobody, intermediates: [] })).toMatchObject({
      reason: { code: "incomplete-path", subject: "CN=Alice" },
    });
    expect(await validateChain([alice, root], { intermediates: [] })).toMatchObject({
      reason: { code: "incomplete-path" },
    });
  });

  it("is an authority with a trusted one's name and another key", async () => {
    const fake = await authority("CN=Root");
    expect(codeOf(await validateChain([await person(fake), root]))).toBe("bad-signature");
  });

  it("has no subject to tell where the certificate has none", async () => {
    const anonymous = await issue({
      subject: "",
      issuer: root,
      extensions: [extension("2.5.29.17", sequence(), true)],
    });
    expect(await validateChain([anonymous, root], { anchors: nobody })).toMatchObject({ reason: { subject: null } });
  });
});

type Change = readonly [title: string, leaf: Overrides, issuing: Overrides, code: string];

const CHANGES: readonly Change[] = [
  ["leaf expired", { notAfter: NOW - 1 }, {}, "expired"],
  ["leaf not yet valid", { notBefore: NOW + 1000 }, {}, "not-yet-valid"],
  ["authority expired", {}, { notAfter: NOW - 1 }, "expired"],
  ["authority not yet valid", {}, { notBefore: NOW + 1000 }, "not-yet-valid"],
  ["authority without basicConstraints", {}, { extensions: [keyUsage("keyCertSign")] }, "not-an-authority"],
  [
    "authority that is none",
    {},
    { extensions: [basicConstraints(false), keyUsage("keyCertSign")] },
    "not-an-authority",
  ],
  ["authority of version 1", {}, { extensions: [], version: 1 }, "not-an-authority"],
  [
    "authority without keyCertSign",
    {},
    { extensions: [basicConstraints(true), keyUsage("digitalSignature")] },
    "key-usage",
  ],
  ["authority for the web", {}, { extensions: [...CA, extendedKeyUsage(SERVER_AUTH)] }, "extended-key-usage"],
  ["leaf for the web", { extensions: [extendedKeyUsage(SERVER_AUTH)] }, {}, "extended-key-usage"],
  ["leaf that may only issue", { extensions: [keyUsage("keyCertSign"), mail("a@example.com")] }, {}, "key-usage"],
  [
    "leaf that says it is none and issues",
    { extensions: [basicConstraints(false), keyUsage("keyCertSign", "digitalSignature")] },
    {},
    "key-usage",
  ],
  [
    "critical extension on the leaf",
    { extensions: [...PERSON, extension("1.2.3", sequence(), true)] },
    {},
    "unknown-critical-extension",
  ],
  [
    "critical extension on the authority",
    {},
    { extensions: [...CA, extension("1.2.3", sequence(), true)] },
    "unknown-critical-extension",
  ],
  [
    "critical hint",
    { extensions: [...PERSON, extension("2.5.29.35", sequence(), true)] },
    {},
    "unknown-critical-extension",
  ],
  ["extension twice", { extensions: [...PERSON, mail("bob@example.com")] }, {}, "malformed"],
  ["extensions in version 1", { version: 1 }, {}, "malformed"],
  ["algorithms that differ", { innerAlgorithm: sequence() }, {}, "malformed"],
  [
    "extension that cannot be read",
    { extensions: [...PERSON, extension("2.5.29.19", Uint8Array.of(1))] },
    {},
    "malformed",
  ],
  [
    "distribution point that cannot be read",
    { extensions: [...PERSON, extension("2.5.29.31", Uint8Array.of(1))] },
    {},
    "malformed",
  ],
  ["no subject and a subjectAltName that is not critical", { subject: "" }, {}, "malformed"],
  [
    "policy asked for and none there",
    {},
    { extensions: [...CA, requireExplicitPolicy(0), certificatePolicies("1.2.3")] },
    "policy",
  ],
];

describe("a path is refused for", () => {
  it.each(CHANGES)("%s", async (_, leaf, issuing, code) => {
    const issuer = await subordinate(root, "CN=Issuing", issuing);
    const changed = await person(issuer, "alice@example.com", leaf);
    const result = await validateChain([changed, issuer, root]);
    const culprit = Object.keys(leaf).length > 0 || code === "policy" ? changed : issuer;
    expect(codeOf(result)).toBe(code);
    expect(result.kind === "refused" && result.reason.subject).toBe(
      culprit === issuer ? "CN=Issuing" : leaf.subject === "" ? null : "CN=Alice",
    );
  });

  it("a signature by another key", async () => {
    const forged = await person(intermediate, "alice@example.com", { signWith: await generateKeys() });
    expect(codeOf(await validateChain([forged, intermediate, root]))).toBe("bad-signature");
  });

  it("a path longer than an authority allows, but for self-issued certificates", async () => {
    const short = await authority("CN=Root", { extensions: [basicConstraints(true, 0), keyUsage("keyCertSign")] });
    const below = await subordinate(short, "CN=Below");
    expect(codeOf(await validateChain([await person(below), below, short]))).toBe("path-too-long");
    const renewed = await subordinate(short, "CN=Root");
    expect(codeOf(await validateChain([await person(renewed), renewed, short]))).toBe("valid");
    expect(codeOf(await validateChain([alice, intermediate, root], { maxPathLength: 0 }))).toBe("path-too-long");
  });

  it("an authority without a name", async () => {
    const nameless = await authority("");
    expect(codeOf(await validateChain([await person(nameless), nameless]))).toBe("incomplete-path");
  });

  it("an authority distrusted since", async () => {
    const anchors = (distrustAfter: number) => anchorsOf([{ certificate: root.certificate, distrustAfter }]);
    const before = await validateChain([alice, intermediate, root], { anchors: anchors(alice.certificate.notBefore) });
    const after = await validateChain([alice, intermediate, root], {
      anchors: anchors(alice.certificate.notBefore - 1),
    });
    expect([codeOf(before), codeOf(after)]).toEqual(["valid", "issued-after-distrust"]);
  });
});

describe("an anchor is held to what its certificate says", () => {
  it.each<[string, Overrides, string]>([
    ["expired", { notAfter: NOW - 1 }, "expired"],
    ["not an authority", { extensions: [keyUsage("keyCertSign")] }, "not-an-authority"],
    ["not for issuing", { extensions: [basicConstraints(true), keyUsage("digitalSignature")] }, "key-usage"],
    ["for the web", { extensions: [...CA, extendedKeyUsage(SERVER_AUTH)] }, "extended-key-usage"],
    ["critical extension", { extensions: [...CA, extension("1.2.3", sequence(), true)] }, "unknown-critical-extension"],
  ])("%s", async (_, overrides, code) => {
    const anchor = await authority("CN=Root", overrides);
    expect(codeOf(await validateChain([await person(anchor), anchor]))).toBe(code);
  });

  it("of version 1, which can say nothing", async () => {
    const old = await authority("CN=Root", { extensions: [], version: 1 });
    expect(codeOf(await validateChain([await person(old), old]))).toBe("valid");
  });

  it("and its own signature is never looked at", async () => {
    const odd = await authority("CN=Root", { signWith: await generateKeys() });
    expect(codeOf(await validateChain([await person(odd), odd]))).toBe("valid");
  });
});

async function weakChain(which: "leaf" | "issuer" | "digest"): Promise<readonly Issued[]> {
  const weak = await generateKeys("rsa-1024");
  const anchor = await authority(
    "CN=Root",
    which === "issuer" ? { keys: weak } : { keys: await generateKeys("rsa-2048") },
  );
  const leaf = which === "leaf" ? { keys: weak } : {};
  return [await person(anchor, "alice@example.com", which === "digest" ? { digest: "SHA-1" } : leaf), anchor];
}

describe("the algorithm floor", () => {
  it.each(["leaf", "issuer", "digest"] as const)("refuses mail over a weak %s", async (which) => {
    const chain = await weakChain(which);
    expect(codeOf(await validateChain(chain))).toBe("weak-algorithm");
    expect(codeOf(await validateChain(chain, { floor: "legacy" }))).toBe("valid");
  });

  it("is legacy for no purpose in particular, unless asked for", async () => {
    const [leaf, anchor] = await weakChain("digest");
    if (!leaf || !anchor) throw new Error("a chain of two was expected");
    const request = { target: leaf.certificate, intermediates: [], anchors: anchorsOf([anchor.certificate]), at: NOW };
    expect(codeOf(await validatePath({ ...request, purpose: "any" }))).toBe("valid");
    expect(codeOf(await validatePath({ ...request, purpose: "any", floor: "strict" }))).toBe("weak-algorithm");
  });

  it("leaves an anchor's own SHA-1 signature alone", async () => {
    const anchor = await authority("CN=Root", { keys: await generateKeys("rsa-2048"), digest: "SHA-1" });
    expect(codeOf(await validateChain([await person(anchor), anchor]))).toBe("valid");
  });
});

describe("what the key may be used for", () => {
  const cases: readonly (readonly [string, NonNullable<PathRequest["use"]>, string])[] = [
    ["digitalSignature", "sign", "valid"],
    ["nonRepudiation", "sign", "valid"],
    ["keyEncipherment", "sign", "key-usage"],
    ["keyEncipherment", "encrypt", "valid"],
    ["keyAgreement", "encrypt", "valid"],
    ["digitalSignature", "encrypt", "key-usage"],
    ["keyEncipherment", "either", "valid"],
    ["digitalSignature", "either", "valid"],
    ["dataEncipherment", "either", "key-usage"],
  ];
  it.each(cases)("%s for %s: %s", async (usage, use, code) => {
    const leaf = await person(root, "alice@example.com", { extensions: [keyUsage(usage), mail("alice@example.com")] });
    expect(codeOf(await validateChain([leaf, root], { use }))).toBe(code);
  });
});

it("compares names by RFC 5280, not by octets", async () => {
  const shouting = await subordinate(root, "CN=ISSUING", { keys: intermediate.keys });
  expect(shouting.certificate.subject).not.toEqual(name("CN=Issuing"));
  expect(codeOf(await validateChain([alice, shouting, root]))).toBe("valid");
});
