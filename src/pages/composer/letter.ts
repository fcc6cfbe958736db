/** What the person writes, as plain data, and the draft the worker seals. */
import type { ComposerContext, HiddenSubject } from "../../protocol/protocol.ts";
import type { Draft, DraftAttachment, InlineImage, Mailbox, RichText } from "../../smime/verdict/display.ts";
import type { FoundLetter, KeptAttachment, KeptLetter } from "../../smime/verdict/kept-letter.ts";
import { say } from "../../words/say.ts";
import { type Recipient, recipientOf } from "./addresses.ts";
import { contentIdOf, nameIn, newPartName } from "./part-name.ts";
import { startingText } from "./rich-text/starting-text.ts";

export interface LetterAttachment extends DraftAttachment {
  /** 32 hexadecimal digits, drawn by lot: by this the journal knows it. */
  readonly id: string;
}

export interface Letter {
  readonly from: Mailbox;
  readonly to: readonly Recipient[];
  readonly cc: readonly Recipient[];
  readonly bcc: readonly Recipient[];
  /** What stands in the address lines and is no recipient yet. */
  readonly typed: KeptLetter["typed"];
  readonly subject: string;
  /** What goes out for those who read plain text; all there is where `rich` is null. */
  readonly text: string;
  readonly rich: RichText | null;
  readonly attachments: readonly LetterAttachment[];
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

/** The sender as it was, where this webmail still has that address. */
function senderOf({ letter }: FoundLetter, { from, identities }: ComposerContext): Mailbox {
  return [from, ...identities].find(({ address }) => address === letter.from.address) ?? from;
}

type Contents = ReadonlyMap<string, LetterAttachment["content"]>;

function keptAmong(parts: readonly KeptAttachment[], contents: Contents): readonly LetterAttachment[] {
  return parts.flatMap(({ id, filename, contentType }) => {
    const content = contents.get(id);
    return content === undefined ? [] : [{ id, filename, contentType, content }];
  });
}

function richAgain({ html, images }: KeptLetter, contents: Contents): RichText | null {
  if (html === null) return null;
  const kept = keptAmong(images, contents);
  return { html, images: kept.map(({ id, ...image }) => ({ ...image, contentId: contentIdOf(id) })) };
}

function foundAgain(found: FoundLetter, context: ComposerContext): Letter {
  const { version: _version, html: _html, images: _images, ...letter } = found.letter;
  const contents = new Map(found.contents.map(({ id, content }) => [id, content]));
  return {
    ...letter,
    from: senderOf(found, context),
    to: letter.to.map(recipientOf),
    cc: letter.cc.map(recipientOf),
    bcc: letter.bcc.map(recipientOf),
    rich: richAgain(found.letter, contents),
    attachments: keptAmong(letter.attachments, contents),
  };
}

/** File names of attachments that were not kept. */
export function lostFrom({ letter, contents }: FoundLetter): readonly string[] {
  const ids = new Set(contents.map(({ id }) => id));
  return [...letter.images, ...letter.attachments].filter(({ id }) => !ids.has(id)).map(({ filename }) => filename);
}

/** The unfinished letter that was found again, or a new one. */
export function letterFrom(context: ComposerContext): Letter {
  return context.found === null ? newLetter(context) : foundAgain(context.found, context);
}

function newLetter(context: ComposerContext): Letter {
  // What came encrypted is answered so, whichever button was pressed; the switch is there for the rest.
  const encrypt = context.intent !== "sign" || context.answersEncrypted;
  const { hiddenSubject } = context;
  const known = encrypt ? hiddenSubject?.complete : hiddenSubject?.obscured;
  return {
    from: context.from,
    to: context.to.map(recipientOf),
    cc: context.cc.map(recipientOf),
    bcc: context.bcc.map(recipientOf),
    typed: { to: "", cc: "", bcc: "" },
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

export function draftOf({ to, cc, bcc, typed: _typed, attachments, ...letter }: Letter): Draft {
  return {
    ...letter,
    to: mailboxes(to),
    cc: mailboxes(cc),
    bcc: mailboxes(bcc),
    attachments: attachments.map(({ id: _id, ...attachment }) => attachment),
  };
}

function pictureOf({ contentId, ...image }: InlineImage): LetterAttachment {
  return { ...image, id: nameIn(contentId) };
}

/** Everything whose octets the journal keeps beside the text. */
export function partsOf({ rich, attachments }: Letter): readonly LetterAttachment[] {
  return [...(rich?.images ?? []).map(pictureOf), ...attachments];
}

function nameOf({ content, ...attachment }: LetterAttachment): KeptAttachment {
  return { ...attachment, size: content.length };
}

/** As the journal keeps it. */
export function keptOf({ to, cc, bcc, rich, attachments, ...letter }: Letter): KeptLetter {
  return {
    ...letter,
    version: 1,
    to: mailboxes(to),
    cc: mailboxes(cc),
    bcc: mailboxes(bcc),
    html: rich?.html ?? null,
    images: (rich?.images ?? []).map(pictureOf).map(nameOf),
    attachments: attachments.map(nameOf),
  };
}

/** With a name that the journal knows it by. */
export function asLetterAttachment(attachment: DraftAttachment): LetterAttachment {
  return { ...attachment, id: newPartName() };
}

/** A file's octets, named and typed as the browser has it. */
export async function attach(file: File): Promise<LetterAttachment> {
  return asLetterAttachment({
    filename: file.name === "" ? say("attachment") : file.name,
    contentType: file.type === "" ? "application/octet-stream" : file.type,
    content: new Uint8Array(await file.arrayBuffer()),
  });
}
