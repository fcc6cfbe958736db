import { beforeAll, describe, expect, it } from "vitest";
import { context, TAG } from "../../../src/smime/asn1/reader.ts";
import { encode, integer, sequence } from "../../../src/smime/asn1/writer.ts";
import { type Bytes, utf8 } from "../../../src/smime/bytes.ts";
import type { PathRequest } from "../../../src/smime/x509/certification-path.ts";
import {
  authority,
  crl,
  type CrlOrder,
  DAY,
  distributionPoint,
  extendedKeyUsage,
  extension,
  general,
  generateKeys,
  type Issued,
  issue,
  keyUsage,
  mail,
  NOW,
  ocsp,
  OCSP_SIGNING,
  type OcspOrder,
  person,
  subordinate,
} from "./certificate-builder.ts";
import { codeOf, validateChain } from "./path-helpers.ts";

let root: Issued;
let alice: Issued;
let responder: Issued;
beforeAll(async () => {
  root = await authority();
  alice = await person(root);
  responder = await issue({ subject: "CN=OCSP", issuer: root, extensions: [extendedKeyUsage(OCSP_SIGNING)] });
});

type Evidence = Pick<PathRequest, "crls" | "ocsp" | "revocation" | "at" | "now">;

/** The revocation status of a valid path, or the code of the refusal. */
async function statusWith(evidence: Partial<Evidence>, leaf: Issued = alice): Promise<string> {
  const result = await validateChain([leaf, root], evidence);
  return result.kind === "valid" ? result.revocation : codeOf(result);
}

function revokedAlice(
  overrides: Partial<CrlOrder> = {},
  entry: { date?: number; reason?: number } = {},
): Promise<Bytes> {
  return crl({ issuer: root, entries: [{ serialNumber: alice.certificate.serialNumber, ...entry }], ...overrides });
}

function answer(overrides: Partial<OcspOrder> = {}): Promise<Bytes> {
  return ocsp({ certificate: alice.certificate, issuer: root, status: "good", ...overrides });
}

const REVOKED = { revoked: NOW - DAY };

describe("without evidence", () => {
  it("nothing is checked, unless it has to be", async () => {
    expect(await statusWith({})).toBe("not-checked");
    expect(await statusWith({ revocation: "required" })).toBe("revocation-unknown");
    expect(await statusWith({ crls: [await revokedAlice()], revocation: "ignore" })).toBe("not-checked");
  });

  it("octets that are no CRL and no response say nothing", async () => {
    expect(await statusWith({ crls: [utf8("x")], ocsp: [utf8("y")] })).toBe("unknown");
  });
});

/** A critical issuingDistributionPoint with these fields. */
function scope(...fields: readonly Bytes[]): Bytes {
  return extension("2.5.29.28", sequence(...fields), true);
}

function scopedTo(uri: string): Bytes {
  return scope(encode(context(0), encode(context(0), general.uri(uri))));
}

function flag(number: number): Bytes {
  return encode(context(number, false), Uint8Array.of(0xff));
}

