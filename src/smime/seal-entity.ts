/** S/MIME entities as they are written (RFC 8551 sections 3.3 to 3.6): a signature or an envelope around an entity. */
import type { Bytes } from "./bytes.ts";
import { createEnvelopedData } from "./cms/enveloped-data.ts";
import type { SignerKey } from "./cms/keys.ts";
import { createSignedData, readSignedData } from "./cms/signed-data.ts";
import { encodeBase64Lines } from "./mime/base64.ts";
import { canonicalize } from "./mime/canonicalize.ts";
import { writeEntity, writeMultipart } from "./mime/serialize.ts";
import { prepareForSigning } from "./mime/seven-bit.ts";
import { parameterizedPieces, writeField } from "./mime/write-header.ts";
import type { EncryptionChoice, SigningChoice } from "./writing.ts";
import type { Certificate } from "./x509/certificate.ts";

export const MIME_VERSION = writeField("MIME-Version", ["1.0"]);

/** A CMS object as an entity. `fields` stand before the Content-Type. */
function writeCms(type: string, parameters: Readonly<Record<string, string>>, filename: string, cms: Bytes): Bytes {
  const fields = [
    writeField("Content-Type", parameterizedPieces(type, { ...parameters, name: filename })),
    writeField("Content-Transfer-Encoding", ["base64"]),
    writeField("Content-Disposition", parameterizedPieces("attachment", { filename })),
  ];
  return writeEntity(
    parameters["smime-type"] === undefined ? fields : [MIME_VERSION, ...fields],
    encodeBase64Lines(cms),
  );
}

/** Names of RFC 8551 section 3.5.3.2, by the digest OID. */
const MICALG: Readonly<Record<string, string>> = {
  "2.16.840.1.101.3.4.2.1": "sha-256",
  "2.16.840.1.101.3.4.2.2": "sha-384",
  "2.16.840.1.101.3.4.2.3": "sha-512",
};

function micalgOf(signature: Bytes): string {
  return readSignedData(signature)
    .digestAlgorithms.map(({ oid }) => MICALG[oid] ?? "unknown")
    .join(",");
}

/**
 * The entity with a signature, as a complete entity with its header. LF input becomes CRLF; what would not survive
 * transport in the clear is transfer-encoded first.
 * @throws SmimeError cms/cannot-write, x509/unsupported-key, mime/limit-exceeded
 */
export async function signEntity(entity: Bytes, signer: SignerKey, choice: SigningChoice): Promise<Bytes> {
  const { form, at: signingTime, ...wishes } = choice;
  const detached = form === "clear";
  const content = detached ? prepareForSigning(entity) : canonicalize(entity);
  const order = { content, detached, signers: [signer], signingTime, ...wishes };
  const signature = await createSignedData(order);
  if (!detached) return writeCms("application/pkcs7-mime", { "smime-type": "signed-data" }, "smime.p7m", signature);
  const parameters = { protocol: "application/pkcs7-signature", micalg: micalgOf(signature) };
  const part = writeCms("application/pkcs7-signature", {}, "smime.p7s", signature);
  return writeMultipart("multipart/signed", parameters, [content, part], [MIME_VERSION]);
}

/**
 * The entity encrypted to every one of these certificates, as a complete entity with its header.
 * @throws SmimeError cms/cannot-write, x509/unsupported-key
 */
export async function encryptEntity(
  entity: Bytes,
  recipients: readonly Certificate[],
  { cipher, keyTransport }: EncryptionChoice,
): Promise<Bytes> {
  const order = { ...(cipher && { cipher }), ...(keyTransport && { keyTransport }) };
  const cms = await createEnvelopedData({ content: canonicalize(entity), recipients, ...order });
  const type = cipher?.endsWith("-gcm") ? "authEnveloped-data" : "enveloped-data";
  return writeCms("application/pkcs7-mime", { "smime-type": type }, "smime.p7m", cms);
}
