/** The status of one certificate by CRLs (RFC 5280 section 6.3.3), direct, indirect and delta. */
import { type Bytes, equal } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import { isAuthority } from "./basic-constraints.ts";
import type { Certificate, SubjectPublicKeyInfo } from "./certificate.ts";
import {
  type CertificateRevocationList,
  findRevoked,
  REASON,
  type RevokedEntry,
} from "./certificate-revocation-list.ts";
import {
  ALL_REASONS,
  directoryNameKey,
  type DistributionPoint,
  distributionPointsOf,
  type IssuingDistributionPoint,
  type NameSet,
} from "./distribution-point.ts";
import { keyUsageOf, permitsAny } from "./key-usage.ts";
import { namesEqual } from "./name.ts";
import { workingKeys } from "./path-validation.ts";
import {
  type CertificateStatus,
  countsAt,
  isForEver,
  isFromFuture,
  isOutdated,
  isSoundEvidence,
  type RevocationQuestion,
} from "./revocation-evidence.ts";

function share(a: NameSet, b: NameSet): boolean {
  return [...a].some((name) => b.has(name));
}

/** Section 6.3.3 (b) (2): whether the CRL's scope includes the certificate by this distribution point. */
function isInScope(scope: IssuingDistributionPoint, point: DistributionPoint, certificate: Certificate): boolean {
  if (scope.onlyContainsAttributeCerts) return false;
  if (scope.onlyContainsUserCerts && isAuthority(certificate)) return false;
  if (scope.onlyContainsCACerts && !isAuthority(certificate)) return false;
  if (scope.names === null) return true;
  return share(scope.names, point.names ?? new Set(point.cRLIssuers?.map(directoryNameKey)));
}

/** Section 6.3.3 (b) and (d): the reasons this CRL speaks about for the certificate; 0 where it does not at all. */
function reasonsCovered(list: CertificateRevocationList, point: DistributionPoint, certificate: Certificate): number {
  const scope = list.issuingDistributionPoint;
  const issuers = point.cRLIssuers ?? [certificate.issuer];
  if (!issuers.some((name) => namesEqual(name, list.issuer))) return 0;
  if (point.cRLIssuers && !scope?.indirectCRL) return 0;
  if (scope && !isInScope(scope, point, certificate)) return 0;
  return point.reasons & (scope?.onlySomeReasons ?? ALL_REASONS);
}

function isUsable(list: CertificateRevocationList, now: number): "fresh" | "outdated" | "not-yet" {
  if (isFromFuture(list.thisUpdate, now)) return "not-yet";
  return list.nextUpdate !== null && isOutdated(list.nextUpdate, now) ? "outdated" : "fresh";
}

/** Off the path only a key meant for CRLs will do: a person's certificate without keyUsage must not revoke. */
function isMeantForCrls(certificate: Certificate): boolean {
  try {
    return keyUsageOf(certificate)?.has("cRLSign") ?? false;
  } catch (error) {
    if (isSmimeError(error)) return false;
    throw error;
  }
}

/** Section 6.3.3 (f): the key of an authorised CRL issuer that signed the list; null: there is none. */
async function signerKeyOf(
  list: CertificateRevocationList,
  question: RevocationQuestion,
): Promise<SubjectPublicKeyInfo | null> {
  const { certificates } = question.path;
  for (const [index, certificate] of certificates.entries()) {
    const key = question.keys[index];
    const mayIssue = index > 0 && namesEqual(certificate.subject, list.issuer) && permitsAny(certificate, "cRLSign");
    if (mayIssue && key && (await isSoundEvidence(list, key, question))) return key;
  }
  for (const certificate of question.named(list.issuer)) {
    if (!isMeantForCrls(certificate) || certificates.slice(1).includes(certificate)) continue;
    const path = await question.validateIssuer(certificate);
    const key = path && workingKeys(path.certificates)[0];
    if (key && (await isSoundEvidence(list, key, question))) return key;
  }
  return null;
}

function sameOctets(a: Bytes | null, b: Bytes | null): boolean {
  return a === null || b === null ? a === b : equal(a, b);
}

