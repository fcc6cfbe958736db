/**
 * Writes a sealed RFC 5322 message from a draft, its header fields protected with it (RFC 9788). It must never write one
 * that is neither signed nor encrypted, nor name a Bcc recipient, nor let anything a caller passes begin a header field
 * of its own, nor let a hidden subject stand outside.
 */
import { type Bytes, type Segments, utf8 } from "./bytes.ts";
import { release } from "./crypto/release.ts";
import { SmimeError } from "./errors.ts";
import { writeDateTime } from "./mime/date-time.ts";
import { hcpBaseline, hcpNoConfidentiality } from "./mime/header-confidentiality.ts";
import { addressPieces, textPieces } from "./mime/write-header.ts";
import {
  applyPolicy,
  hiddenFromLegacy,
  type MessageField,
  writeOuter,
  writeProtected,
} from "./mime/write-protected.ts";
import { assemble, type Piece, segmentsOf, Work } from "./pace.ts";
import { encryptCanonical, MIME_VERSION, signCanonical } from "./seal-entity.ts";
import { bodyPieces } from "./write-body.ts";
import type { EncryptionChoice, SigningChoice, WritingOrder } from "./writing.ts";

export { encryptEntity, signEntity } from "./seal-entity.ts";
export type { ContentCipher, KeyTransport, SignatureForm, WritingOrder } from "./writing.ts";

/** Longer than any honest one. They cannot be folded: one beyond RFC 5322's line would break the signature over it. */
const LONGEST_ID = 512;
const MESSAGE_ID = /^[\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+$/;

/** Identifiers that are none are left out: they came from somebody else's message. */
function messageIdPieces(ids: readonly string[]): readonly string[] {
  return ids
    .map((id) => id.replace(/^<|>$/g, ""))
    .filter((id) => id.length <= LONGEST_ID && MESSAGE_ID.test(id))
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
async function composePayload(order: WritingOrder, work: Work): Promise<Payload> {
  const { draft } = order;
  const policy = draft.encrypt && draft.hideSubject ? hcpBaseline : hcpNoConfidentiality;
  const fields = composeHeader(order);
  const outer = applyPolicy(fields, policy);
  const header = [...writeProtected(fields, draft.encrypt ? outer : null), MIME_VERSION];
  const hp = draft.encrypt ? "cipher" : "clear";
  const shape = { hidden: hiddenFromLegacy(fields, policy), root: { hp }, header };
  return { octets: await assemble(bodyPieces(draft, shape), work), outer: writeOuter(outer) };
}

async function sign(entity: Bytes, order: WritingOrder, work: Work): Promise<readonly Piece[]> {
  const { signer, form, date: at, digest, scheme, encryptionCertificate, draft } = order;
  if (!signer) throw new SmimeError("draft/no-signing-identity", { address: draft.from.address });
  const choice: SigningChoice = {
    form,
    at,
    ...(digest && { digest }),
    ...(scheme && { scheme }),
    ...(encryptionCertificate && { encryptionCertificate }),
  };
  return signCanonical(entity, signer, choice, work);
}

async function encrypt(entity: Segments, order: WritingOrder, work: Work): Promise<readonly Piece[]> {
  const { recipients, cipher, keyTransport, draft } = order;
  if (recipients.length === 0)
    throw new SmimeError("draft/no-certificate", {
      addresses: [...draft.to, ...draft.cc, ...draft.bcc].map((mailbox) => mailbox.address),
    });
  const choice: EncryptionChoice = { ...(cipher && { cipher }), ...(keyTransport && { keyTransport }) };
  return encryptCanonical(entity, recipients, choice, work);
}

/** Each attachment is encoded once, and then digested or encrypted, and encoded again where it ends in a CMS object. */
function workOf({ draft, form, pace }: WritingOrder): Work {
  const { attachments, rich, sign: signed, encrypt: encrypted } = draft;
  const octets = [...attachments, ...(rich?.images ?? [])].reduce((sum, { content }) => sum + content.length, 0);
  const encoded = Math.ceil((octets * 4) / 3);
  const again = (signed && form === "opaque" ? 2 : 0) + (signed && form === "clear" ? 1 : 0) + (encrypted ? 2 : 0);
  return new Work(octets + again * encoded, pace);
}

/**
 * A complete message: 7-bit, CRLF, lines of at most 76 characters. Signed first, then encrypted. Whoever has to be
 * able to read it, the sender included, is among `recipients`; that their certificates are the right ones is the
 * caller's business.
 * @throws SmimeError draft/no-recipient, draft/bad-address, draft/no-signing-identity, draft/no-certificate, cms/cannot-write;
 * what the order's pace throws
 */
export async function writeMessage(order: WritingOrder): Promise<Bytes> {
  const { draft } = order;
  if (draft.to.length + draft.cc.length + draft.bcc.length === 0) throw new SmimeError("draft/no-recipient", {});
  if (!draft.sign && !draft.encrypt)
    throw new SmimeError("cms/cannot-write", { reason: "neither signed nor encrypted" });
  const work = workOf(order);
  const { octets, outer } = await composePayload(order, work);
  const signed = draft.sign ? await sign(octets, order, work) : [octets];
  if (!draft.encrypt) return assemble([utf8(outer), ...signed], work);
  const envelope = await encrypt(await segmentsOf(signed, work), order, work);
  release(octets);
  return assemble([utf8(outer), ...envelope], work);
}
