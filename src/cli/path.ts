/** `waxwing path`: one certification path, by the book. */
import { readCertificateFile } from "../smime/x509/certificate-file.ts";
import { validatePath } from "../smime/x509/certification-path.ts";
import { SmimeError } from "../smime/errors.ts";
import { nameToString } from "../smime/x509/name.ts";
import { type Arguments, readArguments } from "./arguments.ts";
import { readInput } from "./files.ts";
import { readTrust, TRUST_FLAGS, TRUST_LISTS } from "./trust.ts";

function policyOf(given: Arguments): object {
  const acceptable = given.all("--policy");
  return {
    ...(acceptable.length > 0 && { acceptable }),
    requireExplicitPolicy: given.has("--require-explicit-policy"),
    inhibitAnyPolicy: given.has("--inhibit-any-policy"),
    inhibitPolicyMapping: given.has("--inhibit-policy-mapping"),
  };
}

/** Where revocation lists are given, a certificate they say nothing about is refused. */
export async function path(words: readonly string[]): Promise<object> {
  const given = readArguments(words, {
    flags: [...TRUST_FLAGS, "--require-explicit-policy", "--inhibit-any-policy", "--inhibit-policy-mapping"],
    values: ["--purpose", "--at"],
    lists: [...TRUST_LISTS, "--policy"],
  });
  const purpose = given.choice("--purpose", ["emailProtection", "any"] as const) ?? "emailProtection";
  const at = given.time();
  const { anchors, intermediates, crls, ocsp } = readTrust(given);
  const [target, ...others] = readCertificateFile(readInput(given.operand));
  if (!target) throw new SmimeError("x509/no-certificate", {});
  const result = await validatePath({
    target,
    intermediates: [...others, ...intermediates],
    anchors,
    at,
    purpose,
    policy: policyOf(given),
    crls,
    ocsp,
    revocation: crls.length + ocsp.length > 0 ? "required" : "if-known",
  });
  const subjects = result.certificates.map(({ subject }) => nameToString(subject));
  if (result.kind === "valid") return { valid: true, path: subjects, revocation: result.revocation };
  return { valid: false, reason: result.reason.code, subject: result.reason.subject, path: subjects };
}
