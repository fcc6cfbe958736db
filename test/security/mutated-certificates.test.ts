/** One octet changed anywhere in a certificate, CRL or OCSP response: an answer comes, never another error, never "valid". */
import { type Arbitrary, assert, asyncProperty, double, integer as integerBetween, nat, record } from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { context } from "../../src/smime/asn1/reader.ts";
import { encode, integer, octetString, oid, sequence } from "../../src/smime/asn1/writer.ts";
import type { Bytes } from "../../src/smime/bytes.ts";
import { isSmimeError } from "../../src/smime/errors.ts";
import { type Certificate, readCertificate } from "../../src/smime/x509/certificate.ts";
import { validatePath } from "../../src/smime/x509/certification-path.ts";
import { namesAddress } from "../../src/smime/x509/subject-alt-name.ts";
import { summarize } from "../../src/smime/x509/summary.ts";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import {
  authority,
  basicConstraints,
  type CertificateOrder,
  certificatePolicies,
  crl,
  distributionPoint,
  extendedKeyUsage,
  extension,
  general,
  type Issued,
  issue,
  keyUsage,
  mail,
  nameConstraints,
  NOW,
  ocsp,
  OCSP_SIGNING,
  person,
  requireExplicitPolicy,
  subjectAltName,
  subordinate,
} from "../smime/x509/certificate-builder.ts";

let root: Issued;
let issuing: Issued;
let alice: Issued;
let list: Bytes;
let response: Bytes;
beforeAll(async () => {
  root = await authority();
  const constraints = [
    nameConstraints([general.mail("example.com")]),
    certificatePolicies("1.2.3"),
    requireExplicitPolicy(3),
  ];
  issuing = await subordinate(root, "CN=Issuing", {
    extensions: [basicConstraints(true, 1), keyUsage("keyCertSign", "cRLSign"), ...constraints],
  });
  const extensions = [
    keyUsage("digitalSignature"),
    mail("alice@example.com"),
    certificatePolicies("1.2.3"),
    distributionPoint("http://x/"),
  ];
  alice = await person(issuing, "alice@example.com", { extensions });
  list = await crl({ issuer: issuing, entries: [{ serialNumber: alice.certificate.serialNumber, reason: 1 }] });
  const responder = await issue({ subject: "CN=OCSP", issuer: issuing, extensions: [extendedKeyUsage(OCSP_SIGNING)] });
  response = await ocsp({ certificate: alice.certificate, issuer: issuing, status: "good", responder, embed: true });
});

const CHANGE = record({
  position: double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  value: integerBetween({ min: 1, max: 255 }),
});
type Change = typeof CHANGE extends Arbitrary<infer T> ? T : never;

function changed(octets: Bytes, { position, value }: Change): Bytes {
  const copy = octets.slice();
  const index = Math.floor(position * copy.length);
  copy[index] = (copy[index] ?? 0) ^ value;
  return copy;
}

function readOrNull(der: Bytes): Certificate | null {
  try {
    return readCertificate(der);
  } catch (error) {
    if (isSmimeError(error, "x509/malformed")) return null;
    throw error;
  }
}

function validate(
  target: Certificate,
  intermediate: Certificate,
  crls: readonly Bytes[] = [],
  answers: readonly Bytes[] = [],
) {
  const anchors = anchorsOf([root.certificate]);
  return validatePath({
    target,
    intermediates: [intermediate],
    anchors,
    at: NOW,
    purpose: "emailProtection",
    crls,
    ocsp: answers,
  });
}

