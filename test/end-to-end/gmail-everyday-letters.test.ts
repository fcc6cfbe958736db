import { browserIsPossible } from "../rig/browser.ts";
import { GMAIL_LETTERS } from "../rig/everyday/everyday-letters.ts";
import { openTwoMailboxes } from "../rig/gmail/two-mailboxes.ts";
import { walk } from "./walked-job.ts";

walk({
  title: "everyday letters in Gmail",
  possible: browserIsPossible,
  steps: GMAIL_LETTERS,
  open: async () => ({ ...(await openTwoMailboxes({ album: "gmail-everyday-letters" })), watches: [] }),
});