describe("by CRL", () => {
  it("a certificate is good, revoked or unknown", async () => {
    expect(await statusWith({ crls: [await crl({ issuer: root })] })).toBe("good");
    expect(await statusWith({ crls: [await revokedAlice()] })).toBe("revoked");
    expect(await statusWith({ crls: [await crl({ issuer: await authority("CN=Other") })] })).toBe("unknown");
  });

  it("every certificate of the path counts", async () => {
    const issuing = await subordinate(root, "CN=Issuing");
    const leaf = await person(issuing);
    const serialNumber = issuing.certificate.serialNumber;
    const [own, roots] = [await crl({ issuer: issuing }), await crl({ issuer: root })];
    const revoking = await crl({ issuer: root, entries: [{ serialNumber }] });
    const check = async (...crls: readonly Bytes[]) => {
      const result = await validateChain([leaf, issuing, root], { crls });
      return result.kind === "valid" ? result.revocation : `${codeOf(result)} ${result.reason.subject}`;
    };
    expect(await check(own, roots)).toBe("good");
    expect(await check(own)).toBe("unknown");
    expect(await check(own, revoking)).toBe("revoked CN=Issuing");
  });

  it.each<[string, Partial<CrlOrder>]>([
    ["outdated", { thisUpdate: NOW - 9 * DAY, nextUpdate: NOW - DAY }],
    ["from the future", { thisUpdate: NOW + DAY }],
    ["with a critical extension nobody knows", { extensions: [extension("1.2.3", sequence(), true)] }],
    ["with an extension twice", { extensions: [extension("1.2.3", sequence()), extension("1.2.3", sequence())] }],
    ["for authorities only", { extensions: [scope(flag(2))] }],
    ["for attribute certificates", { extensions: [scope(flag(5))] }],
    ["for some reasons only", { extensions: [scope(encode(context(3, false), Uint8Array.of(5, 0x60)))] }],
    ["of another distribution point", { extensions: [scopedTo("http://x/")] }],
    ["that is a delta without its base", { extensions: [extension("2.5.29.27", integer(0), true)] }],
  ])("one %s proves nothing good", async (_, overrides) => {
    expect(await statusWith({ crls: [await crl({ issuer: root, ...overrides })] })).toMatch(
      /^(?:unknown|not-checked)$/,
    );
  });

  it("one signed by a stranger proves nothing", async () => {
    const signWith = await generateKeys();
    expect(await statusWith({ crls: [await crl({ issuer: root, signWith })] })).toBe("unknown");
    expect(await statusWith({ crls: [await revokedAlice({ signWith })] })).toBe("unknown");
  });

  it("one with a critical entry extension nobody knows is unusable as a whole", async () => {
    const odd = { serialNumber: Uint8Array.of(1), extensions: [extension("1.2.3", sequence(), true)] };
    const { serialNumber } = alice.certificate;
    expect(await statusWith({ crls: [await crl({ issuer: root, entries: [odd] })] })).toBe("unknown");
    expect(await statusWith({ crls: [await crl({ issuer: root, entries: [{ serialNumber }, odd] })] })).toBe("unknown");
  });

  it("an outdated one still tells of what is for ever", async () => {
    const outdated = { thisUpdate: NOW - 9 * DAY, nextUpdate: NOW - DAY };
    expect(await statusWith({ crls: [await revokedAlice(outdated, { reason: 1 })] })).toBe("revoked");
    expect(await statusWith({ crls: [await revokedAlice(outdated, { reason: 6 })] })).toBe("unknown");
  });

  it("the newest list decides about a hold, any about what is for ever", async () => {
    const older = { thisUpdate: NOW - 2 * DAY };
    expect(await statusWith({ crls: [await revokedAlice(older, { reason: 6 }), await crl({ issuer: root })] })).toBe(
      "good",
    );
    expect(
      await statusWith({ crls: [await revokedAlice({}, { reason: 6 }), await crl({ issuer: root, ...older })] }),
    ).toBe("revoked");
    expect(await statusWith({ crls: [await crl({ issuer: root }), await revokedAlice(older, { reason: 1 })] })).toBe(
      "revoked",
    );
  });

  it("a certificate that had expired when the list was made may have been dropped from it", async () => {
    const old = await person(root, "alice@example.com", { notAfter: NOW - 20 * DAY });
    const crls = [await crl({ issuer: root })];
    expect(await statusWith({ crls, at: NOW - 25 * DAY, now: NOW }, old)).toBe("unknown");
  });

  it("a list for the certificate's distribution point is found by its name", async () => {
    const one = await person(root, "alice@example.com", {
      extensions: [mail("alice@example.com"), distributionPoint("http://x/1")],
    });
    expect(await statusWith({ crls: [await crl({ issuer: root, extensions: [scopedTo("http://x/1")] })] }, one)).toBe(
      "good",
    );
    expect(await statusWith({ crls: [await crl({ issuer: root, extensions: [scopedTo("http://x/2")] })] }, one)).toBe(
      "unknown",
    );
    expect(await statusWith({ crls: [await crl({ issuer: root })] }, one)).toBe("good");
  });

  it("a delta list changes the complete one", async () => {
    const { serialNumber } = alice.certificate;
    const base = await revokedAlice({}, { reason: 6 });
    const delta = (entries: CrlOrder["entries"], number: number) =>
      crl({
        issuer: root,
        ...(entries && { entries }),
        number,
        extensions: [extension("2.5.29.27", integer(1), true)],
      });
    expect(await statusWith({ crls: [base, await delta([{ serialNumber, reason: 8 }], 2)] })).toBe("good");
    expect(await statusWith({ crls: [await crl({ issuer: root }), await delta([{ serialNumber }], 2)] })).toBe(
      "revoked",
    );
    expect(await statusWith({ crls: [base, await delta([{ serialNumber, reason: 8 }], 1)] })).toBe("revoked");
  });

  it.each([
    ["cRLSign", "good"],
    ["digitalSignature", "unknown"],
  ])("another certificate of the issuer's name with %s signs it: %s", async (usage, expected) => {
    const signer = await issue({ subject: "CN=Root", issuer: root, extensions: [keyUsage(usage)] });
    // The root answers for the signer, the signer for all.
    const list = await crl({ issuer: signer });
    expect(await validateChain([alice, signer, root], { crls: [list] })).toMatchObject({ revocation: expected });
  });
});

