import { browserIsPossible } from "../rig/browser.ts";
import { openTwoMailboxes } from "../rig/gmail/two-mailboxes.ts";
import { GMAIL_JOB } from "../rig/main-job/main-job.ts";
import { walk } from "./walked-job.ts";

walk({
  title: "the main job in Gmail",
  possible: browserIsPossible,
  steps: GMAIL_JOB,
  open: async () => ({ ...(await openTwoMailboxes({ album: "gmail-main-job" })), watches: [] }),
});
