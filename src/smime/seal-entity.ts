/** S/MIME entities as they are written (RFC 8551 sections 3.3 to 3.6): a signature or an envelope around an entity. */
import { type Bytes, joined, type Segments, totalLength } from "./bytes.ts";
import { writeEnvelopedData } from "./cms/enveloped-data.ts";
import type { SignerKey } from "./cms/keys.ts";
import { readSignedData, writeSignedData } from "./cms/signed-data.ts";
import { canonicalize } from "./mime/canonicalize.ts";
import { writeHeader, writeMultipart } from "./mime/serialize.ts";
import { prepareForSigning } from "./mime/seven-bit.ts";
import { parameterizedPieces, writeField } from "./mime/write-header.ts";
import { assemble, type Piece, Work } from "./pace.ts";
import type { EncryptionChoice, SigningChoice } from "./writing.ts";
import type { Certificate } from "./x509/certificate.ts";

/** For callers who neither wait for others nor report. */
const AT_ONCE = new Work(0, undefined);

export const MIME_VERSION = writeField("MIME-Version", ["1.0"]);

/** A CMS object as an entity. */
function writeCms(
  type: string,
  parameters: Readonly<Record<string, string>>,
  filename: string,
  cms: Segments,
): readonly Piece[] {
  const fields = [
    writeField("Content-Type", parameterizedPieces(type, { ...parameters, name: filename })),
    writeField("Content-Transfer-Encoding", ["base64"]),
    writeField("Content-Disposition", parameterizedPieces("attachment", { filename })),
  ];
  const all = parameters["smime-type"] === undefined ? fields : [MIME_VERSION, ...fields];
  return [writeHeader(all), { base64: cms }];
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

/** `signEntity` for an entity that is canonical and fit for transport already. */
export async function signCanonical(
  content: Bytes,
  signer: SignerKey,
  { form, at: signingTime, ...wishes }: SigningChoice,
  work: Work,
): Promise<readonly Piece[]> {
  const detached = form === "clear";
  const signature = await writeSignedData({ content, detached, signers: [signer], signingTime, ...wishes });
  await work.advance(content.length);
  if (!detached) return writeCms("application/pkcs7-mime", { "smime-type": "signed-data" }, "smime.p7m", signature);
  const parameters = { protocol: "application/pkcs7-signature", micalg: micalgOf(joined(signature)) };
  const part = writeCms("application/pkcs7-signature", {}, "smime.p7s", signature);
  return writeMultipart("multipart/signed", parameters, [[content], part], [MIME_VERSION]);
}

/**
 * The entity with a signature, as a complete entity with its header. LF input becomes CRLF; what would not survive
 * transport in the clear is transfer-encoded first.
 * @throws SmimeError cms/cannot-write, x509/unsupported-key, mime/limit-exceeded
 */
export async function signEntity(entity: Bytes, signer: SignerKey, choice: SigningChoice): Promise<Bytes> {
  const content = choice.form === "clear" ? prepareForSigning(entity) : canonicalize(entity);
  return assemble(await signCanonical(content, signer, choice, AT_ONCE), AT_ONCE);
}

/** `encryptEntity` for an entity that is canonical already. */
export async function encryptCanonical(
  content: Segments,
  recipients: readonly Certificate[],
  { cipher, keyTransport }: EncryptionChoice,
  work: Work,
): Promise<readonly Piece[]> {
  const order = { ...(cipher && { cipher }), ...(keyTransport && { keyTransport }) };
  const cms = await writeEnvelopedData({ content, recipients, ...order });
  await work.advance(totalLength(content));
  const type = cipher?.endsWith("-gcm") ? "authEnveloped-data" : "enveloped-data";
  return writeCms("application/pkcs7-mime", { "smime-type": type }, "smime.p7m", cms);
}

/**
 * The entity encrypted to every one of these certificates, as a complete entity with its header.
 * @throws SmimeError cms/cannot-write, x509/unsupported-key
 */
export async function encryptEntity(
  entity: Bytes,
  recipients: readonly Certificate[],
  choice: EncryptionChoice,
): Promise<Bytes> {
  return assemble(await encryptCanonical([canonicalize(entity)], recipients, choice, AT_ONCE), AT_ONCE);
}