/** Section 6.3.3 (c) and 5.2.4: whether the delta CRL continues this complete one. */
function continues(delta: CertificateRevocationList, list: CertificateRevocationList): boolean {
  if (delta.baseNumber === null || delta.number === null || list.number === null) return false;
  if (!namesEqual(delta.issuer, list.issuer) || !equal(delta.scope, list.scope)) return false;
  if (!sameOctets(delta.authorityKeyIdentifier, list.authorityKeyIdentifier)) return false;
  return delta.baseNumber <= list.number && list.number < delta.number;
}

async function latestDelta(
  list: CertificateRevocationList,
  key: SubjectPublicKeyInfo,
  question: RevocationQuestion,
): Promise<CertificateRevocationList | null> {
  let latest: CertificateRevocationList | null = null;
  for (const delta of question.evidence.crls) {
    if (!continues(delta, list) || isUsable(delta, question.now) !== "fresh") continue;
    if (latest && (delta.number ?? 0n) <= (latest.number ?? 0n)) continue;
    if (await isSoundEvidence(delta, key, question)) latest = delta;
  }
  return latest;
}

/** Section 6.3.3 (i) to (k). Undefined: the list cannot be used. */
function findEntry(
  certificate: Certificate,
  list: CertificateRevocationList,
  delta: CertificateRevocationList | null,
): RevokedEntry | null | undefined {
  try {
    const changed = delta && findRevoked(delta, certificate.serialNumber, certificate.issuer);
    if (changed) return changed.reason === REASON.removeFromCRL ? null : changed;
    return findRevoked(list, certificate.serialNumber, certificate.issuer);
  } catch (error) {
    if (isSmimeError(error, "x509/malformed")) return undefined;
    throw error;
  }
}

class CrlCheck {
  readonly #certificate: Certificate;
  readonly #question: RevocationQuestion;
  readonly #points: readonly DistributionPoint[];

  constructor(certificate: Certificate, question: RevocationQuestion) {
    this.#certificate = certificate;
    this.#question = question;
    const issuer = { names: new Set([directoryNameKey(certificate.issuer)]), reasons: ALL_REASONS, cRLIssuers: null };
    this.#points = [...distributionPointsOf(certificate), issuer];
  }

  async run(): Promise<CertificateStatus> {
    // Newest first: it decides whether a hold was lifted.
    const lists = this.#question.evidence.crls.toSorted((a, b) => b.thisUpdate - a.thisUpdate);
    let covered = 0;
    for (const point of this.#points)
      for (const list of lists) {
        const reasons = list.baseNumber === null ? reasonsCovered(list, point, this.#certificate) : 0;
        if (reasons === 0) continue;
        const status = await this.#statusBy(list, (reasons & ~covered) === 0);
        if (status === "revoked") return status;
        if (status === "good") covered |= reasons;
      }
    return covered === ALL_REASONS ? "good" : "unknown";
  }

  /** `isSettled`: newer lists spoke about all this one does, so that only what is for ever can still be learnt from it. */
  async #statusBy(list: CertificateRevocationList, isSettled: boolean): Promise<CertificateStatus> {
    const { at, now } = this.#question;
    const usable = isUsable(list, now);
    const key = usable === "not-yet" ? null : await signerKeyOf(list, this.#question);
    if (!key) return "unknown";
    const isCurrent = usable === "fresh" && !isSettled;
    const delta = isCurrent ? await latestDelta(list, key, this.#question) : null;
    const entry = findEntry(this.#certificate, list, delta);
    if (entry === undefined) return "unknown";
    if (entry && (isCurrent || isForEver(entry.reason))) return countsAt(entry, at) ? "revoked" : "good";
    // Authorities drop certificates from their lists once they have expired.
    return isCurrent && this.#certificate.notAfter >= list.thisUpdate ? "good" : "unknown";
  }
}

/** By all CRLs at hand together: "good" only if they cover every reason. @throws SmimeError asn1/malformed */
export function crlStatus(certificate: Certificate, question: RevocationQuestion): Promise<CertificateStatus> {
  return new CrlCheck(certificate, question).run();
}
