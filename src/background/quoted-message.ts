/**
 * How a letter begins that answers or forwards a message that was decrypted here. Only the layer that was shown is
 * quoted: nothing of what the webmail made of the sealed octets, and nothing that was not opened.
 */
import type { ComposeSeed, Quote } from "../protocol/protocol.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import type { DisplayHeaders, Mailbox } from "../smime/verdict/display.ts";
import { formats } from "../words/language.ts";
import { once } from "../words/once.ts";
import { sayInLetter } from "../words/say.ts";
import { quotedPictures } from "./quoted-pictures.ts";
import { isReadable } from "./reader.ts";

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

/** In UTC, and says so: several people read it, and in which zone one of them lives is nobody's business. */
const moment = once(
  () =>
    new Intl.DateTimeFormat(formats(), {
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZone: "UTC",
      timeZoneName: "short",
    }),
);

/** What Intl puts between the parts of a date, to be drawn from right to left. */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u2066-\u2069]/gu;

/** "20 November 2026 at 14:05 UTC" in the writer's language; a date that cannot be read stays as its sender wrote it. */
function momentInWords({ date, sentAt }: DisplayHeaders): string {
  return sentAt === null ? date : moment().format(sentAt).replaceAll(DIRECTION_MARKS, "");
}

function attribution({ content }: OpenedMessage): string {
  const [author] = content.headers.from;
  const who = author ? author.name || author.address : "";
  const { date } = content.headers;
  if (who === "") return "";
  const line =
    date === ""
      ? sayInLetter("{who} wrote:", { who })
      : sayInLetter("On {date}, {who} wrote:", { date: momentInWords(content.headers), who });
  return `${line}\n`;
}

function people(mailboxes: readonly Mailbox[]): string {
  return mailboxes.map(({ name, address }) => (name === "" ? address : `${name} <${address}>`)).join(", ");
}

/** The header fields a reader was shown, as those who get the message on see them. */
function forwardedHead({ content }: OpenedMessage): string {
  const { date, subject } = content.headers;
  const from = people(content.headers.from);
  const to = people(content.headers.to);
  const cc = people(content.headers.cc);
  const lines = [
    from !== "" && sayInLetter("From: {people}", { people: from }),
    date !== "" && sayInLetter("Date: {date}", { date: momentInWords(content.headers) }),
    subject !== "" && sayInLetter("Subject: {subject}", { subject }),
    to !== "" && sayInLetter("To: {people}", { people: to }),
    cc !== "" && sayInLetter("Cc: {people}", { people: cc }),
  ].filter((line) => line !== false);
  return `-------- ${sayInLetter("Forwarded message")} --------\n${lines.join("\n")}\n\n`;
}

/** One that the webmail put there already is enough. */
export function withClosing(text: string, closing: string): string {
  return closing.trim() === "" || /^-- ?$/m.test(text) ? text : `${text.trimEnd()}\n\n-- \n${closing.trimEnd()}`;
}

export function openingOf({ text, forwards }: ComposeSeed, opened: OpenedMessage, closing: string): Opening {
  const typed = withClosing(typedText(text), closing);
  if (!isReadable(opened)) return { text: typed, quote: null };
  const before = `${typed}\n\n${forwards ? forwardedHead(opened) : attribution(opened)}`;
  const { html, text: shown } = opened.content;
  const behind = forwards ? shown : opened.reply.quotedText;
  const pictures = html === null ? [] : quotedPictures(opened);
  const quote = html === null ? null : { before, html, pictures, indented: !forwards };
  return { text: `${before}${behind}\n`, quote };
}
