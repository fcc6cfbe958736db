/** What Gmail's server makes of raw octets for its page: Gmail shows S/MIME as an attachment, and verifies nothing here. */
import { showBody, type Viewing } from "../../../src/smime/display-content.ts";
import { readAddressList } from "../../../src/smime/mime/address.ts";
import { decodeEncodedWords } from "../../../src/smime/mime/encoded-word.ts";
import { decodedSize, dispositionOf, type Entity } from "../../../src/smime/mime/entity.ts";
import { parseEntity } from "../../../src/smime/mime/parse.ts";
import { headerOf, type StoredMessage } from "./mailbox.ts";
import type { Party, Row, ShownMessage } from "./wire.ts";

/** Beyond this Gmail clips a body and links to the rest. */
const CLIPPED_AT = 102_400;

const NAMES: Readonly<Record<string, string>> = {
  "application/pkcs7-signature": "smime.p7s",
  "application/x-pkcs7-signature": "smime.p7s",
  "application/pkcs7-mime": "smime.p7m",
  "application/x-pkcs7-mime": "smime.p7m",
};

function partiesOf(raw: Uint8Array, name: string): readonly Party[] {
  return readAddressList(headerOf(raw, name)).mailboxes.map(({ name: called, address }) => ({ name: called, address }));
}

function signatureOf(entity: Entity): readonly Entity[] {
  const inner = entity.parts.flatMap((part) => signatureOf(part));
  const last = entity.type === "multipart/signed" ? entity.parts.at(-1) : undefined;
  return last === undefined ? inner : [...inner, last];
}

/** Gmail knows nothing of S/MIME. */
const AS_SENT: Viewing = { isSigned: () => false, opened: () => null, scheme: null };

function attachmentsOf(entity: Entity): ShownMessage["attachments"] {
  const shown = showBody(entity, AS_SENT).attachments;
  const signatures = signatureOf(entity).map((part) => ({
    filename: dispositionOf(part).filename ?? NAMES[part.type] ?? "noname",
    type: part.type,
    size: decodedSize(part),
  }));
  const others = shown.map(({ filename, contentType, size }) => ({
    filename: filename.startsWith("attachment") ? (NAMES[contentType] ?? filename) : filename,
    type: contentType,
    size,
  }));
  return [...others, ...signatures];
}

export function permIdOf({ id, labels }: StoredMessage): string {
  const decimal = BigInt(`0x${id}`).toString();
  return labels.has("SENT") ? `msg-a:r${decimal}` : `msg-f:${decimal}`;
}

export function shownMessage(message: StoredMessage): ShownMessage {
  const { raw, id, threadId, synced, receivedAt } = message;
  const entity = parseEntity(raw);
  const { text, html } = showBody(entity, AS_SENT);
  const [from = { name: "", address: "" }] = partiesOf(raw, "from");
  return {
    id: synced ? id : null,
    permId: permIdOf(message),
    threadId,
    subject: decodeEncodedWords(headerOf(raw, "subject")) || "(no subject)",
    from,
    to: partiesOf(raw, "to"),
    cc: partiesOf(raw, "cc"),
    date: new Date(receivedAt).toUTCString(),
    text: text.slice(0, CLIPPED_AT),
    html: html?.slice(0, CLIPPED_AT) ?? null,
    clipped: text.length > CLIPPED_AT,
    attachments: attachmentsOf(entity),
  };
}

export function rowOf(messages: readonly StoredMessage[]): Row | null {
  const [first] = messages;
  const last = messages.at(-1);
  if (first === undefined || last === undefined) return null;
  const { from, text } = shownMessage(last);
  return {
    threadId: first.threadId,
    messageId: last.id,
    subject: decodeEncodedWords(headerOf(first.raw, "subject")) || "(no subject)",
    from,
    snippet: text.slice(0, 80),
    unread: last.labels.has("UNREAD"),
    count: messages.length,
  };
}
