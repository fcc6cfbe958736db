/**
 * Which certificate a recipient is written to. Accepted is a certificate that is valid now, whose keyUsage and
 * extendedKeyUsage allow encrypting mail, whose key is strong enough, and which one of these vouches for:
 *
 * - the person's own: it came with its key;
 * - learned from verified mail: only while its path is still valid to an authority that is trusted today, so that
 *   withdrawing trust from an authority takes effect on everybody it vouched for;
 * - vouched, out of a file: on the same terms as learned;
 * - imported by the person: their act stands in for an authority nobody knows, or for missing intermediates. Every
 *   other reason to refuse a path (revoked, wrong signature, constraints, weak algorithms) still refuses it.
 */
import { mlKemOfOid } from "../smime/cms/key-encapsulation.ts";
import { isSmimeError } from "../smime/errors.ts";
import type { PathRefusalCode } from "../smime/verdict/vocabulary.ts";
import { keySuffices } from "../smime/x509/algorithm-floor.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { validatePath } from "../smime/x509/certification-path.ts";
import { KEY_PURPOSE, servesPurpose } from "../smime/x509/extended-key-usage.ts";
import { permitsAny } from "../smime/x509/key-usage.ts";
import { readPublicKey } from "../smime/x509/public-key.ts";
import type { AnchorSource } from "../smime/x509/trust-anchor.ts";

export interface Candidate {
  readonly certificate: Certificate;
  readonly source: "own" | "learned" | "vouched" | "imported";
  /** Object identifiers of what the recipient's software can read; empty where unknown. */
  readonly capabilities: readonly string[];
}

export interface Trust {
  readonly anchors: AnchorSource;
  readonly intermediates: readonly Certificate[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type RecipientChoice =
  | { readonly kind: "ready"; readonly certificate: Certificate; readonly capabilities: readonly string[] }
  | { readonly kind: "missing" }
  | { readonly kind: "malformed" }
  | { readonly kind: "expired"; readonly certificate: Certificate }
  | { readonly kind: "untrusted"; readonly certificate: Certificate; readonly reason: PathRefusalCode };

/** keyUsage and extendedKeyUsage of a certificate that mail may be encrypted to. */
export function fitsEncryption(certificate: Certificate): boolean {
  try {
    return (
      permitsAny(certificate, "keyEncipherment", "keyAgreement") &&
      servesPurpose(certificate, KEY_PURPOSE.emailProtection)
    );
  } catch (error) {
    if (isSmimeError(error)) return false;
    throw error;
  }
}

/** keyUsage and extendedKeyUsage of a certificate that mail may be signed with. */
export function fitsSigning(certificate: Certificate): boolean {
  try {
    return (
      permitsAny(certificate, "digitalSignature", "nonRepudiation") &&
      servesPurpose(certificate, KEY_PURPOSE.emailProtection)
    );
  } catch (error) {
    if (isSmimeError(error)) return false;
    throw error;
  }
}

export function isValidAt({ notBefore, notAfter }: Certificate, now: number): boolean {
  return notBefore <= now && now <= notAfter;
}

/** Null where the key may be encrypted to. Keys of Montgomery curves and ML-KEM sign nothing: their reader is another. */
function keyFault(certificate: Certificate): PathRefusalCode | null {
  const { oid } = certificate.subjectPublicKeyInfo.algorithm;
  if (oid === "1.3.101.110" || oid === "1.3.101.111" || mlKemOfOid(oid) !== null) return null;
  try {
    const key = readPublicKey(certificate.subjectPublicKeyInfo);
    // All other keys only sign, whether or not a keyUsage says so.
    if (key.kind !== "rsa" && key.kind !== "ec") return "unsupported-algorithm";
    return keySuffices(key, "strict") ? null : "weak-algorithm";
  } catch (error) {
    if (isSmimeError(error)) return "unsupported-algorithm";
    throw error;
  }
}

/** Null where the path to an authority is valid for mail today. */
async function pathFault(certificate: Certificate, trust: Trust): Promise<PathRefusalCode | null> {
  const path = await validatePath({
    target: certificate,
    intermediates: trust.intermediates,
    anchors: trust.anchors,
    at: trust.now,
    purpose: "emailProtection",
    use: "encrypt",
  });
  return path.kind === "valid" ? null : path.reason.code;
}

async function trustFault({ certificate, source }: Candidate, trust: Trust): Promise<PathRefusalCode | null> {
  if (source === "own") return null;
  const fault = await pathFault(certificate, trust);
  if (source === "imported" && (fault === "unknown-authority" || fault === "incomplete-path")) return null;
  return fault;
}

async function judge(candidate: Candidate, trust: Trust): Promise<RecipientChoice> {
  const { certificate, capabilities } = candidate;
  if (trust.now > certificate.notAfter) return { kind: "expired", certificate };
  if (trust.now < certificate.notBefore) return { kind: "untrusted", certificate, reason: "not-yet-valid" };
  const reason = keyFault(certificate) ?? (await trustFault(candidate, trust));
  return reason === null ? { kind: "ready", certificate, capabilities } : { kind: "untrusted", certificate, reason };
}

function newestFirst(a: Candidate, b: Candidate): number {
  return b.certificate.notBefore - a.certificate.notBefore;
}

/** The newest acceptable certificate; else why the newest is not. Signing-only certificates count as none. */
export async function chooseCertificate(candidates: readonly Candidate[], trust: Trust): Promise<RecipientChoice> {
  const fitting = candidates.filter(({ certificate }) => fitsEncryption(certificate)).toSorted(newestFirst);
  const judged = await Promise.all(fitting.map(async (candidate) => judge(candidate, trust)));
  return judged.find(({ kind }) => kind === "ready") ?? judged[0] ?? { kind: "missing" };
}
