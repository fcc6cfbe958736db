import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { Bytes } from "../../../src/smime/bytes.ts";
import { summarize } from "../../../src/smime/x509/summary.ts";
import { authority, DAY, extension, issue, keyUsage, mail, NOW, person } from "./certificate-builder.ts";

it("tells what a person recognises a certificate by", async () => {
  const root = await authority("O=Example,CN=Example Root");
  const { certificate } = await person(root, "alice@example.com", {
    serial: 0xab,
    notBefore: NOW,
    notAfter: NOW + DAY,
  });
  expect(await summarize(certificate)).toEqual({
    subject: "CN=Alice",
    issuer: "CN=Example Root,O=Example",
    name: "Alice",
    issuerName: "Example Root",
    serial: "00ab",
    addresses: ["alice@example.com"],
    notBefore: "2026-06-01T00:00:00.000Z",
    notAfter: "2026-06-02T00:00:00.000Z",
    fingerprint: createHash("sha256").update(certificate.der).digest("hex"),
    publicKey: "ec-p256",
    usages: { sign: true, encrypt: false, issue: false },
  });
  expect((await summarize(root.certificate)).usages).toEqual({ sign: false, encrypt: false, issue: true });
});

async function nameOf(subject: string, ...extensions: readonly Bytes[]): Promise<string> {
  return (await summarize((await issue({ subject, extensions })).certificate)).name;
}

it("falls back to the organization, then an address, then the whole name", async () => {
  expect(await nameOf("C=DE,O=Example")).toBe("Example");
  expect(await nameOf("C=DE", mail("alice@example.com"))).toBe("alice@example.com");
  expect(await nameOf("C=DE,OU=Mail")).toBe("OU=Mail,C=DE");
});

it("promises nothing where extensions cannot be read, and everything where none restricts", async () => {
  const none = { sign: false, encrypt: false, issue: false };
  const broken = await issue({ subject: "CN=a", extensions: [extension("2.5.29.15", Uint8Array.of(1))] });
  expect((await summarize(broken.certificate)).usages).toEqual(none);
  expect((await summarize((await issue({ subject: "CN=a" })).certificate)).usages).toEqual({
    ...none,
    sign: true,
    encrypt: true,
  });
  const dual = await issue({ subject: "CN=a", extensions: [keyUsage("keyAgreement")] });
  expect((await summarize(dual.certificate)).usages).toEqual({ ...none, encrypt: true });
});
