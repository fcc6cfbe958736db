/** Failures of keeping what is typed. The letter itself goes on: only a second place for it is missing. */
import type { FailureCode } from "../../smime/errors.ts";
import type { Tellings } from "./telling.ts";
import { counted, sizeInWords } from "./words.ts";
import { say } from "../../words/say.ts";

type JournalCode = Extract<FailureCode, `journal/${string}`>;

export const journalTellings: Tellings<JournalCode> = {
  "journal/full": ({ letters }) => ({
    what: `Waxwing keeps ${counted(letters, say("unfinished letter"), say("unfinished letters"))} already, and has no room for one more.`,
    safe: say("This one is in this window only."),
    next: say("Click the Waxwing button in the browser's toolbar and discard what you no longer need."),
  }),
  "journal/too-large": ({ size, limit }) => ({
    what: `Attachments of ${sizeInWords(size)} are more than the ${sizeInWords(limit)} that Waxwing keeps.`,
    safe: say("Your text is kept."),
    next: say("If this window is lost, attach the file again."),
  }),
  "journal/unknown": () => ({
    what: say("This unfinished letter is no longer there: it was sent or discarded."),
    safe: say("Nothing else was changed."),
    next: say("Look into your Sent folder if you are not sure."),
  }),
};
