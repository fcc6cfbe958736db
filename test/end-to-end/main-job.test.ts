import { afterAll, beforeAll, describe, it } from "vitest";
import { houseIsPossible, openHouse } from "../rig/house.ts";
import { ROUNDCUBE_JOB } from "../rig/main-job/main-job.ts";
import type { Scene } from "../rig/main-job/scene.ts";

// A step that failed cannot be walked again: its retry would be skipped like those after it, and the failure be hidden.
describe.skipIf(!houseIsPossible)("the main job", { retry: 0 }, () => {
  let scene: Scene;
  let stuck = false;

  beforeAll(async () => {
    scene = { ...(await openHouse({ album: "main-job" })), watches: [] };
  });
  afterAll(() => scene.end(stuck));

  for (const { title, run } of ROUNDCUBE_JOB)
    it(title, async ({ skip }) => {
      if (stuck) skip("a step before it failed");
      stuck = true;
      await run(scene);
      stuck = false;
    });
});
