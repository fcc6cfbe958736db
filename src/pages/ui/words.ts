/** Small pieces of language: lists, people, sizes, dates. Pure, and the same in every surface. */
import type { Mailbox } from "../../smime/verdict/display.ts";
import { formats } from "../../words/language.ts";
import { once } from "../../words/once.ts";

const list = once(() => new Intl.ListFormat(formats(), { type: "conjunction" }));

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  return list().format(items);
}

/** "Bob Baker <bob@example.com>"; the address alone where there is no name. */
export function mailboxInWords({ name, address }: Mailbox): string {
  return name === "" ? address : `${name} <${address}>`;
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Octets in decimal units, at most one digit after the point: "812 bytes", "1.2 MB". */
export function sizeInWords(octets: number): string {
  let value = octets;
  let step = 0;
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= 1000;
    step++;
  }
  const unit = UNITS[step] ?? "gigabyte";
  return new Intl.NumberFormat(formats(), {
    style: "unit",
    unit,
    unitDisplay: unit === "byte" ? "long" : "short",
    maximumFractionDigits: unit === "byte" || value >= 100 ? 0 : 1,
    useGrouping: false,
  }).format(value);
}

const day = once(() => new Intl.DateTimeFormat(formats(), { day: "numeric", month: "long", year: "numeric" }));
const moment = once(() => new Intl.DateTimeFormat(formats(), { dateStyle: "long", timeStyle: "short" }));

/** "3 May 2027" in the reader's time zone; the text itself where it is no date. */
export function dayInWords(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : day().format(time);
}

/** "3 May 2027 at 14:05"; the text itself where it is no date. */
export function momentInWords(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : moment().format(time);
}

const sent = once(
  () =>
    new Intl.DateTimeFormat(formats(), {
      weekday: "short",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "short",
    }),
);

/** When a letter was sent, in the reader's time zone, which it names: "Fri, 3 May 2027 at 14:05 CEST". Milliseconds since 1970. */
export function sentInWords(time: number): string {
  return sent().format(time);
}

/** "1 file", "2 files". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Keeps both ends of a long address, where its meaning is: "alexandra.…@example.com". */
export function shortenedMiddle(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = longest - 1;
  const at = text.lastIndexOf("@");
  const tail = Math.min(at < 0 ? Math.floor(kept / 2) : text.length - at, kept - 1);
  return `${text.slice(0, kept - tail)}…${text.slice(text.length - tail)}`;
}

/** A fingerprint in groups of four, as it is read aloud. */
export function grouped(fingerprint: string): string {
  return (
    fingerprint
      .toUpperCase()
      .match(/.{1,4}/g)
      ?.join(" ") ?? ""
  );
}
