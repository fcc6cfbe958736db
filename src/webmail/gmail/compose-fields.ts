/** What a native compose form of Gmail's holds. */
import type { Mailbox } from "../adapter.ts";
import { messageIdOf, readId, threadIdOf } from "./ids.ts";
import { find, findAll, valueOf } from "./selectors.ts";

type Field = "to" | "cc" | "bcc";

interface FieldPlaces {
  /** Since 2021: the address stands in an attribute. */
  readonly options: string;
  /** Before: hidden inputs behind the chips. */
  readonly chips: string;
  /** What is typed and no chip yet. */
  readonly typed: string;
}

const RECIPIENTS: Readonly<Record<Field, FieldPlaces>> = {
  to: {
    options: '[name="to"] [role=option][data-hovercard-id]',
    chips: '.vR > input[type=hidden][name="to"]',
    typed: 'textarea[name="to"], [name="to"] input[type=text]',
  },
  cc: {
    options: '[name="cc"] [role=option][data-hovercard-id]',
    chips: '.vR > input[type=hidden][name="cc"]',
    typed: 'textarea[name="cc"], [name="cc"] input[type=text]',
  },
  bcc: {
    options: '[name="bcc"] [role=option][data-hovercard-id]',
    chips: '.vR > input[type=hidden][name="bcc"]',
    typed: 'textarea[name="bcc"], [name="bcc"] input[type=text]',
  },
};

const ADDRESS = /^[^\s<>()"',;:]+@[^\s<>()"',;:]+$/;

/** RFC 5322 section 3.2.4. */
function quoted(name: string): string {
  return `"${name.replaceAll(/["\\]/g, "\\$&")}"`;
}

function optionText(option: Element): string {
  const address = option.getAttribute("data-hovercard-id") ?? "";
  const name = option.getAttribute("data-name") ?? "";
  return name === "" || name === address ? address : `${quoted(name)} <${address}>`;
}

/** A list as RFC 5322 writes it: chips first, then what was typed. */
export function recipientsIn(form: HTMLElement, field: Field): string {
  const { options, chips, typed } = RECIPIENTS[field];
  const chosen = [...form.querySelectorAll(options)].map(optionText);
  const classic = [...form.querySelectorAll<HTMLInputElement>(chips)].map(({ value }) => value);
  const rest = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(typed)].map(({ value }) =>
    value.trim(),
  );
  return [...new Set([...chosen, ...classic]), ...rest].filter((text) => text !== "").join(", ");
}

/** "Alice <alice@example.com>" with its address; null for anything else. */
function mailboxOf(choice: Element): Mailbox | null {
  const address = choice.getAttribute("value") ?? "";
  if (!ADDRESS.test(address)) return null;
  const name = (choice.textContent ?? "").replace(/<[^<>]*>/, "").trim();
  return { name: name === address ? "" : name, address };
}

/** The addresses this account may write from. Gmail's form has a choice only where there are several. */
export function identitiesIn(form: HTMLElement, account: Mailbox | null): readonly Mailbox[] {
  const choices = findAll(form, "fromChoice")
    .map(mailboxOf)
    .filter((mailbox) => mailbox !== null);
  const known = choices.some(({ address }) => address === account?.address);
  return account === null || known ? choices : [account, ...choices];
}

export function senderIn(form: HTMLElement, identities: readonly Mailbox[], account: Mailbox | null): Mailbox | null {
  const chosen = valueOf(form, "from");
  const address = /<([^<>]*)>\s*$/.exec(chosen)?.[1] ?? chosen;
  return (
    identities.find((one) => one.address.toLowerCase() === address.toLowerCase()) ?? account ?? identities[0] ?? null
  );
}

export function subjectIn(form: HTMLElement): string {
  return valueOf(form, "composeSubject") || valueOf(form, "hiddenSubject");
}

/** "#msg-a:r…" once Gmail has saved the draft. */
export function wasSaved(form: HTMLElement): boolean {
  return /\d/.test(valueOf(form, "draftId"));
}

export interface Answering {
  /** The message that is answered or forwarded. */
  readonly message: string;
  /** Null where the answer begins a conversation of its own. */
  readonly thread: string | null;
  readonly forwards: boolean;
}

/** Null for a new message. A form below a message answers that message. */
export function answeringIn(form: HTMLElement): Answering | null {
  const item = form.closest("[role=listitem]");
  const beside = item === null ? null : find(item, "message");
  const message = readId(valueOf(form, "answeredId")) ?? (beside === null ? null : messageIdOf(beside));
  if (message === null) return null;
  const title = item === null ? null : titleOf(item);
  const thread = readId(valueOf(form, "threadId")) ?? (title === null ? null : threadIdOf(title));
  const forwards = find(form, "forwarding") !== null;
  return { message, thread: forwards ? null : thread, forwards };
}

/** The title that stands before this item: others may belong to threads that were left. */
function titleOf(item: Element): HTMLElement | null {
  const titles = findAll(item.ownerDocument, "threadTitle");
  return (
    titles.findLast((title) => (title.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING) > 0) ?? null
  );
}
