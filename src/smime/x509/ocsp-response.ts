/** OCSPResponse with a BasicOCSPResponse (RFC 6960 section 4.2). Reading one proves nothing; `ocsp-status.ts` judges. */
import { context, type Element, Fields, readElement, readSole, TAG } from "../asn1/reader.ts";
import { bitStringOf, octetStringOf, oidOf, smallInteger, timeOf } from "../asn1/values.ts";
import type { Bytes } from "../bytes.ts";
import { isSmimeError, SmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "./algorithm-identifier.ts";
import { type Certificate, readCertificate } from "./certificate.ts";
import { type Extension, readExtensions } from "./extension.ts";

export interface CertID {
  readonly hashAlgorithm: AlgorithmIdentifier;
  readonly issuerNameHash: Bytes;
  readonly issuerKeyHash: Bytes;
  readonly serialNumber: Bytes;
}

export interface SingleResponse {
  readonly certID: CertID;
  readonly status: "good" | "unknown" | { readonly revocationTime: number; readonly reason: number };
  readonly thisUpdate: number;
  /** Null: newer information is available at any time. */
  readonly nextUpdate: number | null;
  readonly extensions: readonly Extension[];
}

export interface BasicOcspResponse {
  readonly tbs: Bytes;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Bytes;
  readonly responder: { readonly name: Bytes } | { readonly keyHash: Bytes };
  readonly producedAt: number;
  readonly responses: readonly SingleResponse[];
  readonly extensions: readonly Extension[];
  readonly certificates: readonly Certificate[];
}

const ID_PKIX_OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1";

function malformedResponse(cause?: unknown): SmimeError<"x509/malformed"> {
  return new SmimeError("x509/malformed", { structure: "OCSPResponse" }, { cause });
}

function readStatus(element: Element): SingleResponse["status"] {
  switch (element.tag) {
    case context(0, false):
      return "good";
    case context(2, false):
      return "unknown";
    case context(1): {
      const fields = new Fields(element);
      const revocationTime = timeOf(fields.required(TAG.generalizedTime));
      const reason = fields.optional(context(0));
      return { revocationTime, reason: reason ? (new Fields(reason).required(TAG.enumerated).content.at(-1) ?? 0) : 0 };
    }
    default:
      throw malformedResponse();
  }
}

function explicitExtensions(wrapper: Element | null): readonly Extension[] {
  return wrapper ? readExtensions(new Fields(wrapper).required(TAG.sequence)) : [];
}

function readSingleResponse(element: Element): SingleResponse {
  const fields = new Fields(element);
  const id = new Fields(fields.required(TAG.sequence));
  const certID = {
    hashAlgorithm: readAlgorithmIdentifier(id.required(TAG.sequence)),
    issuerNameHash: octetStringOf(id.any()),
    issuerKeyHash: octetStringOf(id.any()),
    serialNumber: id.required(TAG.integer).content,
  };
  const status = readStatus(fields.any());
  const thisUpdate = timeOf(fields.required(TAG.generalizedTime));
  const next = fields.optional(context(0));
  const nextUpdate = next && timeOf(new Fields(next).required(TAG.generalizedTime));
  return { certID, status, thisUpdate, nextUpdate, extensions: explicitExtensions(fields.optional(context(1))) };
}

function readResponder(element: Element): BasicOcspResponse["responder"] {
  if (element.tag === context(1)) return { name: readElement(element.content).octets };
  if (element.tag === context(2)) return { keyHash: octetStringOf(readSole(element.content)) };
  throw malformedResponse();
}

function readBasicResponse(octets: Bytes): BasicOcspResponse {
  const outer = Fields.ofSequence(octets);
  const tbsElement = outer.required(TAG.sequence);
  const signatureAlgorithm = readAlgorithmIdentifier(outer.required(TAG.sequence));
  const signature = bitStringOf(outer.any()).octets;
  const certificates = outer.optional(context(0));
  const tbs = new Fields(tbsElement);
  tbs.optional(context(0));
  return {
    tbs: tbsElement.octets,
    signatureAlgorithm,
    signature,
    responder: readResponder(tbs.any()),
    producedAt: timeOf(tbs.required(TAG.generalizedTime)),
    responses: new Fields(tbs.required(TAG.sequence)).rest().map(readSingleResponse),
    extensions: explicitExtensions(tbs.optional(context(1))),
    certificates: certificates
      ? new Fields(new Fields(certificates).required(TAG.sequence)).rest().map((item) => readCertificate(item.octets))
      : [],
  };
}

/** Null where the responder answered with an error status. @throws SmimeError x509/malformed */
export function readOcspResponse(der: Bytes): BasicOcspResponse | null {
  try {
    const outer = Fields.ofSequence(der);
    const status = smallInteger({ ...outer.required(TAG.enumerated), tag: TAG.integer });
    const wrapper = outer.optional(context(0));
    if (status !== 0 || !wrapper) return null;
    const responseBytes = new Fields(new Fields(wrapper).required(TAG.sequence));
    if (oidOf(responseBytes.any()) !== ID_PKIX_OCSP_BASIC) return null;
    return readBasicResponse(octetStringOf(responseBytes.any()));
  } catch (cause) {
    if (isSmimeError(cause, "asn1/malformed") || isSmimeError(cause, "asn1/limit-exceeded"))
      throw malformedResponse(cause);
    throw cause;
  }
}
