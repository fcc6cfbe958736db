/** Who wrote to whom and when, as rows of a name and its value. */
import type { DisplayHeaders, Mailbox } from "../../smime/verdict/display.ts";
import { mailboxInWords } from "../ui/words.ts";
import { say } from "../../words/say.ts";

function peopleInWords(mailboxes: readonly Mailbox[]): string {
  return mailboxes.map(mailboxInWords).join(", ");
}

/** Without those the message lacks. */
export function headerRows({
  from,
  to,
  cc,
  date,
}: DisplayHeaders): readonly (readonly [name: string, value: string])[] {
  const rows = [
    [say("From"), peopleInWords(from)],
    [say("To"), peopleInWords(to)],
    [say("Cc"), peopleInWords(cc)],
    [say("Date"), date],
  ] as const;
  return rows.filter(([, value]) => value !== "");
}
