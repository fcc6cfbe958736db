/** The status of one certificate by OCSP responses (RFC 6960 sections 3.2 and 4.2.2). */
import { equal } from "../bytes.ts";
import { digest } from "../crypto/digest.ts";
import { isSmimeError } from "../errors.ts";
import type { Certificate, SubjectPublicKeyInfo } from "./certificate.ts";
import { profileFault } from "./certificate-profile.ts";
import { extendedKeyUsageOf, KEY_PURPOSE } from "./extended-key-usage.ts";
import { permitsAny } from "./key-usage.ts";
import { namesEqual } from "./name.ts";
import type { BasicOcspResponse, CertID, SingleResponse } from "./ocsp-response.ts";
import {
  type CertificateStatus,
  countsAt,
  isForEver,
  isFromFuture,
  isOutdated,
  isSoundEvidence,
  type RevocationQuestion,
} from "./revocation-evidence.ts";
import { digestOfOid } from "./signature-algorithm.ts";

/** Without nextUpdate newer information is always to be had; for this long, milliseconds, nobody asks for it. */
const WITHOUT_NEXT_UPDATE = 24 * 3_600_000;

interface Issuer {
  readonly certificate: Certificate;
  readonly key: SubjectPublicKeyInfo;
}

async function names(id: CertID, certificate: Certificate, issuer: Issuer): Promise<boolean> {
  const hash = digestOfOid(id.hashAlgorithm.oid);
  if (hash === null || !equal(id.serialNumber, certificate.serialNumber)) return false;
  if (!equal(id.issuerNameHash, await digest(hash, certificate.issuer))) return false;
  return equal(id.issuerKeyHash, await digest(hash, issuer.key.publicKey));
}

async function isResponder(certificate: Certificate, { responder }: BasicOcspResponse): Promise<boolean> {
  if ("name" in responder) return namesEqual(responder.name, certificate.subject);
  return equal(responder.keyHash, await digest("sha-1", certificate.subjectPublicKeyInfo.publicKey));
}

/** Section 4.2.2.2: issued by the very authority asked about, for OCSP signing by name; anyExtendedKeyUsage is not enough. */
async function isDelegate(certificate: Certificate, issuer: Issuer, question: RevocationQuestion): Promise<boolean> {
  const { now } = question;
  if (!namesEqual(certificate.issuer, issuer.certificate.subject)) return false;
  if (now < certificate.notBefore || now > certificate.notAfter || profileFault(certificate) !== null) return false;
  if (!extendedKeyUsageOf(certificate)?.includes(KEY_PURPOSE.ocspSigning)) return false;
  return permitsAny(certificate, "digitalSignature") && isSoundEvidence(certificate, issuer.key, question);
}

async function isAuthorised(
  response: BasicOcspResponse,
  issuer: Issuer,
  question: RevocationQuestion,
): Promise<boolean> {
  if (await isResponder(issuer.certificate, response))
    if (await isSoundEvidence(response, issuer.key, question)) return true;
  const known = "name" in response.responder ? question.named(response.responder.name) : [];
  for (const candidate of [...response.certificates, ...known]) {
    if (!(await isResponder(candidate, response)) || !(await isDelegate(candidate, issuer, question))) continue;
    if (await isSoundEvidence(response, candidate.subjectPublicKeyInfo, question)) return true;
  }
  return false;
}

function isFresh({ thisUpdate, nextUpdate }: SingleResponse, now: number): boolean {
  return !isFromFuture(thisUpdate, now) && !isOutdated(nextUpdate ?? thisUpdate + WITHOUT_NEXT_UPDATE, now);
}

function statusIn(
  single: SingleResponse,
  certificate: Certificate,
  { at, now }: RevocationQuestion,
): CertificateStatus {
  const { status } = single;
  const fresh = isFresh(single, now);
  if (typeof status === "object") {
    const { revocationTime: revocationDate, reason } = status;
    if (!fresh && !isForEver(reason)) return "unknown";
    return countsAt({ revocationDate, reason }, at) ? "revoked" : "good";
  }
  // A responder need not remember certificates that have expired.
  return status === "good" && fresh && certificate.notAfter >= single.thisUpdate ? "good" : "unknown";
}

/** Extensions nobody here processes must not be critical; the nonce is for whoever asked to compare. */
function hasCriticalExtension(response: BasicOcspResponse, single: SingleResponse): boolean {
  return [...response.extensions, ...single.extensions].some(({ critical }) => critical);
}

async function isAuthorisedOrMalformed(...args: Parameters<typeof isAuthorised>): Promise<boolean> {
  try {
    return await isAuthorised(...args);
  } catch (error) {
    if (isSmimeError(error, "asn1/malformed") || isSmimeError(error, "asn1/limit-exceeded")) return false;
    throw error;
  }
}

/** By all responses at hand; a revocation in one outweighs what any other says. */
export async function ocspStatus(
  certificate: Certificate,
  issuer: Issuer,
  question: RevocationQuestion,
): Promise<CertificateStatus> {
  let result: CertificateStatus = "unknown";
  for (const response of question.evidence.ocsp)
    for (const single of response.responses) {
      if (hasCriticalExtension(response, single) || !(await names(single.certID, certificate, issuer))) continue;
      const status = statusIn(single, certificate, question);
      if (status === "unknown" || !(await isAuthorisedOrMalformed(response, issuer, question))) continue;
      if (status === "revoked") return status;
      result = status;
    }
  return result;
}
