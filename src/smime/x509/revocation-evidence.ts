import type { Bytes } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import { algorithmSuffices, keySuffices } from "./algorithm-floor.ts";
import type { Certificate, SubjectPublicKeyInfo } from "./certificate.ts";
import {
  type CertificateRevocationList,
  REASON,
  readCertificateRevocationList,
} from "./certificate-revocation-list.ts";
import { type BasicOcspResponse, readOcspResponse } from "./ocsp-response.ts";
import type { AlgorithmFloor } from "./path-request.ts";
import { readPublicKey } from "./public-key.ts";
import type { CandidatePath } from "./path-validation.ts";
import { readSignatureAlgorithm } from "./signature-algorithm.ts";
import type { SignatureMemo, SignedStructure } from "./signature-memo.ts";

export type CertificateStatus = "good" | "revoked" | "unknown";

/** What can be read of the evidence a request brings. Octets that are no CRL or response are no evidence. */
export interface RevocationEvidence {
  /** Whether the request brought any octets at all, readable or not. */
  readonly isGiven: boolean;
  readonly crls: readonly CertificateRevocationList[];
  readonly ocsp: readonly BasicOcspResponse[];
}

/** One valid path whose certificates are asked about, and all that is needed to judge evidence on them. */
export interface RevocationQuestion {
  readonly path: CandidatePath;
  readonly keys: readonly SubjectPublicKeyInfo[];
  readonly evidence: RevocationEvidence;
  readonly at: number;
  /** When evidence has to be fresh. */
  readonly now: number;
  readonly floor: AlgorithmFloor;
  readonly signatures: SignatureMemo;
  /** Certificates that have this subject, anchors included; nothing is known of them. */
  named(subject: Bytes): readonly Certificate[];
  /** A valid path of a CRL issuer to the same anchor, or null. */
  validateIssuer(certificate: Certificate): Promise<CandidatePath | null>;
}

function readOrNull<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch (error) {
    if (isSmimeError(error, "x509/malformed")) return null;
    throw error;
  }
}

export function readEvidence(crls: readonly Bytes[], ocsp: readonly Bytes[]): RevocationEvidence {
  return {
    isGiven: crls.length + ocsp.length > 0,
    crls: crls.flatMap((der) => readOrNull(() => readCertificateRevocationList(der)) ?? []),
    ocsp: ocsp.flatMap((der) => readOrNull(() => readOcspResponse(der)) ?? []),
  };
}

/** Clocks of responders and readers differ. */
const CLOCK_SKEW = 5 * 60_000;

export function isFromFuture(thisUpdate: number, now: number): boolean {
  return thisUpdate > now + CLOCK_SKEW;
}

export function isOutdated(nextUpdate: number, now: number): boolean {
  return nextUpdate < now - CLOCK_SKEW;
}

/** affiliationChanged, superseded, cessationOfOperation, privilegeWithdrawn: the key was sound until that day. */
const KEY_WAS_SOUND: ReadonlySet<number> = new Set([3, 4, 5, 9]);

/**
 * Whether a revocation counts at the time asked about. One after that time does too, unless its reason says that
 * nobody else had the key before: whoever steals a key writes an early signing time.
 */
export function countsAt(
  revocation: { readonly revocationDate: number; readonly reason: number },
  at: number,
): boolean {
  return revocation.revocationDate <= at || !KEY_WAS_SOUND.has(revocation.reason);
}

/** A hold may have been lifted since; every other revocation is for ever, however old the evidence. */
export function isForEver(reason: number): boolean {
  return reason !== REASON.certificateHold && reason !== REASON.removeFromCRL;
}

/** Whether `key` made the signature, with an algorithm and a key the floor allows. */
export async function isSoundEvidence(
  signed: SignedStructure,
  key: SubjectPublicKeyInfo,
  { floor, signatures }: Pick<RevocationQuestion, "floor" | "signatures">,
): Promise<boolean> {
  if ((await signatures.verify(signed, key)) !== "sound") return false;
  return (
    algorithmSuffices(readSignatureAlgorithm(signed.signatureAlgorithm), floor) &&
    keySuffices(readPublicKey(key), floor)
  );
}
