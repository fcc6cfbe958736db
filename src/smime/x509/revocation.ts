/** Whether the certificates of a valid path have been revoked, by the evidence at hand. Nothing is fetched here. */
import type { RevocationStatus } from "../verdict/vocabulary.ts";
import type { Certificate } from "./certificate.ts";
import { crlStatus } from "./crl-status.ts";
import { ocspStatus } from "./ocsp-status.ts";
import type { PathFault, RevocationMode } from "./path-request.ts";
import type { CertificateStatus, RevocationQuestion } from "./revocation-evidence.ts";

async function statusOf(
  certificate: Certificate,
  index: number,
  question: RevocationQuestion,
): Promise<CertificateStatus> {
  const issuer = question.path.certificates[index + 1];
  const key = question.keys[index + 1];
  if (!issuer || !key) return "unknown";
  const byOcsp = await ocspStatus(certificate, { certificate: issuer, key }, question);
  if (byOcsp === "revoked") return byOcsp;
  const byCrl = await crlStatus(certificate, question);
  return byCrl === "unknown" ? byOcsp : byCrl;
}

/**
 * "good" only if every certificate below the anchor is known to be; "not-checked" where nothing was to be looked at.
 * A fault if one is revoked or, where `mode` is "required", one is unknown.
 */
export async function checkRevocation(
  mode: RevocationMode,
  question: RevocationQuestion,
): Promise<RevocationStatus | PathFault> {
  if (mode === "ignore" || (mode === "if-known" && !question.evidence.isGiven)) return "not-checked";
  const issued = question.path.certificates.slice(0, -1);
  // A certificate that is trusted itself has no issuer who could revoke it.
  if (issued.length === 0) return "not-checked";
  let overall: RevocationStatus = "good";
  for (const [index, certificate] of [...issued.entries()].toReversed()) {
    const status = await statusOf(certificate, index, question);
    if (status === "revoked") return { code: "revoked", certificate };
    if (status === "good") continue;
    if (mode === "required") return { code: "revocation-unknown", certificate };
    overall = "unknown";
  }
  return overall;
}
