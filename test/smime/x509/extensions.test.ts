import { beforeAll, describe, expect, it } from "vitest";
import { context } from "../../../src/smime/asn1/reader.ts";
import { encode, integer, oid, octetString, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, EMPTY, utf8 } from "../../../src/smime/bytes.ts";
import { authorityInformationAccessOf } from "../../../src/smime/x509/authority-information-access.ts";
import { basicConstraintsOf, isAuthority } from "../../../src/smime/x509/basic-constraints.ts";
import type { Certificate } from "../../../src/smime/x509/certificate.ts";
import {
  certificatePoliciesOf,
  inhibitAnyPolicyOf,
  policyConstraintsOf,
  policyMappingsOf,
} from "../../../src/smime/x509/certificate-policies.ts";
import { extendedKeyUsageOf, KEY_PURPOSE, servesPurpose } from "../../../src/smime/x509/extended-key-usage.ts";
import { authorityKeyIdentifierOf, subjectKeyIdentifierOf } from "../../../src/smime/x509/key-identifier.ts";
import { keyUsageOf, permitsAny } from "../../../src/smime/x509/key-usage.ts";
import {
  basicConstraints,
  certificatePolicies,
  EMAIL_PROTECTION,
  extendedKeyUsage,
  extension,
  general,
  generateKeys,
  issue,
  type KeyPair,
  keyUsage,
  requireExplicitPolicy,
  SERVER_AUTH,
} from "./certificate-builder.ts";

let keys: KeyPair;
beforeAll(async () => {
  keys = await generateKeys();
});

async function withExtensions(...extensions: readonly Bytes[]): Promise<Certificate> {
  return (await issue({ subject: "CN=a", keys, extensions })).certificate;
}

const MALFORMED = expect.objectContaining({ code: "asn1/malformed" });

describe("keyUsage", () => {
  it("names the bits that are set", async () => {
    const certificate = await withExtensions(keyUsage("digitalSignature", "cRLSign"));
    expect([...(keyUsageOf(certificate) ?? [])]).toEqual(["digitalSignature", "cRLSign"]);
    expect(permitsAny(certificate, "keyCertSign", "cRLSign")).toBe(true);
    expect(permitsAny(certificate, "keyCertSign", "keyEncipherment")).toBe(false);
  });

  it("reads the ninth bit, and bits left out as clear", async () => {
    const ninth = await withExtensions(extension("2.5.29.15", Uint8Array.of(3, 3, 7, 0, 0x80)));
    expect([...(keyUsageOf(ninth) ?? [])]).toEqual(["decipherOnly"]);
    const none = await withExtensions(extension("2.5.29.15", Uint8Array.of(3, 1, 0)));
    expect(permitsAny(none, "digitalSignature")).toBe(false);
  });

  it("forbids nothing where absent", async () => {
    expect(permitsAny(await withExtensions(), "keyCertSign")).toBe(true);
  });
});

describe("basicConstraints", () => {
  it("tells authorities from others", async () => {
    expect(basicConstraintsOf(await withExtensions(basicConstraints(true, 3)))).toEqual({
      cA: true,
      pathLenConstraint: 3,
    });
    expect(basicConstraintsOf(await withExtensions(basicConstraints(true)))).toEqual({
      cA: true,
      pathLenConstraint: null,
    });
    expect(isAuthority(await withExtensions(basicConstraints(false)))).toBe(false);
    expect(isAuthority(await withExtensions())).toBe(false);
  });

  it.each([
    ["a negative length", sequence(Uint8Array.of(1, 1, 0xff, 2, 1, 0x80))],
    ["a further field", sequence(integer(0), integer(0))],
  ])("refuses %s", async (_, value) => {
    const certificate = await withExtensions(extension("2.5.29.19", value));
    expect(() => basicConstraintsOf(certificate)).toThrow(MALFORMED);
  });
});

describe("extendedKeyUsage", () => {
  it.each([
    ["absent", [], true],
    ["for mail", [extendedKeyUsage(EMAIL_PROTECTION)], true],
    ["for mail among others", [extendedKeyUsage(SERVER_AUTH, EMAIL_PROTECTION)], true],
    ["for anything", [extendedKeyUsage(KEY_PURPOSE.any)], true],
    ["for the web", [extendedKeyUsage(SERVER_AUTH)], false],
    ["for nothing", [extendedKeyUsage()], false],
  ])("%s", async (_, extensions, expected) => {
    expect(servesPurpose(await withExtensions(...extensions), KEY_PURPOSE.emailProtection)).toBe(expected);
  });

  it("lists its OIDs", async () => {
    expect(extendedKeyUsageOf(await withExtensions(extendedKeyUsage(SERVER_AUTH)))).toEqual([SERVER_AUTH]);
    expect(extendedKeyUsageOf(await withExtensions())).toBeNull();
  });
});

