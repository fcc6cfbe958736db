import { afterAll, beforeAll, describe, it } from "vitest";
import type { Scene, Step } from "../rig/main-job/scene.ts";

interface Job<S extends Scene> {
  readonly title: string;
  readonly possible: boolean;
  readonly steps: readonly Step<S>[];
  open(): Promise<S>;
}

/** A test for every step, all in one scene: those after one that failed are skipped. */
export function walk<S extends Scene>({ title, possible, steps, open }: Job<S>): void {
  // A step that failed cannot be walked again: its retry would be skipped like those after it, and the failure be hidden.
  describe.skipIf(!possible)(title, { retry: 0 }, () => {
    let scene: S;
    let stuck = false;

    beforeAll(async () => {
      scene = await open();
    });
    afterAll(() => scene.end(stuck));

    for (const step of steps)
      it(step.title, async ({ skip }) => {
        if (stuck) skip("a step before it failed");
        stuck = true;
        await step.run(scene);
        stuck = false;
      });
  });
}
