/** What a webmail's own form would hold, where there is no webmail: recipients, subject and sender of an answer. */
import type { AnswerKind } from "../protocol/answers.ts";
import type { ComposeSeed } from "../protocol/protocol.ts";
import type { Bytes } from "../smime/bytes.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import type { Mailbox } from "../smime/verdict/display.ts";
import { personKey } from "../vault/people.ts";
import type { Vault } from "../vault/vault.ts";
import { answersEncrypted } from "./answered-message.ts";
import { answerTo } from "./hidden-subject.ts";
import { standAloneSeed } from "./stand-alone-seed.ts";

interface Recipients {
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
}

function keyOf({ address }: Mailbox): string {
  return personKey(address) ?? address;
}

/** Each once, and none of `others`. */
function without(mailboxes: readonly Mailbox[], others: readonly Mailbox[]): readonly Mailbox[] {
  const seen = new Set(others.map(keyOf));
  return mailboxes.filter((mailbox) => {
    const key = keyOf(mailbox);
    return !seen.has(key) && seen.add(key);
  });
}

/** RFC 5322 section 3.6.3: Reply-To before From. An answer to a letter of one's own goes where that one went. */
export function recipientsOf({ content, reply }: OpenedMessage, as: AnswerKind, own: readonly Mailbox[]): Recipients {
  if (as === "forward") return { to: [], cc: [] };
  const { from, to, cc } = content.headers;
  const isOwn = from.length > 0 && without(from, own).length === 0;
  const first = without(isOwn ? to : reply.replyTo.length > 0 ? reply.replyTo : from, []);
  if (as === "reply") return { to: first, cc: [] };
  return { to: first, cc: without([...(isOwn ? [] : to), ...cc], [...own, ...first]) };
}

/** As a recipient field has them (RFC 5322 section 3.4). */
function listed(mailboxes: readonly Mailbox[]): string {
  return mailboxes
    .map(({ name, address }) => (name === "" ? address : `"${name.replaceAll(/["\\]/g, "\\$&")}" <${address}>`))
    .join(", ");
}

/** As a webmail has it: of a subject that was hidden only what stood outside, for the letter brings the rest itself. */
function subjectOf({ content, reply }: OpenedMessage, as: AnswerKind): string {
  const hidden = reply.confidential.find(({ name }) => name === "subject");
  return answerTo(as === "forward" ? "Fwd:" : "Re:", hidden ? (hidden.outer ?? "") : content.headers.subject).trim();
}

export interface Answered {
  readonly raw: Bytes;
  readonly opened: OpenedMessage;
  readonly as: AnswerKind;
}

/** @throws SmimeError vault/not-created where the person has no key to write with */
export async function answerSeed({ raw, opened, as }: Answered, vault: Vault): Promise<ComposeSeed> {
  const base = await standAloneSeed(vault);
  const { to, cc } = recipientsOf(opened, as, base.identities);
  const addressed = [...opened.content.headers.to, ...opened.content.headers.cc].map(keyOf);
  const from = base.identities.find((mailbox) => addressed.includes(keyOf(mailbox))) ?? base.from;
  const connected = await vault.gmail.isConnected(from.address);
  return {
    ...base,
    intent: answersEncrypted(opened) ? "sign-and-encrypt" : "sign",
    from,
    to: listed(to),
    cc: listed(cc),
    subject: subjectOf(opened, as),
    answered: raw,
    forwards: as === "forward",
    delivery: connected ? { kind: "gmail-api", thread: null } : { kind: "file" },
  };
}
