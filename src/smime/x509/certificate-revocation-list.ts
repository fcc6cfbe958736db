/** CertificateList (RFC 5280 section 5): a view whose entries are scanned in place, never made into objects. */
import { context, type Element, Fields, readElement, readSole, TAG } from "../asn1/reader.ts";
import { bitStringOf, smallInteger, timeOf, unsignedInteger } from "../asn1/values.ts";
import { type Bytes, EMPTY, equal } from "../bytes.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "./algorithm-identifier.ts";
import { type IssuingDistributionPoint, readIssuingDistributionPoint } from "./distribution-point.ts";
import { type Extension, findExtension, hasDuplicates, readExtensions } from "./extension.ts";
import { readGeneralNames } from "./general-name.ts";
import { readAuthorityKeyIdentifier } from "./key-identifier.ts";
import { namesEqual } from "./name.ts";

const CRL_NUMBER = "2.5.29.20";
const REASON_CODE = "2.5.29.21";
const DELTA_CRL_INDICATOR = "2.5.29.27";
const ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
const CERTIFICATE_ISSUER = "2.5.29.29";
const AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
const FRESHEST_CRL = "2.5.29.46";

const PROCESSED: ReadonlySet<string> = new Set([
  CRL_NUMBER,
  DELTA_CRL_INDICATOR,
  ISSUING_DISTRIBUTION_POINT,
  AUTHORITY_KEY_IDENTIFIER,
  FRESHEST_CRL,
]);
const PROCESSED_IN_ENTRIES: ReadonlySet<string> = new Set([REASON_CODE, CERTIFICATE_ISSUER]);

export interface CertificateRevocationList {
  readonly tbs: Bytes;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Bytes;
  readonly issuer: Bytes;
  readonly thisUpdate: number;
  /** Null: the CRL does not say how long it is good for. */
  readonly nextUpdate: number | null;
  /** The content of revokedCertificates. */
  readonly entries: Bytes;
  readonly number: bigint | null;
  /** BaseCRLNumber: not null makes it a delta CRL. */
  readonly baseNumber: bigint | null;
  readonly issuingDistributionPoint: IssuingDistributionPoint | null;
  /** Two CRLs have the same scope (section 5.2.4) if these octets are equal. */
  readonly scope: Bytes;
  readonly authorityKeyIdentifier: Bytes | null;
}

function numberIn(extension: Extension | null): bigint | null {
  return extension && unsignedInteger(readSole(extension.value, TAG.integer));
}

function malformedCrl(cause?: unknown): SmimeError<"x509/malformed"> {
  return new SmimeError("x509/malformed", { structure: "CertificateList" }, { cause });
}

type ListExtensions = Pick<
  CertificateRevocationList,
  "number" | "baseNumber" | "issuingDistributionPoint" | "scope" | "authorityKeyIdentifier"
>;

function readListExtensions(extensions: readonly Extension[], issuer: Bytes): ListExtensions {
  if (hasDuplicates(extensions)) throw malformedCrl();
  // A CRL with a critical extension that is not understood says something else than it seems to.
  if (extensions.some(({ critical, oid }) => critical && !PROCESSED.has(oid))) throw malformedCrl();
  const point = findExtension(extensions, ISSUING_DISTRIBUTION_POINT);
  return {
    number: numberIn(findExtension(extensions, CRL_NUMBER)),
    baseNumber: numberIn(findExtension(extensions, DELTA_CRL_INDICATOR)),
    issuingDistributionPoint: point && readIssuingDistributionPoint(point, issuer),
    scope: point?.value ?? EMPTY,
    authorityKeyIdentifier: readAuthorityKeyIdentifier(findExtension(extensions, AUTHORITY_KEY_IDENTIFIER)),
  };
}

type TbsCertList = Omit<CertificateRevocationList, "signatureAlgorithm" | "signature"> & { readonly inner: Element };

function readTbs(element: Element): TbsCertList {
  const tbs = new Fields(element);
  const version = tbs.optional(TAG.integer);
  const inner = tbs.required(TAG.sequence);
  const issuer = tbs.required(TAG.sequence).octets;
  const thisUpdate = timeOf(tbs.any());
  const next = tbs.optional(TAG.utcTime) ?? tbs.optional(TAG.generalizedTime);
  const entries = tbs.optional(TAG.sequence)?.content ?? EMPTY;
  const wrapper = tbs.optional(context(0));
  tbs.end();
  if (wrapper && (!version || smallInteger(version) !== 1)) throw malformedCrl();
  const extensions = wrapper ? readExtensions(new Fields(wrapper).required(TAG.sequence)) : [];
  const nextUpdate = next && timeOf(next);
  return {
    tbs: element.octets,
    inner,
    issuer,
    thisUpdate,
    nextUpdate,
    entries,
    ...readListExtensions(extensions, issuer),
  };
}

