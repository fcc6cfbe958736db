/** EnvelopedData (RFC 5652 section 6.1) and AuthEnvelopedData (RFC 5083): the structures as sent, over views. */
import { toDer } from "../asn1/der.ts";
import { context, type Element, Fields, TAG } from "../asn1/reader.ts";
import { octetStringOf, octetStringSegments, oidOf, smallInteger } from "../asn1/values.ts";
import { EMPTY, type Segments } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import type { Authentication } from "./content-encryption.ts";
import { readRecipientInfo, type RecipientInfo } from "./recipient-info.ts";
import { reading, withinLimit } from "./structure.ts";

export interface EnvelopedData {
  readonly originatorCertificates: readonly Certificate[];
  readonly recipients: readonly RecipientInfo[];
  readonly contentType: string;
  readonly contentEncryptionAlgorithm: AlgorithmIdentifier;
  /** The segments of the ciphertext in order. */
  readonly encryptedContent: Segments;
  readonly authentication: Authentication;
}

/** OriginatorInfo: only certificates that can be read are of use. */
function readOriginatorCertificates(element: Element | null): Certificate[] {
  const certificates = element && new Fields(element).optional(context(0));
  if (!certificates) return [];
  return withinLimit("certificates", new Fields(certificates).rest()).flatMap(({ octets }) => {
    try {
      return [readCertificate(octets)];
    } catch (error) {
      if (isSmimeError(error, "x509/malformed")) return [];
      throw error;
    }
  });
}

export type EncryptedContentInfo = Pick<
  EnvelopedData,
  "contentType" | "contentEncryptionAlgorithm" | "encryptedContent"
>;

/** @throws SmimeError asn1/malformed */
export function readEncryptedContentInfo(element: Element): EncryptedContentInfo {
  const fields = new Fields(element);
  const contentType = oidOf(fields.required(TAG.oid));
  const contentEncryptionAlgorithm = readAlgorithmIdentifier(fields.required(TAG.sequence));
  const content = fields.peek() ? octetStringSegments(fields.any(), context(0, false)) : [];
  fields.end();
  return { contentType, contentEncryptionAlgorithm, encryptedContent: content };
}

function readBeginning(fields: Fields): Omit<EnvelopedData, "authentication"> {
  smallInteger(fields.required(TAG.integer));
  const originatorCertificates = readOriginatorCertificates(fields.optional(context(0)));
  const recipientInfos = withinLimit("recipients", new Fields(fields.required(TAG.set)).rest());
  const recipients = withinLimit("recipients", recipientInfos.flatMap(readRecipientInfo));
  return { originatorCertificates, recipients, ...readEncryptedContentInfo(fields.required(TAG.sequence)) };
}

/** @throws SmimeError cms/malformed, cms/limit-exceeded */
export function readEnvelopedData(content: Element): EnvelopedData {
  return reading("EnvelopedData", () => {
    const fields = new Fields(content);
    const beginning = readBeginning(fields);
    fields.optional(context(1));
    fields.end();
    return { ...beginning, authentication: { additionalData: EMPTY, tag: EMPTY } };
  });
}

/** The attributes are authenticated in their DER form as a SET OF (RFC 5083 section 2.2). */
export function readAuthEnvelopedData(content: Element): EnvelopedData {
  return reading("AuthEnvelopedData", () => {
    const fields = new Fields(content);
    const beginning = readBeginning(fields);
    const authenticated = fields.optional(context(1));
    const tag = octetStringOf(fields.any());
    fields.optional(context(2));
    fields.end();
    const additionalData = authenticated ? toDer(authenticated, TAG.set) : EMPTY;
    return { ...beginning, authentication: { additionalData, tag } };
  });
}
