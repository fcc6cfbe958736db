/**
 * Certificate (RFC 5280 section 4.1): a view on its DER octets with the fields the engine asks for. Reading one proves
 * nothing about it; only `certification-path.ts` does.
 */
import { context, type Element, Fields, readSole, TAG } from "../asn1/reader.ts";
import { bitStringOf, integerOctets, smallInteger, timeOf } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "./algorithm-identifier.ts";
import { type Extension, findExtension, readExtensions } from "./extension.ts";

export type { Extension } from "./extension.ts";

export interface SubjectPublicKeyInfo {
  readonly der: Bytes;
  readonly algorithm: AlgorithmIdentifier;
  /** The content of subjectPublicKey without the unused-bits octet. */
  readonly publicKey: Bytes;
}

export interface Certificate {
  readonly der: Bytes;
  /** The octets the issuer signed. */
  readonly tbs: Bytes;
  /** 1, 2 or 3. */
  readonly version: number;
  /** Two's complement octets as written. */
  readonly serialNumber: Bytes;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** The signature field inside the tbsCertificate: must equal `signatureAlgorithm` (RFC 5280 section 4.1.1.2). */
  readonly tbsSignatureAlgorithm: Element;
  readonly outerSignatureAlgorithm: Element;
  readonly signature: Bytes;
  /** DER of the issuer and subject Name. */
  readonly issuer: Bytes;
  readonly subject: Bytes;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly subjectPublicKeyInfo: SubjectPublicKeyInfo;
  readonly extensions: readonly Extension[];
}

export function readSubjectPublicKeyInfo(element: Element): SubjectPublicKeyInfo {
  const fields = new Fields(element);
  const algorithm = readAlgorithmIdentifier(fields.required(TAG.sequence));
  return { der: element.octets, algorithm, publicKey: bitStringOf(fields.any()).octets };
}

function readCertificateElement(element: Element): Certificate {
  const outer = new Fields(element);
  const tbsElement = outer.required(TAG.sequence);
  const outerSignatureAlgorithm = outer.required(TAG.sequence);
  const signature = bitStringOf(outer.any()).octets;
  const tbs = new Fields(tbsElement);
  const versionWrapper = tbs.optional(context(0));
  const version = versionWrapper ? smallInteger(new Fields(versionWrapper).any()) + 1 : 1;
  const serialNumber = integerOctets(tbs.any());
  const tbsSignatureAlgorithm = tbs.required(TAG.sequence);
  const issuer = tbs.required(TAG.sequence).octets;
  const validity = new Fields(tbs.required(TAG.sequence));
  const notBefore = timeOf(validity.any());
  const notAfter = timeOf(validity.any());
  const subject = tbs.required(TAG.sequence).octets;
  const subjectPublicKeyInfo = readSubjectPublicKeyInfo(tbs.required(TAG.sequence));
  tbs.optional(context(1, false));
  tbs.optional(context(2, false));
  const wrapper = tbs.optional(context(3));
  const extensions = wrapper ? readExtensions(new Fields(wrapper).required(TAG.sequence)) : [];
  tbs.end();
  outer.end();
  return {
    der: element.octets,
    tbs: tbsElement.octets,
    version,
    serialNumber,
    signatureAlgorithm: readAlgorithmIdentifier(outerSignatureAlgorithm),
    tbsSignatureAlgorithm,
    outerSignatureAlgorithm,
    signature,
    issuer,
    subject,
    notBefore,
    notAfter,
    subjectPublicKeyInfo,
    extensions,
  };
}

/** @throws SmimeError x509/malformed */
export function readCertificate(der: Bytes): Certificate {
  try {
    return readCertificateElement(readSole(der, TAG.sequence));
  } catch (cause) {
    if (isSmimeError(cause, "asn1/malformed") || isSmimeError(cause, "asn1/limit-exceeded"))
      throw new SmimeError("x509/malformed", { structure: "Certificate" }, { cause });
    throw cause;
  }
}

/** The extension with this OID, or null. Duplicates are refused by path validation, not here. */
export function extensionOf(certificate: Certificate, oid: string): Extension | null {
  return findExtension(certificate.extensions, oid);
}
