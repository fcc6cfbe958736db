/** Certificates, reports and lists that the stage's worker answers with. */
import type { Identity, Person } from "../../../src/protocol/protocol.ts";
import type { CertificateSummary, Check, MessageReport, Signer } from "../../../src/smime/verdict/vocabulary.ts";

export function certificate(changes: Partial<CertificateSummary> = {}): CertificateSummary {
  return {
    subject: "CN=Alice Archer,O=Example Corp",
    issuer: "CN=Example Corp CA,O=Example Corp",
    name: "Alice Archer",
    issuerName: "Example Corp CA",
    serial: "0a1b2c",
    addresses: ["alice@example.org"],
    notBefore: "2026-01-05T00:00:00Z",
    notAfter: "2028-01-05T00:00:00Z",
    fingerprint: "4fd1c3a89e1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5",
    publicKey: "rsa-2048",
    usages: { sign: true, encrypt: true, issue: false },
    ...changes,
  };
}

export const companyAuthority = certificate({
  subject: "CN=Example Corp CA,O=Example Corp",
  name: "Example Corp CA",
  addresses: [],
  fingerprint: "b5a4938271605f4e3d2c1b0af9e8d7c6b5a4938271605f4e3d2c1b9ea8c3d14f",
  usages: { sign: false, encrypt: false, issue: true },
});

export const bob = certificate({
  subject: "CN=Bob Baker",
  name: "Bob Baker",
  addresses: ["bob@partner.example"],
  fingerprint: "77".repeat(32),
});

export const alice: Identity = {
  id: "1",
  certificate: certificate(),
  chain: [companyAuthority],
  canSign: true,
  canDecrypt: true,
  authorityTrusted: false,
};

export const oldAlice: Identity = {
  id: "2",
  certificate: certificate({
    fingerprint: "11".repeat(32),
    notBefore: "2019-02-01T00:00:00Z",
    notAfter: "2022-02-01T00:00:00Z",
    addresses: ["alice.archer-longfellow.of.the.northern.branch@subsidiary.example.org"],
  }),
  chain: [],
  canSign: false,
  canDecrypt: true,
  authorityTrusted: false,
};

export const people: readonly Person[] = [
  {
    address: "bob@partner.example",
    certificate: bob,
    source: "learned",
    since: "2026-11-02T09:00:00Z",
    replaced: null,
    lookedUp: null,
  },
  {
    address: "carol@clinic.example",
    certificate: certificate({
      name: "Dr Carol Weiß",
      addresses: ["carol@clinic.example"],
      fingerprint: "33".repeat(32),
      notAfter: "2026-05-01T00:00:00Z",
    }),
    source: "imported",
    since: "2025-03-12T09:00:00Z",
    replaced: { fingerprint: "22".repeat(32), otherAuthority: true },
    lookedUp: {
      domain: "clinic.example",
      resolver: "dns.quad9.net",
      authenticated: true,
      date: "2026-03-12T09:00:00Z",
    },
  },
];

export const signer: Signer = {
  addresses: ["bob@partner.example"],
  name: "Bob Baker",
  subject: "CN=Bob Baker",
  issuer: "CN=Example Corp CA,O=Example Corp",
  issuerName: "Example Corp CA",
  serial: "0b",
  fingerprint: "77".repeat(32),
  signingTime: "2026-11-20T08:30:00Z",
  digest: "sha-256",
  scheme: "rsassa-pkcs1-v1_5",
};

function checks(answers: Partial<Record<Check["question"], Check["answer"]>>): readonly Check[] {
  const questions = [
    "content-intact",
    "signer",
    "address",
    "authority",
    "validity",
    "revocation",
    "encryption",
  ] as const;
  return questions.map((question) => ({
    question,
    answer: answers[question] ?? "yes",
    facts: question === "address" ? { from: "bob@partner.example" } : {},
  }));
}

const base: MessageReport = {
  signature: { kind: "verified", signer, revocation: "not-checked" },
  encryption: { kind: "none" },
  layers: ["multipart-signed"],
  checks: checks({ revocation: "not-applicable", encryption: "not-applicable" }),
  path: [bob, companyAuthority],
  remarks: [],
};

const decrypted = {
  kind: "decrypted",
  contentEncryption: "aes-256-cbc",
  keyManagement: "rsaes-pkcs1-v1_5",
  authenticated: false,
} as const;

export const reports = {
  verified: base,
  verifiedAndEncrypted: { ...base, encryption: decrypted, checks: checks({ revocation: "not-applicable" }) },
  mismatched: {
    ...base,
    signature: {
      kind: "mismatched",
      signer: { ...signer, addresses: ["carol@example.com"] },
      from: "bob@partner.example",
    },
    checks: checks({ address: "no", revocation: "not-applicable", encryption: "not-applicable" }),
  },
  altered: {
    ...base,
    signature: { kind: "altered", claimed: signer, reason: "digest-mismatch" },
    checks: checks({ "content-intact": "no", revocation: "not-applicable", encryption: "not-applicable" }),
  },
  untrusted: {
    ...base,
    signature: {
      kind: "untrusted",
      claimed: signer,
      reason: { code: "unknown-authority", subject: "CN=Example Corp CA" },
    },
    checks: checks({
      authority: "no",
      validity: "unknown",
      revocation: "not-applicable",
      encryption: "not-applicable",
    }),
    remarks: ["legacy/sha-1", "signing-time/missing"],
  },
  partial: {
    ...base,
    signature: { kind: "partial", signer, reason: "unsigned-parts" },
    checks: checks({ "content-intact": "no", revocation: "not-applicable", encryption: "not-applicable" }),
  },
  undetermined: {
    ...base,
    signature: { kind: "undetermined", claimed: null, reason: "signer-certificate-missing" },
    checks: checks({
      "content-intact": "unknown",
      signer: "unknown",
      address: "unknown",
      authority: "unknown",
      validity: "unknown",
      revocation: "unknown",
      encryption: "not-applicable",
    }),
    path: [],
  },
  locked: {
    ...base,
    signature: { kind: "unsigned" },
    encryption: { kind: "locked" },
    layers: ["enveloped-data"],
    checks: [],
    path: [],
  },
  encryptedOnly: {
    ...base,
    signature: { kind: "unsigned" },
    encryption: decrypted,
    layers: ["enveloped-data"],
    checks: [],
    path: [],
    remarks: ["encryption/unauthenticated"],
  },
  unopened: {
    ...base,
    signature: { kind: "unsigned" },
    encryption: { kind: "failed", code: "cms/no-matching-recipient" },
    layers: ["enveloped-data"],
    checks: [],
    path: [],
  },
} as const satisfies Record<string, MessageReport>;
