/** The lines of the details panel: every question that was asked about a message, and its answer. */
import type { Assessment } from "./assess.ts";
import type { Author } from "./shown-header.ts";
import type { Check, EncryptionVerdict } from "./verdict/vocabulary.ts";
import { mailAddressesOf, namesAddress } from "./x509/subject-alt-name.ts";

type Answer = Check["answer"];
type Facts = Check["facts"];

function contentIntact({ verdict, result }: Assessment): Check {
  const question = "content-intact";
  if (verdict.kind === "unsigned") return { question, answer: "not-applicable", facts: {} };
  if (result?.kind === "sound") {
    const all: Answer = verdict.kind === "partial" && verdict.reason === "changed-on-the-way" ? "unknown" : "yes";
    return { question, answer: all, facts: { digest: result.digest, scheme: result.scheme } };
  }
  if (verdict.kind === "altered") return { question, answer: "no", facts: { reason: verdict.reason } };
  return { question, answer: "unknown", facts: "reason" in verdict ? { reason: String(verdict.reason) } : {} };
}

function signer({ verdict, result }: Assessment): Check {
  const question = "signer";
  if (verdict.kind === "unsigned") return { question, answer: "not-applicable", facts: {} };
  const named = "signer" in verdict ? verdict.signer : verdict.claimed;
  if (!named) return { question, answer: "unknown", facts: {} };
  const facts: Facts = { name: named.name, subject: named.subject, issuer: named.issuer, serial: named.serial };
  return { question, answer: result?.kind === "sound" ? "yes" : "unknown", facts };
}

function address({ result }: Assessment, authors: readonly Author[]): Check {
  const question = "address";
  const certificate = result?.certificate;
  if (!certificate) return { question, answer: result ? "unknown" : "not-applicable", facts: {} };
  const mailboxes = authors.flatMap((author) => (author.kind === "one" ? [author.mailbox.address] : []));
  const stranger = mailboxes.find((mailbox) => !namesAddress(certificate, mailbox));
  const from = stranger ?? mailboxes.at(-1);
  const facts = { addresses: mailAddressesOf(certificate).addresses.join(", "), ...(from !== undefined && { from }) };
  if (from === undefined || mailboxes.length < authors.length) return { question, answer: "unknown", facts };
  return { question, answer: stranger === undefined ? "yes" : "no", facts };
}

function authority({ path }: Assessment): Check {
  const question = "authority";
  if (!path) return { question, answer: "not-applicable", facts: {} };
  if (path.kind === "valid") return { question, answer: "yes", facts: {} };
  const { code, subject } = path.reason;
  return { question, answer: "no", facts: { reason: code, ...(subject !== null && { subject }) } };
}

function validity({ result, moment, path }: Assessment): Check {
  const question = "validity";
  const certificate = result?.certificate;
  if (!certificate || !moment) return { question, answer: "not-applicable", facts: {} };
  const facts: Facts = {
    at: new Date(moment.at).toISOString(),
    notBefore: new Date(certificate.notBefore).toISOString(),
    notAfter: new Date(certificate.notAfter).toISOString(),
  };
  const current = certificate.notBefore <= moment.at && moment.at <= certificate.notAfter;
  if (!current) return { question, answer: "no", facts };
  const dated = path?.kind === "refused" && (path.reason.code === "expired" || path.reason.code === "not-yet-valid");
  return { question, answer: dated ? "no" : "yes", facts };
}

function revocation({ path }: Assessment): Check {
  const question = "revocation";
  if (!path) return { question, answer: "not-applicable", facts: {} };
  if (path.kind === "refused") {
    const { code } = path.reason;
    if (code === "revoked") return { question, answer: "no", facts: {} };
    return { question, answer: code === "revocation-unknown" ? "unknown" : "not-applicable", facts: {} };
  }
  const answers = { good: "yes", unknown: "unknown", "not-checked": "not-applicable" } as const;
  return { question, answer: answers[path.revocation], facts: {} };
}

function encryption(verdict: EncryptionVerdict): Check {
  const question = "encryption";
  switch (verdict.kind) {
    case "none":
      return { question, answer: "not-applicable", facts: {} };
    case "locked":
      return { question, answer: "unknown", facts: {} };
    case "failed":
      return { question, answer: "no", facts: { code: verdict.code } };
    case "decrypted": {
      const { contentEncryption, keyManagement, authenticated } = verdict;
      return {
        question,
        answer: "yes",
        facts: { contentEncryption, keyManagement, authenticated: String(authenticated) },
      };
    }
  }
}

/** In the order in which they are shown. */
export function checksOf(
  assessment: Assessment,
  authors: readonly Author[],
  encryptionVerdict: EncryptionVerdict,
): readonly Check[] {
  return [
    contentIntact(assessment),
    signer(assessment),
    address(assessment, authors),
    authority(assessment),
    validity(assessment),
    revocation(assessment),
    encryption(encryptionVerdict),
  ];
}
