/** What the person writes, as plain data, and the draft the worker seals. */
import type { ComposerContext, HiddenSubject } from "../../protocol/protocol.ts";
import type { Draft, DraftAttachment, Mailbox, RichText } from "../../smime/verdict/display.ts";
import { type Recipient, recipientOf } from "./addresses.ts";
import { startingText } from "./rich-text/starting-text.ts";

export interface Letter {
  readonly from: Mailbox;
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
  readonly bcc: readonly Recipient[];
  readonly subject: string;
  /** What goes out for those who read plain text; all there is where `rich` is null. */
  readonly text: string;
  readonly rich: RichText | null;
  readonly attachments: readonly DraftAttachment[];
  readonly sign: boolean;
  readonly encrypt: boolean;
  /** Where it is encrypted: nobody reads the subject but who opens the letter. */
  readonly hideSubject: boolean;
}

/** Null where encryption hides no subject, else by whose choice: an answer keeps hidden what the other side hid. */
export function subjectHiddenBy(letter: Letter, hidden: HiddenSubject | null): "writer" | "answered" | null {
  if (!letter.encrypt) return null;
  if (hidden?.words && letter.subject.toLowerCase().includes(hidden.words.toLowerCase())) return "answered";
  return letter.hideSubject ? "writer" : null;
}

/** Switches encryption. A subject that was hidden in the answered message goes and comes with it. */
export function withEncryption(letter: Letter, encrypt: boolean, hidden: HiddenSubject | null): Letter {
  const { subject } = letter;
  if (hidden === null) return { ...letter, encrypt };
  if (encrypt) return { ...letter, encrypt, subject: subject === hidden.obscured ? hidden.complete : subject };
  const told = subjectHiddenBy({ ...letter, encrypt: true }, hidden) === "answered";
  return { ...letter, encrypt, subject: told ? hidden.obscured : subject };
}

export function letterFrom(context: ComposerContext): Letter {
  // What came encrypted is answered so, whichever button was pressed; the switch is there for the rest.
  const encrypt = context.intent !== "sign" || context.answersEncrypted;
  const { hiddenSubject } = context;
  const known = encrypt ? hiddenSubject?.complete : hiddenSubject?.obscured;
  return {
    from: context.from,
    to: context.to.map(recipientOf),
    cc: context.cc.map(recipientOf),
    bcc: context.bcc.map(recipientOf),
    subject: known ?? context.subject,
    ...startingText(context),
    attachments: [],
    sign: context.intent !== "encrypt" || context.writing.alwaysSign,
    encrypt,
    hideSubject: true,
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

export function draftOf({ to, cc, bcc, ...letter }: Letter): Draft {
  return { ...letter, to: mailboxes(to), cc: mailboxes(cc), bcc: mailboxes(bcc) };
}

/** A file's octets, named and typed as the browser has it. */
export async function attach(file: File): Promise<DraftAttachment> {
  return {
    filename: file.name === "" ? "attachment" : file.name,
    contentType: file.type === "" ? "application/octet-stream" : file.type,
    content: new Uint8Array(await file.arrayBuffer()),
  };
}
