/** What the message that is answered or forwarded contributes to a new one. */
import type { ComposeSeed } from "../protocol/protocol.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import { isForward } from "./hidden-subject.ts";

/** Threading of the new message. */
export interface Ancestry {
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
}

export const NO_ANCESTRY: Ancestry = { inReplyTo: null, references: [] };

function withoutBrackets(id: string): string {
  return id.replace(/^<|>$/g, "");
}

export function ancestryOf(opened: OpenedMessage, subject: string): Ancestry {
  const { messageId, references } = opened.reply;
  const inReplyTo = messageId === "" || isForward(subject) ? null : withoutBrackets(messageId);
  return { inReplyTo, references: references.map(withoutBrackets) };
}

/**
 * What the person typed before Waxwing took over, without the webmail's quote: of an encrypted message it quoted the
 * sealed octets, or nothing. The line that introduces the quote goes with it.
 */
function typedText(text: string): string {
  const lines = text.split(/\r?\n/);
  const quote = lines.findIndex((line) => line.startsWith(">"));
  if (quote < 0) return text.trimEnd();
  const before = lines.slice(0, quote).join("\n").trimEnd().split("\n");
  if (/[:,]$/.test(before.at(-1) ?? "")) before.pop();
  return before.join("\n").trimEnd();
}

function attribution({ content }: OpenedMessage): string {
  const [author] = content.headers.from;
  const who = author ? author.name || author.address : "";
  const { date } = content.headers;
  if (who === "") return "";
  return `${date === "" ? "" : `On ${date}, `}${who} wrote:\n`;
}

/** Whether the answered message was encrypted, read or not: then the answer quotes what nobody else may see. */
export function answersEncrypted({ report }: OpenedMessage): boolean {
  return report.encryption.kind !== "none";
}

/** The text the composer starts with. Only of a message that was decrypted here the quote is ours. */
export function startingText(seed: ComposeSeed, opened: OpenedMessage | null): string {
  if (!opened || !answersEncrypted(opened)) return seed.text;
  const typed = typedText(seed.text);
  if (!opened.decrypted) return typed;
  return `${typed}\n\n${attribution(opened)}${opened.reply.quotedText}\n`;
}
