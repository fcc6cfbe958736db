import { afterAll, describe, expect, it } from "vitest";
import { assess, describeSigner, findPath, vouch } from "../../src/smime/assess.ts";
import type { SignerResult } from "../../src/smime/cms/signed-data.ts";
import { NOW, People } from "./people.ts";

const people = new People();
afterAll(() => people.remove());

const sound = (certificate: SignerResult["certificate"]): SignerResult => {
  if (!certificate) throw new Error("a signer has a certificate");
  return {
    kind: "sound",
    certificate,
    digest: "sha-256",
    scheme: "ecdsa-p256",
    signingTime: NOW,
    capabilities: [],
    remarks: [],
  };
};
const claim = {
  authors: [{ kind: "one", mailbox: { name: "", address: "alice@example.com" } }],
  date: NOW,
  partial: null,
  certificates: [],
} as const;

const verdict = async (results: readonly SignerResult[], change: Partial<typeof claim> | object = {}) =>
  (await assess(results, { ...claim, ...change }, people.context())).verdict;

describe("vouch", () => {
  it("says verified for the address of the path's own certificate, and for no other", async () => {
    const { certificate } = people.alice;
    const path = await findPath({ target: certificate, use: "sign", travelled: [], at: NOW }, people.context());
    if (path.kind !== "valid") throw new Error("the path is valid");
    const signer = await describeSigner(certificate, sound(certificate));
    expect(vouch(path, { name: "", address: "alice@EXAMPLE.com" }, signer)).toEqual({
      kind: "verified",
      signer,
      revocation: "not-checked",
    });
    expect(vouch(path, { name: "alice@example.com", address: "eve@evil.example" }, signer)).toEqual({
      kind: "mismatched",
      signer,
      from: "eve@evil.example",
    });
  });
});

describe("assess", () => {
  it("answers for every author a reader may be shown", async () => {
    const other = { kind: "one", mailbox: { name: "", address: "bob@example.com" } };
    const results = [sound(people.alice.certificate)];
    expect((await verdict(results)).kind).toBe("verified");
    expect(await verdict(results, { authors: [...claim.authors, other] })).toMatchObject({
      kind: "mismatched",
      from: "bob@example.com",
    });
    expect(await verdict(results, { authors: [other, ...claim.authors] })).toMatchObject({
      kind: "mismatched",
      from: "bob@example.com",
    });
    expect(await verdict(results, { authors: [...claim.authors, { kind: "ambiguous-from" }] })).toMatchObject({
      reason: "ambiguous-from",
    });
    expect(await verdict(results, { authors: [] })).toMatchObject({ kind: "undetermined", reason: "no-from" });
  });

  it.each(["legacy/sha-1", "legacy/md5", "legacy/dsa", "legacy/short-key"] as const)(
    "never verifies with %s",
    async (remark) => {
      const result = { ...sound(people.alice.certificate), remarks: [remark] };
      expect(await verdict([result])).toMatchObject({ kind: "untrusted", reason: { code: "weak-algorithm" } });
    },
  );

  it("calls partial what covers a part only, whoever signed", async () => {
    expect(await verdict([sound(people.eve.certificate)], { partial: "unsigned-parts" })).toMatchObject({
      kind: "partial",
      reason: "unsigned-parts",
    });
  });

  it("refuses a certificate that may not sign", async () => {
    const { certificate } = people.issue("reader", { address: "alice@example.com", usage: "keyAgreement" });
    expect(await verdict([sound(certificate)])).toMatchObject({ kind: "untrusted", reason: { code: "key-usage" } });
  });

  it("lets no added signer hide a better or a broken one", async () => {
    const altered = { kind: "altered", reason: "digest-mismatch", certificate: people.alice.certificate } as const;
    const unknown = { kind: "undetermined", reason: "unsupported-algorithm", certificate: null } as const;
    expect((await verdict([altered, unknown, sound(people.alice.certificate)])).kind).toBe("verified");
    expect((await verdict([unknown, altered])).kind).toBe("altered");
    expect((await verdict([sound(people.eve.certificate), altered])).kind).toBe("mismatched");
  });

  it("never turns a digest that differs into anything milder", async () => {
    const altered = { kind: "altered", reason: "digest-mismatch", certificate: people.alice.certificate } as const;
    expect((await verdict([altered], { partial: "unsigned-parts" })).kind).toBe("altered");
    expect((await verdict([altered], { partial: "changed-on-the-way" })).kind).toBe("altered");
    const broken = { ...altered, reason: "signature-mismatch" } as const;
    expect((await verdict([broken], { partial: "changed-on-the-way" })).kind).toBe("altered");
  });
});
