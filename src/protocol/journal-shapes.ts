/** The shapes of what a composer has kept. */
import type { Mailbox } from "../smime/verdict/display.ts";
import type { KeptAttachment, KeptLetter } from "../smime/verdict/kept-letter.ts";
import { bool, count, listOf, nullable, record, type Shape, text } from "./shapes.ts";

/** Half an address is kept as it stands: nothing of a letter is refused for its form. */
const mailbox = record<Mailbox>({ name: text, address: text });

export const attachmentId: Shape<string> = (value): value is string =>
  typeof value === "string" && /^[0-9a-f]{32}$/.test(value);

/** As `crypto.randomUUID` writes it. */
export const letterId: Shape<string> = (value): value is string =>
  typeof value === "string" && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

const attachment = record<KeptAttachment>({ id: attachmentId, filename: text, contentType: text, size: count });

const version: Shape<1> = (value): value is 1 => value === 1;

export const keptLetter = record<KeptLetter>({
  version,
  from: mailbox,
  to: listOf(mailbox),
  cc: listOf(mailbox),
  bcc: listOf(mailbox),
  typed: record<KeptLetter["typed"]>({ to: text, cc: text, bcc: text }),
  subject: text,
  text,
  html: nullable(text),
  images: listOf(attachment),
  attachments: listOf(attachment),
  sign: bool,
  encrypt: bool,
  hideSubject: bool,
});