describe("key identifiers", () => {
  it("are read, or null", async () => {
    const id = Uint8Array.of(1, 2, 3);
    const certificate = await withExtensions(
      extension("2.5.29.14", octetString(id)),
      extension("2.5.29.35", sequence(encode(context(0, false), id))),
    );
    expect(subjectKeyIdentifierOf(certificate)).toEqual(id);
    expect(authorityKeyIdentifierOf(certificate)).toEqual(id);
    expect(authorityKeyIdentifierOf(await withExtensions(extension("2.5.29.35", sequence())))).toBeNull();
    expect(subjectKeyIdentifierOf(await withExtensions())).toBeNull();
    expect(authorityKeyIdentifierOf(await withExtensions())).toBeNull();
  });
});

function policyMappings(...pairs: readonly (readonly [string, string])[]): Bytes {
  return extension("2.5.29.33", sequence(...pairs.map(([from, to]) => sequence(oid(from), oid(to)))));
}

function accessDescription(method: string, location: Bytes): Bytes {
  return sequence(oid(method), location);
}

describe("policies", () => {
  it("are listed", async () => {
    expect(certificatePoliciesOf(await withExtensions(certificatePolicies("1.2.3", "1.2.4")))).toEqual([
      "1.2.3",
      "1.2.4",
    ]);
    expect(certificatePoliciesOf(await withExtensions())).toBeNull();
  });

  it("are malformed if empty or listed twice", async () => {
    const [none, twice] = [
      await withExtensions(certificatePolicies()),
      await withExtensions(certificatePolicies("1.2.3", "1.2.3")),
    ];
    expect(() => certificatePoliciesOf(none)).toThrow(MALFORMED);
    expect(() => certificatePoliciesOf(twice)).toThrow(MALFORMED);
  });

  it("are mapped, one to many", async () => {
    const mappings = policyMappingsOf(await withExtensions(policyMappings(["1.1", "1.2"], ["1.1", "1.3"])));
    expect(mappings).toEqual(new Map([["1.1", new Set(["1.2", "1.3"])]]));
    const none = await withExtensions(policyMappings());
    expect(() => policyMappingsOf(none)).toThrow(MALFORMED);
  });

  it("are constrained", async () => {
    const none = { requireExplicitPolicy: null, inhibitPolicyMapping: null };
    expect(policyConstraintsOf(await withExtensions())).toEqual(none);
    expect(policyConstraintsOf(await withExtensions(requireExplicitPolicy(2)))).toEqual({
      ...none,
      requireExplicitPolicy: 2,
    });
    expect(inhibitAnyPolicyOf(await withExtensions(extension("2.5.29.54", integer(1))))).toBe(1);
    expect(inhibitAnyPolicyOf(await withExtensions())).toBeNull();
  });
});

describe("authorityInfoAccess", () => {
  const id = "1.3.6.1.5.5.7.1.1";

  it("lists URIs by method, and leaves out other locations", async () => {
    const value = sequence(
      accessDescription("1.3.6.1.5.5.7.48.1", general.uri("http://ocsp.example/")),
      accessDescription("1.3.6.1.5.5.7.48.2", general.uri("http://ca.example/ca.cer")),
      accessDescription("1.3.6.1.5.5.7.48.2", general.directory("CN=CA")),
    );
    expect(authorityInformationAccessOf(await withExtensions(extension(id, value)))).toEqual({
      ocsp: ["http://ocsp.example/"],
      caIssuers: ["http://ca.example/ca.cer"],
    });
    expect(authorityInformationAccessOf(await withExtensions())).toEqual({ ocsp: [], caIssuers: [] });
  });

  it.each([
    ["an empty list", sequence()],
    ["text", utf8("http://ocsp.example/")],
    ["nothing", EMPTY],
  ])("refuses %s", async (_, value) => {
    const certificate = await withExtensions(extension(id, value));
    expect(() => authorityInformationAccessOf(certificate)).toThrow(MALFORMED);
  });
});
