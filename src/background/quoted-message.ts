/**
 * How a letter begins that answers or forwards a message that was decrypted here. Only the layer that was shown is
 * quoted: nothing of what the webmail made of the sealed octets, and nothing that was not opened.
 */
import type { ComposeSeed, Quote } from "../protocol/protocol.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import type { Mailbox } from "../smime/verdict/display.ts";

export interface Opening {
  /** The whole as plain text. */
  readonly text: string;
  /** Null where plain text says all. */
  readonly quote: Quote | null;
}

/** Webmails put a forwarded message behind such a line, in whatever language. */
const RULE = /^-{4,}[^-].*-{4,}\s*$/;

/**
 * What the person typed before Waxwing took over, without the webmail's quote: of an encrypted message it quoted the
 * sealed octets, or nothing. The line that introduces the quote goes with it.
 */
function typedText(text: string): string {
  const lines = text.split(/\r?\n/);
  const quote = lines.findIndex((line) => line.startsWith(">") || RULE.test(line));
  if (quote < 0) return text.trimEnd();
  const before = lines.slice(0, quote).join("\n").trimEnd().split("\n");
  if (/[:,]$/.test(before.at(-1) ?? "") && !RULE.test(lines[quote] ?? "")) before.pop();
  return before.join("\n").trimEnd();
}

function attribution({ content }: OpenedMessage): string {
  const [author] = content.headers.from;
  const who = author ? author.name || author.address : "";
  const { date } = content.headers;
  if (who === "") return "";
  return `${date === "" ? "" : `On ${date}, `}${who} wrote:\n`;
}

function people(mailboxes: readonly Mailbox[]): string {
  return mailboxes.map(({ name, address }) => (name === "" ? address : `${name} <${address}>`)).join(", ");
}

/** The header fields a reader was shown, as those who get the message on see them. */
function forwardedHead({ content }: OpenedMessage): string {
  const { from, to, cc, date, subject } = content.headers;
  const fields = [
    ["From", people(from)],
    ["Date", date],
    ["Subject", subject],
    ["To", people(to)],
    ["Cc", people(cc)],
  ] as const;
  const lines = fields.filter(([, value]) => value !== "").map(([name, value]) => `${name}: ${value}`);
  return `-------- Forwarded message --------\n${lines.join("\n")}\n\n`;
}

/** One that the webmail put there already is enough. */
export function withClosing(text: string, closing: string): string {
  return closing.trim() === "" || /^-- ?$/m.test(text) ? text : `${text.trimEnd()}\n\n-- \n${closing.trimEnd()}`;
}

export function openingOf({ text, forwards }: ComposeSeed, opened: OpenedMessage, closing: string): Opening {
  const typed = withClosing(typedText(text), closing);
  if (!opened.decrypted) return { text: typed, quote: null };
  const before = `${typed}\n\n${forwards ? forwardedHead(opened) : attribution(opened)}`;
  const { html, text: shown } = opened.content;
  const behind = forwards ? shown : opened.reply.quotedText;
  return { text: `${before}${behind}\n`, quote: html === null ? null : { before, html, indented: !forwards } };
}
