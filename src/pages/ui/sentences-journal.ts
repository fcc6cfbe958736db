/** Failures of keeping what is typed. The letter itself goes on: only a second place for it is missing. */
import type { FailureCode } from "../../smime/errors.ts";
import { say, sayCount } from "../../words/say.ts";
import type { Tellings } from "./telling.ts";
import { sizeInWords } from "./words.ts";

type JournalCode = Extract<FailureCode, `journal/${string}`>;

export const journalTellings: Tellings<JournalCode> = {
  "journal/full": ({ letters }) => ({
    what: sayCount(
      letters,
      "Waxwing keeps {count} unfinished letter already, and has no room for one more.",
      "Waxwing keeps {count} unfinished letters already, and has no room for one more.",
    ),
    safe: say("This one is in this window only."),
    next: say("Click the Waxwing button in the browser's toolbar and discard what you no longer need."),
  }),
  "journal/too-large": ({ size, limit }) => ({
    what: say("Attachments of {size} are more than the {limit} that Waxwing keeps.", {
      size: sizeInWords(size),
      limit: sizeInWords(limit),
    }),
    safe: say("Your text is kept."),
    next: say("If this window is lost, attach the file again."),
  }),
  "journal/unknown": () => ({
    what: say("This unfinished letter is no longer there: it was sent or discarded."),
    safe: say("Nothing else was changed."),
    next: say("Look into your Sent folder if you are not sure."),
  }),
};