describe("the time of a revocation", () => {
  it.each([
    ["before the signature", NOW - 2 * DAY, 4, "revoked"],
    ["after it, for a stolen key", NOW - DAY / 2, 1, "revoked"],
    ["after it, without a reason", NOW - DAY / 2, undefined, "revoked"],
    ["after it, for a new certificate", NOW - DAY / 2, 4, "good"],
    ["after it, for leaving the company", NOW - DAY / 2, 3, "good"],
    ["after it, on hold", NOW - DAY / 2, 6, "revoked"],
  ])("%s", async (_, date, reason, expected) => {
    const list = await revokedAlice({}, { date, ...(reason === undefined ? {} : { reason }) });
    expect(await statusWith({ crls: [list], at: NOW - DAY, now: NOW })).toBe(expected);
  });
});

describe("by OCSP", () => {
  it("a certificate is good, revoked or unknown", async () => {
    expect(await statusWith({ ocsp: [await answer()] })).toBe("good");
    expect(await statusWith({ ocsp: [await answer({ status: REVOKED })] })).toBe("revoked");
    expect(await statusWith({ ocsp: [await answer({ status: "unknown" })] })).toBe("unknown");
    const bob = await person(root, "bob@example.com");
    expect(await statusWith({ ocsp: [await answer({ certificate: bob.certificate })] })).toBe("unknown");
  });

  it.each<[string, Partial<OcspOrder>]>([
    ["outdated", { thisUpdate: NOW - 9 * DAY, nextUpdate: NOW - DAY }],
    ["from the future", { thisUpdate: NOW + DAY }],
    ["old and without an end", { thisUpdate: NOW - 2 * DAY, nextUpdate: null }],
    ["with a critical extension nobody knows", { singleExtensions: [extension("1.2.3", sequence(), true)] }],
  ])("an answer %s proves nothing good", async (_, overrides) => {
    expect(await statusWith({ ocsp: [await answer(overrides)] })).toBe("unknown");
  });

  it("an answer without an end is good for a day", async () => {
    expect(await statusWith({ ocsp: [await answer({ nextUpdate: null })] })).toBe("good");
  });

  it("the authority may name a delegate", async () => {
    expect(await statusWith({ ocsp: [await answer({ responder, embed: true })] })).toBe("good");
    expect(await statusWith({ ocsp: [await answer({ responder })] })).toBe("unknown");
  });

  it("a delegate's certificate may be at hand instead of in the answer", async () => {
    const evidence = { ocsp: [await answer({ responder })] };
    const result = await validateChain([alice, responder, root], evidence);
    expect(result).toMatchObject({ kind: "valid", revocation: "good" });
  });

  it("an answer by a status of error is none", async () => {
    const error = sequence(encode(TAG.enumerated, Uint8Array.of(6)));
    expect(await statusWith({ ocsp: [error], revocation: "required" })).toBe("revocation-unknown");
  });

  it("a revocation by one kind of evidence outweighs the other", async () => {
    expect(await statusWith({ ocsp: [await answer()], crls: [await revokedAlice()] })).toBe("revoked");
    expect(await statusWith({ ocsp: [await answer({ status: REVOKED })], crls: [await crl({ issuer: root })] })).toBe(
      "revoked",
    );
    expect(await statusWith({ ocsp: [await answer(), await answer({ status: REVOKED })] })).toBe("revoked");
  });
});
