/** SignedData (RFC 5652 section 5.1): the structure as sent, over views. Reading it proves nothing. */
import { context, type Element, Fields, TAG } from "../asn1/reader.ts";
import { octetStringSegments, oidOf, smallInteger } from "../asn1/values.ts";
import type { Bytes, Segments } from "../bytes.ts";
import { isSmimeError } from "../errors.ts";
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from "../x509/algorithm-identifier.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { contentOf } from "./content-info.ts";
import { readSignerInfo, type SignerInfo } from "./signer-info.ts";
import { reading, withinLimit } from "./structure.ts";

export interface SignedData {
  readonly digestAlgorithms: readonly AlgorithmIdentifier[];
  readonly eContentType: string;
  /** The segments of eContent in order; null where it is absent (detached). */
  readonly content: Segments | null;
  /** The X.509 certificates; other CertificateChoices and ones that cannot be read are left out. */
  readonly certificates: readonly Certificate[];
  /** DER CertificateLists. */
  readonly crls: readonly Bytes[];
  readonly signerInfos: readonly SignerInfo[];
}

function readCertificates(element: Element | null): Certificate[] {
  if (!element) return [];
  const out: Certificate[] = [];
  for (const choice of withinLimit("certificates", new Fields(element).rest())) {
    if (choice.tag !== TAG.sequence) continue;
    try {
      out.push(readCertificate(choice.octets));
    } catch (error) {
      // A certificate nobody can read must not hide the signature of one that can be read.
      if (!isSmimeError(error, "x509/malformed")) throw error;
    }
  }
  return out;
}

function readCrls(element: Element | null): Bytes[] {
  if (!element) return [];
  const choices = withinLimit("crls", new Fields(element).rest());
  return choices.filter((choice) => choice.tag === TAG.sequence).map((choice) => choice.octets);
}

function readEncapsulatedContent(element: Element): Pick<SignedData, "eContentType" | "content"> {
  const fields = new Fields(element);
  const eContentType = oidOf(fields.required(TAG.oid));
  const wrapper = fields.optional(context(0));
  fields.end();
  if (!wrapper) return { eContentType, content: null };
  const inner = new Fields(wrapper);
  const content = octetStringSegments(inner.any());
  inner.end();
  return { eContentType, content };
}

function readSignedDataElement(element: Element): SignedData {
  const fields = new Fields(element);
  smallInteger(fields.required(TAG.integer));
  const digestAlgorithms = new Fields(fields.required(TAG.set)).rest().map(readAlgorithmIdentifier);
  const encapsulated = readEncapsulatedContent(fields.required(TAG.sequence));
  const certificates = readCertificates(fields.optional(context(0)));
  const crls = readCrls(fields.optional(context(1)));
  const signerInfos = withinLimit("signers", new Fields(fields.required(TAG.set)).rest()).map(readSignerInfo);
  fields.end();
  return { digestAlgorithms, ...encapsulated, certificates, crls, signerInfos };
}

/** @throws SmimeError cms/malformed, cms/limit-exceeded, cms/unsupported-content-type */
export function readSignedData(contentInfo: Bytes): SignedData {
  const content = contentOf(contentInfo, "signed-data");
  return reading("SignedData", () => readSignedDataElement(content));
}
