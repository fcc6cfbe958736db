/** How an unfinished letter is called. */
import type { Mailbox } from "../../smime/verdict/display.ts";
import { say, sayCount } from "../../words/say.ts";
import { listed } from "./words.ts";

/** Recipients that are named; the others are counted. */
const NAMED = 2;

export const MAY_HAVE_LEFT = say("It may have been sent already: look into your Sent folder first.");

export function recipientsInWords(to: readonly Mailbox[]): string {
  if (to.length === 0) return say("nobody yet");
  const names = to.slice(0, NAMED).map(({ name, address }) => (name === "" ? address : name));
  return listed(to.length > NAMED ? [...names, sayCount(to.length - NAMED, "{count} more", "{count} more")] : names);
}
