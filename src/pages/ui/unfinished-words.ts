/** How an unfinished letter is called. */
import type { Mailbox } from "../../smime/verdict/display.ts";
import { say, sayCount } from "../../words/say.ts";
import { listed, momentInWords } from "./words.ts";

/** Recipients that are named; the others are counted. */
const NAMED = 2;

export const MAY_HAVE_LEFT = say("It may have been sent already: look into your Sent folder first.");

interface Called {
  readonly saved: string;
  readonly opening: { readonly to: readonly Mailbox[]; readonly subject: string } | null;
}

export function recipientsInWords(to: readonly Mailbox[]): string {
  if (to.length === 0) return say("nobody yet");
  const names = to.slice(0, NAMED).map(({ name, address }) => (name === "" ? address : name));
  return listed(to.length > NAMED ? [...names, sayCount(to.length - NAMED, "{count} more", "{count} more")] : names);
}

/** "to Bob Baker, “Lunch”, from 3 May 2027 at 14:05". */
export function letterInWords({ saved, opening }: Called): string {
  const when = `from ${momentInWords(saved)}`;
  if (opening === null) return when;
  const about = opening.subject === "" ? "" : `, “${opening.subject}”,`;
  return `to ${recipientsInWords(opening.to)}${about} ${when}`;
}