/** @throws SmimeError x509/malformed, also for critical extensions that are not understood */
export function readCertificateRevocationList(der: Bytes): CertificateRevocationList {
  try {
    const outer = Fields.ofSequence(der);
    const { inner, ...list } = readTbs(outer.required(TAG.sequence));
    const algorithm = outer.required(TAG.sequence);
    const signature = bitStringOf(outer.any()).octets;
    outer.end();
    if (!equal(inner.octets, algorithm.octets)) throw malformedCrl();
    return { ...list, signatureAlgorithm: readAlgorithmIdentifier(algorithm), signature };
  } catch (cause) {
    if (isSmimeError(cause, "asn1/malformed") || isSmimeError(cause, "asn1/limit-exceeded")) throw malformedCrl(cause);
    throw cause;
  }
}

/** CRLReason (section 5.3.1). */
export const REASON = { unspecified: 0, certificateHold: 6, removeFromCRL: 8 } as const;

export interface RevokedEntry {
  readonly revocationDate: number;
  readonly reason: number;
}

/** An Extensions SEQUENCE with nothing but a reasonCode, up to its value: what nearly every entry has. */
const ONLY_REASON_CODE = Uint8Array.of(0x30, 12, 0x30, 10, 6, 3, 0x55, 0x1d, 21, 4, 3, 10, 1);

function isOnlyReasonCode(extensions: Bytes): boolean {
  return extensions.length === 14 && ONLY_REASON_CODE.every((octet, i) => extensions[i] === octet);
}

interface EntryExtensions {
  readonly reason: number;
  /** Null: as in the entry before (section 5.3.3). */
  readonly certificateIssuer: readonly Bytes[] | null;
}

/** Null if a critical extension is not understood. */
function readEntryExtensions(octets: Bytes): EntryExtensions | null {
  if (octets.length === 0) return { reason: REASON.unspecified, certificateIssuer: null };
  if (isOnlyReasonCode(octets)) return { reason: octets[13] ?? 0, certificateIssuer: null };
  const extensions = readExtensions(readSole(octets, TAG.sequence));
  if (extensions.some(({ critical, oid }) => critical && !PROCESSED_IN_ENTRIES.has(oid))) return null;
  const reason = findExtension(extensions, REASON_CODE);
  const issuer = findExtension(extensions, CERTIFICATE_ISSUER);
  const names = issuer && readGeneralNames(readSole(issuer.value));
  return {
    reason: reason ? (readSole(reason.value, TAG.enumerated).content.at(-1) ?? 0) : REASON.unspecified,
    certificateIssuer: names && names.flatMap((name) => (name.kind === "directoryName" ? [name.name] : [])),
  };
}

/**
 * The entry for a certificate, by its serial number as written and its issuer; null: not listed. The whole list is
 * read, because one critical entry extension that is not understood makes all of it unusable (section 5.3).
 * @throws SmimeError x509/malformed
 */
export function findRevoked(list: CertificateRevocationList, serialNumber: Bytes, issuer: Bytes): RevokedEntry | null {
  const { entries } = list;
  let isIssuers = namesEqual(list.issuer, issuer);
  let found: RevokedEntry | null = null;
  try {
    for (let offset = 0; offset < entries.length; ) {
      const { content, octets } = readElement(entries, offset);
      offset += octets.length;
      const serial = readElement(content);
      const date = readElement(content, serial.octets.length);
      const extensions = readEntryExtensions(content.subarray(serial.octets.length + date.octets.length));
      if (!extensions) throw malformedCrl();
      const { certificateIssuer, reason } = extensions;
      if (certificateIssuer) isIssuers = certificateIssuer.some((name) => namesEqual(name, issuer));
      if (isIssuers && equal(serial.content, serialNumber)) found = { revocationDate: timeOf(date), reason };
    }
  } catch (cause) {
    if (isSmimeError(cause, "asn1/malformed") || isSmimeError(cause, "asn1/limit-exceeded")) throw malformedCrl(cause);
    throw cause;
  }
  return found;
}
