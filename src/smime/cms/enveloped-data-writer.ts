/** Writes EnvelopedData (RFC 5652 section 6) and AuthEnvelopedData (RFC 5083), as DER. */
import { context, TAG } from "../asn1/reader.ts";
import { header, integer, octetString, oid, setOf } from "../asn1/writer.ts";
import { type Bytes, joined, type Segments, totalLength } from "../bytes.ts";
import { SmimeError } from "../errors.ts";
import type { Certificate } from "../x509/certificate.ts";
import { type ContentCipher, encryptContent } from "./content-cipher.ts";
import { CONTENT_TYPE, contentInfoSegments } from "./content-info.ts";
import type { KeyTransport } from "./key-transport.ts";
import { writeRecipientInfo } from "./recipient-encryption.ts";

export interface EnvelopedDataRequest {
  readonly content: Segments;
  readonly recipients: readonly Certificate[];
  /** AES-256-CBC by default, which every S/MIME 3.2 agent reads; the GCM ciphers give AuthEnvelopedData. */
  readonly cipher?: ContentCipher;
  /** For RSA recipients; RSAES-PKCS1-v1_5 by default. Others agree on a key. */
  readonly keyTransport?: KeyTransport;
}

/** RFC 5652 section 6.1; AuthEnvelopedData is version 0 whoever reads it. */
function versionFor(infos: readonly Bytes[]): number {
  if (infos.some((info) => info[0] === context(4))) return 3;
  return infos.some((info) => info[0] === context(1)) ? 2 : 0;
}

/**
 * A ContentInfo with EnvelopedData (CBC) or AuthEnvelopedData (GCM), in DER, in segments. The content is copied once, as
 * ciphertext: whoever needs the whole in one joins them (`createEnvelopedData`).
 * @throws SmimeError cms/cannot-write, x509/unsupported-key
 */
export async function writeEnvelopedData(request: EnvelopedDataRequest): Promise<Segments> {
  const { content, recipients, cipher = "aes-256-cbc", keyTransport = "rsaes-pkcs1-v1_5" } = request;
  if (recipients.length === 0) throw new SmimeError("cms/cannot-write", { reason: "no-recipient" });
  const { key, algorithm, ciphertext, tag } = await encryptContent(cipher, ...content);
  const infos = await Promise.all(recipients.map((certificate) => writeRecipientInfo(certificate, key, keyTransport)));
  const type = oid(CONTENT_TYPE.data);
  const length = totalLength(ciphertext);
  const body = header(context(0, false), length);
  const contentInfoLength = type.length + algorithm.length + body.length + length;
  return contentInfoSegments(tag ? "auth-enveloped-data" : "enveloped-data", [
    integer(tag ? 0 : versionFor(infos)),
    setOf(infos),
    header(TAG.sequence, contentInfoLength),
    type,
    algorithm,
    body,
    ...ciphertext,
    ...(tag ? [octetString(tag)] : []),
  ]);
}

/** From and to octets in one. @throws SmimeError cms/cannot-write, x509/unsupported-key */
export async function createEnvelopedData(
  request: Omit<EnvelopedDataRequest, "content"> & { readonly content: Bytes },
): Promise<Bytes> {
  return joined(await writeEnvelopedData({ ...request, content: [request.content] }));
}
