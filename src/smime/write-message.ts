/**
 * Writes a sealed RFC 5322 message from a draft, its header fields protected with it (RFC 9788). It must never write one
 * that is neither signed nor encrypted, nor name a Bcc recipient, nor let anything a caller passes begin a header field
 * of its own, nor let a hidden subject stand outside.
 */
import { type Bytes, concat, utf8 } from "./bytes.ts";
import { SmimeError } from "./errors.ts";
import { writeDateTime } from "./mime/date-time.ts";
import { hcpBaseline, hcpNoConfidentiality } from "./mime/header-confidentiality.ts";
import { LEGACY_DISPLAY, type ShownField, withLegacyDisplay } from "./mime/legacy-display.ts";
import { writeAttachment, writeMultipart, writeText } from "./mime/serialize.ts";
import { addressPieces, textPieces } from "./mime/write-header.ts";
import {
  applyPolicy,
  hiddenFromLegacy,
  type MessageField,
  writeOuter,
  writeProtected,
} from "./mime/write-protected.ts";
import { encryptEntity, MIME_VERSION, signEntity } from "./seal-entity.ts";
import type { Draft } from "./verdict/display.ts";
import type { WritingOrder } from "./writing.ts";

export { encryptEntity, signEntity } from "./seal-entity.ts";
export type { ContentCipher, KeyTransport, SignatureForm, WritingOrder } from "./writing.ts";

const MESSAGE_ID = /^[\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+$/;

/** Identifiers that are none are left out: they came from somebody else's message. */
function messageIdPieces(ids: readonly string[]): readonly string[] {
  return ids
    .map((id) => id.replace(/^<|>$/g, ""))
    .filter((id) => MESSAGE_ID.test(id))
    .map((id) => `<${id}>`);
}

function fieldIf(name: string, pieces: readonly string[]): MessageField[] {
  return pieces.length === 0 ? [] : [{ name, pieces }];
}

/**
 * Every header field of a message but those of MIME, in the one place where they are composed, From first: some readers
 * take no decrypted message that begins with another. Bcc is not among them.
 * @throws SmimeError draft/bad-address
 */
function composeHeader({ draft, messageId, date, inReplyTo, references }: WritingOrder): readonly MessageField[] {
  return [
    { name: "From", pieces: addressPieces([draft.from]) },
    ...fieldIf("To", addressPieces(draft.to)),
    ...fieldIf("Cc", addressPieces(draft.cc)),
    ...fieldIf(
      "Subject",
      textPieces(draft.subject).filter((piece) => piece !== ""),
    ),
    { name: "Date", pieces: [writeDateTime(date)] },
    ...fieldIf("Message-ID", messageIdPieces([messageId])),
    ...fieldIf("In-Reply-To", messageIdPieces(inReplyTo === null ? [] : [inReplyTo])),
    ...fieldIf("References", messageIdPieces(references)),
  ];
}

interface Payload {
  readonly octets: Bytes;
  /** The header outside, as far as it is no structure. */
  readonly outer: string;
}

/** The cryptographic payload with its protected header fields (RFC 9788 section 5.2.1). */
function composePayload(order: WritingOrder): Payload {
  const { draft } = order;
  const policy = draft.encrypt && draft.hideSubject ? hcpBaseline : hcpNoConfidentiality;
  const fields = composeHeader(order);
  const outer = applyPolicy(fields, policy);
  const header = [...writeProtected(fields, draft.encrypt ? outer : null), MIME_VERSION];
  const hp = draft.encrypt ? "cipher" : "clear";
  return { octets: composeBody(draft, hiddenFromLegacy(fields, policy), { hp }, header), outer: writeOuter(outer) };
}

/** `hidden`: what readers without header protection would miss stands in the text as well. */
function composeBody(
  { text, attachments }: Draft,
  hidden: readonly ShownField[],
  root: Readonly<Record<string, string>>,
  header: readonly string[],
): Bytes {
  const shown = hidden.length === 0 ? text : withLegacyDisplay(hidden, text);
  const mark = hidden.length === 0 ? {} : LEGACY_DISPLAY;
  if (attachments.length === 0) return writeText(shown, { ...mark, ...root }, header);
  const parts = [writeText(shown, mark), ...attachments.map(writeAttachment)];
  return writeMultipart("multipart/mixed", root, parts, header);
}

async function sign(entity: Bytes, order: WritingOrder): Promise<Bytes> {
  const { signer, form, date: at, digest, scheme, encryptionCertificate, draft } = order;
  if (!signer) throw new SmimeError("draft/no-signing-identity", { address: draft.from.address });
  return signEntity(entity, signer, {
    form,
    at,
    ...(digest && { digest }),
    ...(scheme && { scheme }),
    ...(encryptionCertificate && { encryptionCertificate }),
  });
}

async function encrypt(entity: Bytes, { recipients, cipher, keyTransport, draft }: WritingOrder): Promise<Bytes> {
  if (recipients.length === 0)
    throw new SmimeError("draft/no-certificate", {
      addresses: [...draft.to, ...draft.cc, ...draft.bcc].map((mailbox) => mailbox.address),
    });
  return encryptEntity(entity, recipients, { ...(cipher && { cipher }), ...(keyTransport && { keyTransport }) });
}

/**
 * A complete message: 7-bit, CRLF, lines of at most 76 characters. Signed first, then encrypted. Whoever has to be
 * able to read it, the sender included, is among `recipients`; that their certificates are the right ones is the
 * caller's business.
 * @throws SmimeError draft/no-recipient, draft/bad-address, draft/no-signing-identity, draft/no-certificate, cms/cannot-write
 */
export async function writeMessage(order: WritingOrder): Promise<Bytes> {
  const { draft } = order;
  if (draft.to.length + draft.cc.length + draft.bcc.length === 0) throw new SmimeError("draft/no-recipient", {});
  if (!draft.sign && !draft.encrypt)
    throw new SmimeError("cms/cannot-write", { reason: "neither signed nor encrypted" });
  const { octets, outer } = composePayload(order);
  const signed = draft.sign ? await sign(octets, order) : octets;
  const sealed = draft.encrypt ? await encrypt(signed, order) : signed;
  return concat(utf8(outer), sealed);
}