describe("one octet changed", () => {
  it("in the target is never valid", async () => {
    await assert(
      asyncProperty(CHANGE, async (change) => {
        const target = readOrNull(changed(alice.certificate.der, change));
        if (!target) return;
        await summarize(target);
        namesAddress(target, "alice@example.com");
        expect((await validate(target, issuing.certificate)).kind).toBe("refused");
      }),
      { numRuns: 500 },
    );
  });

  it("in an authority is never valid", async () => {
    await assert(
      asyncProperty(CHANGE, async (change) => {
        const intermediate = readOrNull(changed(issuing.certificate.der, change));
        if (intermediate) expect((await validate(alice.certificate, intermediate)).kind).toBe("refused");
      }),
      { numRuns: 500 },
    );
  });

  it("in a CRL proves nothing", async () => {
    await assert(
      asyncProperty(CHANGE, async (change) => {
        const result = await validate(alice.certificate, issuing.certificate, [changed(list, change)]);
        expect(result).toMatchObject({ kind: "valid", revocation: "unknown" });
      }),
      { numRuns: 200 },
    );
  });

  it("in an OCSP response proves nothing good", async () => {
    await assert(
      asyncProperty(CHANGE, async (change) => {
        const result = await validate(alice.certificate, issuing.certificate, [], [changed(response, change)]);
        expect(result).toMatchObject({ kind: "valid", revocation: "unknown" });
      }),
      { numRuns: 500 },
    );
  });
});

/** Extensions of every kind the engine reads, for a genuine authority to sign in whatever state they are. */
const RICH: readonly Bytes[] = [
  basicConstraints(true, 1),
  keyUsage("keyCertSign", "cRLSign", "digitalSignature"),
  nameConstraints(
    [general.mail("example.com"), general.directory("CN=a"), general.uri("x.example")],
    [general.ip(1, 2, 3, 4, 255, 255, 255, 255)],
  ),
  certificatePolicies("1.2.3", "2.5.29.32.0"),
  requireExplicitPolicy(0),
  distributionPoint("http://x/"),
  extendedKeyUsage("1.3.6.1.5.5.7.3.4"),
  subjectAltName(general.mail("alice@example.com"), general.utf8Mailbox("ä@example.com"), general.dns("example.com")),
  extension("2.5.29.14", octetString(Uint8Array.of(1, 2))),
  extension("2.5.29.35", sequence(encode(context(0, false), Uint8Array.of(1, 2)))),
  extension("2.5.29.33", sequence(sequence(oid("1.2.3"), oid("1.2.4")))),
  extension("2.5.29.54", integer(0)),
  extension("1.3.6.1.5.5.7.1.1", sequence(sequence(oid("1.3.6.1.5.5.7.48.1"), general.uri("http://x/")))),
];

async function issueChanged(order: CertificateOrder, which: number, change: Change): Promise<Issued | null> {
  const extensions = RICH.map((one, index) => (index === which ? changed(one, change) : one));
  try {
    return await issue({ ...order, extensions });
  } catch (error) {
    if (isSmimeError(error, "x509/malformed")) return null;
    throw error;
  }
}

describe("one octet changed before an authority signs", () => {
  it("never stops an answer", async () => {
    const [keys, roots] = [issuing.keys, await crl({ issuer: root })];
    await assert(
      asyncProperty(nat(RICH.length - 1), CHANGE, async (which, change) => {
        const below = await issueChanged({ subject: "CN=Issuing", issuer: root, keys }, which, change);
        const leaf = await issueChanged({ subject: "CN=Alice", issuer: issuing, keys }, which, change);
        if (leaf) await summarize(leaf.certificate);
        if (below && leaf) await validate(leaf.certificate, below.certificate, [list, roots], [response]);
      }),
      { numRuns: 500 },
    );
  });
});

describe("unchanged, the same", () => {
  it("is valid, revoked and good for the target", async () => {
    expect((await validate(alice.certificate, issuing.certificate)).kind).toBe("valid");
    expect(await validate(alice.certificate, issuing.certificate, [list])).toMatchObject({
      reason: { code: "revoked" },
    });
    const roots = await crl({ issuer: root });
    expect(await validate(alice.certificate, issuing.certificate, [roots], [response])).toMatchObject({
      revocation: "good",
    });
  });
});
