import { afterAll, beforeAll, describe, it } from "vitest";
import { browserIsPossible } from "../rig/browser.ts";
import { openTwoMailboxes } from "../rig/gmail/two-mailboxes.ts";
import type { GmailScene } from "../rig/main-job/connecting.ts";
import { GMAIL_JOB } from "../rig/main-job/main-job.ts";

// A step that failed cannot be walked again: its retry would be skipped like those after it, and the failure be hidden.
describe.skipIf(!browserIsPossible)("the main job in Gmail", { retry: 0 }, () => {
  let scene: GmailScene;
  let stuck = false;

  beforeAll(async () => {
    scene = { ...(await openTwoMailboxes({ album: "gmail-main-job" })), watches: [] };
  });
  afterAll(() => scene.end(stuck));

  for (const { title, run } of GMAIL_JOB)
    it(title, async ({ skip }) => {
      if (stuck) skip("a step before it failed");
      stuck = true;
      await run(scene);
      stuck = false;
    });
});
