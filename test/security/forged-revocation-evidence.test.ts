/** Evidence a message brings along to have a revoked certificate believed. */
import { beforeAll, describe, expect, it } from "vitest";
import {
  authority,
  crl,
  extendedKeyUsage,
  type Issued,
  issue,
  keyUsage,
  NOW,
  ocsp,
  OCSP_SIGNING,
  type OcspOrder,
  person,
  subordinate,
} from "../smime/x509/certificate-builder.ts";
import { KEY_PURPOSE } from "../../src/smime/x509/extended-key-usage.ts";
import { codeOf, validateChain } from "../smime/x509/path-helpers.ts";

let root: Issued;
let mallory: Issued;
let revoking: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  root = await authority();
  mallory = await person(root, "mallory@example.com");
  revoking = await crl({ issuer: root, entries: [{ serialNumber: mallory.certificate.serialNumber, reason: 1 }] });
});

function good(order: Partial<OcspOrder>): Promise<Uint8Array<ArrayBuffer>> {
  return ocsp({ certificate: mallory.certificate, issuer: root, status: "good", ...order });
}

async function statusWith(response: Uint8Array<ArrayBuffer>, ...others: readonly Issued[]): Promise<string> {
  const result = await validateChain([mallory, ...others, root], { ocsp: [response] });
  return result.kind === "valid" ? result.revocation : codeOf(result);
}

describe('an OCSP answer of "good"', () => {
  it("by a key of nobody's is not believed, alone or beside a CRL that revokes", async () => {
    const stranger = await authority("CN=Root");
    const response = await good({ responder: stranger, embed: true });
    expect(await statusWith(response)).toBe("unknown");
    const result = await validateChain([mallory, root], { ocsp: [response], crls: [revoking] });
    expect(codeOf(result)).toBe("revoked");
  });

  it.each<[string, () => Promise<Issued>]>([
    ["by the revoked certificate itself", async () => mallory],
    ["by another person of the same authority", () => person(root, "bob@example.com")],
    [
      "by a delegate of another authority",
      async () =>
        issue({
          subject: "CN=OCSP",
          issuer: await authority("CN=Other"),
          extensions: [extendedKeyUsage(OCSP_SIGNING)],
        }),
    ],
    [
      "by a delegate of an authority below",
      async () =>
        issue({
          subject: "CN=OCSP",
          issuer: await subordinate(root, "CN=Below"),
          extensions: [extendedKeyUsage(OCSP_SIGNING)],
        }),
    ],
    [
      "by a delegate for anything",
      () => issue({ subject: "CN=OCSP", issuer: root, extensions: [extendedKeyUsage(KEY_PURPOSE.any)] }),
    ],
    ["by a delegate for nothing in particular", () => issue({ subject: "CN=OCSP", issuer: root })],
    [
      "by a delegate whose time is over",
      () =>
        issue({ subject: "CN=OCSP", issuer: root, notAfter: NOW - 1, extensions: [extendedKeyUsage(OCSP_SIGNING)] }),
    ],
    [
      "by a delegate whose key may not sign",
      () =>
        issue({
          subject: "CN=OCSP",
          issuer: root,
          extensions: [extendedKeyUsage(OCSP_SIGNING), keyUsage("keyEncipherment")],
        }),
    ],
  ])("%s is not believed", async (_, responderOf) => {
    const responder = await responderOf();
    expect(await statusWith(await good({ responder, embed: true }), responder)).toBe("unknown");
  });

  it("about another authority's certificate of the same serial number is not believed", async () => {
    const other = await authority("CN=Other");
    expect(await statusWith(await good({ issuer: other, responder: root }))).toBe("unknown");
  });
});

describe("a CRL without the entry", () => {
  it("by an authority of the same name and another key does not count", async () => {
    const fake = await authority("CN=Root");
    const result = await validateChain([mallory, fake, root], { crls: [await crl({ issuer: fake })] });
    expect(result).toMatchObject({ revocation: "unknown" });
    const both = await validateChain([mallory, fake, root], { crls: [await crl({ issuer: fake }), revoking] });
    expect(codeOf(both)).toBe("revoked");
  });

  it("by a person's certificate that was issued under the authority's name does not count", async () => {
    const namesake = await issue({ subject: "CN=Root", issuer: root, extensions: [] });
    const result = await validateChain([mallory, namesake, root], { crls: [await crl({ issuer: namesake })] });
    expect(result).toMatchObject({ revocation: "unknown" });
  });

  it("by an issuer of CRLs under another anchor does not count", async () => {
    const other = await authority("CN=Other");
    const signer = await issue({ subject: "CN=Root", issuer: other, extensions: [keyUsage("cRLSign")] });
    const result = await validateChain([mallory, signer, other, root], { crls: [await crl({ issuer: signer })] });
    expect(result).toMatchObject({ revocation: "unknown" });
  });

  it("by issuers of CRLs that vouch for each other ends", { timeout: 10_000 }, async () => {
    const signers = await Promise.all(
      Array.from({ length: 6 }, () => issue({ subject: "CN=Root", issuer: root, extensions: [keyUsage("cRLSign")] })),
    );
    const crls = await Promise.all(signers.map((signer) => crl({ issuer: signer })));
    const result = await validateChain([mallory, ...signers, root], { crls, revocation: "required" });
    expect(["valid", "revocation-unknown"]).toContain(codeOf(result));
    const told = await validateChain([mallory, ...signers, root], {
      crls: [...crls, revoking],
      revocation: "required",
    });
    expect(codeOf(told)).toBe("revoked");
  });
});
