/** Who wrote to whom and when, as rows of a name and its value. */
import type { DisplayHeaders, Mailbox } from "../../smime/verdict/display.ts";
import { say } from "../../words/say.ts";
import { mailboxInWords, sentInWords } from "../ui/words.ts";

export interface HeaderRow {
  readonly name: string;
  readonly value: string;
  /** As its sender wrote it, where that says more than the value; else null. */
  readonly original: string | null;
}

function peopleInWords(mailboxes: readonly Mailbox[]): string {
  return mailboxes.map(mailboxInWords).join(", ");
}

function row(name: string, value: string, original: string | null = null): HeaderRow {
  return { name, value, original };
}

/** In the reader's language and time zone; a date that cannot be read stays as it is. */
function dateRow({ date, sentAt }: DisplayHeaders): HeaderRow {
  return sentAt === null ? row(say("Date"), date) : row(say("Date"), sentInWords(sentAt), date);
}

/** Without those the message lacks. */
export function headerRows(headers: DisplayHeaders): readonly HeaderRow[] {
  const { from, to, cc } = headers;
  const rows = [
    row(say("From"), peopleInWords(from)),
    row(say("To"), peopleInWords(to)),
    row(say("Cc"), peopleInWords(cc)),
    dateRow(headers),
  ];
  return rows.filter(({ value }) => value !== "");
}
