import { beforeAll, describe, expect, it } from "vitest";
import { anchorsOf } from "../../src/smime/x509/trust-anchor.ts";
import { type Candidate, chooseCertificate, type RecipientChoice } from "../../src/vault/encryption-certificate.ts";
import {
  authority,
  DAY,
  EMAIL_PROTECTION,
  extendedKeyUsage,
  generateKeys,
  type Issued,
  keyUsage,
  mail,
  NOW,
  type Overrides,
  person,
  SERVER_AUTH,
  subordinate,
} from "../smime/x509/certificate-builder.ts";

const ADDRESS = "bob@example.com";
const FOR_MAIL = [keyUsage("keyAgreement"), extendedKeyUsage(EMAIL_PROTECTION), mail(ADDRESS)];

let root: Issued;
let issuing: Issued;

beforeAll(async () => {
  root = await authority();
  issuing = await subordinate(root, "CN=Issuing");
});

async function candidate(source: Candidate["source"], overrides: Overrides = {}): Promise<Candidate> {
  const { certificate } = await person(issuing, ADDRESS, { extensions: FOR_MAIL, ...overrides });
  return { certificate, source, capabilities: [] };
}

async function choose(candidates: readonly Candidate[], trusted: boolean, complete = true): Promise<RecipientChoice> {
  const anchors = anchorsOf(trusted ? [root.certificate] : []);
  return chooseCertificate(candidates, { anchors, intermediates: complete ? [issuing.certificate] : [], now: NOW });
}

describe("which certificate a recipient is written to", () => {
  it("learned: while its path is valid to an authority trusted today", async () => {
    const learned = await candidate("learned");
    expect((await choose([learned], true)).kind).toBe("ready");
    expect(await choose([learned], false)).toMatchObject({ kind: "untrusted" });
    expect(await choose([learned], true, false)).toMatchObject({ kind: "untrusted", reason: "incomplete-path" });
  });

  it("imported: the person stands in for an authority nobody knows", async () => {
    const imported = await candidate("imported");
    expect((await choose([imported], false)).kind).toBe("ready");
    expect((await choose([imported], false, false)).kind).toBe("ready");
  });

  it("imported: but not for a signature that is wrong", async () => {
    const forged = await candidate("imported", { signWith: await generateKeys() });
    expect(await choose([forged], true)).toMatchObject({ kind: "untrusted", reason: "bad-signature" });
  });

  it("own: it came with its key", async () => {
    expect((await choose([await candidate("own")], false)).kind).toBe("ready");
  });

  it.each(["learned", "imported", "own"] as const)(
    "%s: expired, not yet valid or too weak is refused",
    async (source) => {
      const expired = await candidate(source, { notAfter: NOW - 1 });
      expect((await choose([expired], true)).kind).toBe("expired");
      const future = await candidate(source, { notBefore: NOW + DAY });
      expect(await choose([future], true)).toMatchObject({ kind: "untrusted", reason: "not-yet-valid" });
      const usage = [keyUsage("keyEncipherment"), extendedKeyUsage(EMAIL_PROTECTION), mail(ADDRESS)];
      const weak = await candidate(source, { keys: await generateKeys("rsa-1024"), extensions: usage });
      expect(await choose([weak], true)).toMatchObject({ kind: "untrusted", reason: "weak-algorithm" });
    },
  );

  it("signing-only and server certificates count as none", async () => {
    const signing = await candidate("imported", { extensions: [keyUsage("digitalSignature"), mail(ADDRESS)] });
    const server = await candidate("own", { extensions: [extendedKeyUsage(SERVER_AUTH), mail(ADDRESS)] });
    expect(await choose([signing, server], true)).toEqual({ kind: "missing" });
    expect(await choose([], true)).toEqual({ kind: "missing" });
  });

  it.each(["learned", "imported", "own"] as const)("%s: a key that can only sign is refused", async (source) => {
    const extensions = [extendedKeyUsage(EMAIL_PROTECTION), mail(ADDRESS)];
    expect((await choose([await candidate(source, { extensions })], true)).kind).toBe("ready");
    const signsOnly = await candidate(source, { extensions, keys: await generateKeys("ed25519") });
    expect(await choose([signsOnly], true)).toMatchObject({ kind: "untrusted", reason: "unsupported-algorithm" });
  });

  it("the newest that is acceptable", async () => {
    const older = await candidate("learned", { notBefore: NOW - 20 * DAY });
    const newer = await candidate("learned", { notBefore: NOW - 10 * DAY });
    const newestExpired = await candidate("learned", { notBefore: NOW - 5 * DAY, notAfter: NOW - DAY });
    const choice = await choose([older, newestExpired, newer], true);
    expect(choice).toMatchObject({ kind: "ready", certificate: newer.certificate });
  });
});
