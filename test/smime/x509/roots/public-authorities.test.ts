import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fromLatin1 } from "../../../../src/smime/bytes.ts";
import { basicConstraintsOf } from "../../../../src/smime/x509/basic-constraints.ts";
import { readCertificate } from "../../../../src/smime/x509/certificate.ts";
import { KEY_PURPOSE, servesPurpose } from "../../../../src/smime/x509/extended-key-usage.ts";
import { permitsAny } from "../../../../src/smime/x509/key-usage.ts";
import { nameKey, nameToString } from "../../../../src/smime/x509/name.ts";
import { readPublicKey } from "../../../../src/smime/x509/public-key.ts";
import list from "../../../../src/smime/x509/roots/email-roots.json" with { type: "json" };
import { publicAuthorities } from "../../../../src/smime/x509/roots/public-authorities.ts";

const entries = Object.entries(list.roots).flatMap(([key, roots]) =>
  roots.map((root) => ({ ...root, key, certificate: readCertificate(fromLatin1(atob(root.der))) })),
);

describe("the list of public authorities", () => {
  it("says where it is from", () => {
    expect(list.source).toEqual({
      package: "ca-certificates 20250419",
      version: "2.74",
      published: "2025-04-19T07:25:37Z",
      sha256: "620fd89c02acb0019f1899dab7907db5d20735904f5a9a0d3a8771a5857ac482",
    });
    expect(publicAuthorities).toMatchObject({ count: 103, version: "2.74", published: "2025-04-19T07:25:37Z" });
  });

  it("holds as many as it says, each once, with the octets it says", () => {
    expect(entries).toHaveLength(list.count);
    expect(new Set(entries.map(({ sha256 }) => sha256)).size).toBe(list.count);
    for (const { sha256, certificate } of entries)
      expect(createHash("sha256").update(certificate.der).digest("hex")).toBe(sha256);
  });

  it("is indexed by names as they are compared today", () => {
    expect(entries.filter(({ key, certificate }) => nameKey(certificate.subject) !== key)).toEqual([]);
  });

  it("holds authorities whose own certificates let them vouch for mail", () => {
    const unfit = entries.filter(
      ({ certificate }) =>
        !(basicConstraintsOf(certificate)?.cA ?? certificate.version < 3) ||
        !permitsAny(certificate, "keyCertSign") ||
        !servesPurpose(certificate, KEY_PURPOSE.emailProtection),
    );
    expect(unfit.map(({ certificate }) => nameToString(certificate.subject))).toEqual([]);
  });

  it("holds keys that the engine can verify with", () => {
    const kinds = entries.map(({ certificate }) => readPublicKey(certificate.subjectPublicKeyInfo).kind);
    expect(new Set(kinds)).toEqual(new Set(["rsa", "ec"]));
  });

  it("knows which authority was distrusted, and since when", () => {
    const dated = entries.filter(({ distrustAfter }) => distrustAfter !== null);
    expect(dated.map(({ key, distrustAfter }) => [key.split("=").at(-1), distrustAfter])).toEqual([
      ["globaltrust 2020", "2024-06-30T00:00:00Z"],
    ]);
    const [anchor] = publicAuthorities.anchors.bySubject(dated[0]?.certificate.subject ?? new Uint8Array());
    expect(anchor?.distrustAfter).toBe(Date.UTC(2024, 5, 30));
  });

  it("is found by every name in it", () => {
    for (const { certificate } of entries) {
      const found = publicAuthorities.anchors.bySubject(certificate.subject.slice());
      expect(found.map((anchor) => nameToString(anchor.certificate.subject))).toContain(
        nameToString(certificate.subject),
      );
    }
  });
});
