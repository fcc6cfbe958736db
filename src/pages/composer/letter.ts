/** What the person writes, as plain data, and the draft the worker seals. */
import type { ComposerContext } from "../../protocol/protocol.ts";
import type { Draft, DraftAttachment, Mailbox } from "../../smime/verdict/display.ts";
import { type Recipient, recipientOf } from "./addresses.ts";

export interface Letter {
  readonly from: Mailbox;
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
  readonly bcc: readonly Recipient[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly DraftAttachment[];
  readonly sign: boolean;
  readonly encrypt: boolean;
}

export function letterFrom(context: ComposerContext): Letter {
  return {
    from: context.from,
    to: context.to.map(recipientOf),
    cc: context.cc.map(recipientOf),
    bcc: context.bcc.map(recipientOf),
    subject: context.subject,
    text: context.text,
    attachments: [],
    sign: context.intent !== "encrypt",
    encrypt: context.intent !== "sign",
  };
}

export function everybody({ to, cc, bcc }: Letter): readonly Recipient[] {
  return [...to, ...cc, ...bcc];
}

/** Takes one address out of wherever it stands. */
export function without(letter: Letter, address: string): Letter {
  const keep = (recipients: readonly Recipient[]): readonly Recipient[] =>
    recipients.filter((recipient) => recipient.address !== address);
  return { ...letter, to: keep(letter.to), cc: keep(letter.cc), bcc: keep(letter.bcc) };
}

function mailboxes(recipients: readonly Recipient[]): readonly Mailbox[] {
  return recipients.map(({ name, address }) => ({ name, address }));
}

export function draftOf(letter: Letter): Draft {
  const { from, to, cc, bcc, subject, text, attachments, sign, encrypt } = letter;
  return { from, to: mailboxes(to), cc: mailboxes(cc), bcc: mailboxes(bcc), subject, text, attachments, sign, encrypt };
}

/** A file's octets, named and typed as the browser has it. */
export async function attach(file: File): Promise<DraftAttachment> {
  return {
    filename: file.name === "" ? "attachment" : file.name,
    contentType: file.type === "" ? "application/octet-stream" : file.type,
    content: new Uint8Array(await file.arrayBuffer()),
  };
}
