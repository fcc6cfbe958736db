/** The two stages of the demo: the main job over a replica of Gmail, and over a real Roundcube. */
import { gmailDirections, roundcubeDirections } from "./directions.ts";
import { openTwoMailboxes } from "./gmail/two-mailboxes.ts";
import { openHouse } from "./house.ts";
import { GMAIL_JOB, ROUNDCUBE_JOB } from "./main-job/main-job.ts";
import type { Scene, Step } from "./main-job/scene.ts";

export interface Play {
  readonly scene: Scene;
  /** The main job, on this stage. */
  readonly steps: readonly { readonly title: string; run(): Promise<void> }[];
  /** What a person does, in plain words. */
  readonly directions: string;
  /** Where a failure leaves what the servers logged; null where they log nothing. */
  readonly logs: string | null;
}

function bound<S extends Scene>(job: readonly Step<S>[], scene: S): Play["steps"] {
  return job.map(({ title, run }) => ({ title, run: () => run(scene) }));
}

const ALBUM = "demo";

export const PLAYS = {
  gmail: async (headless: boolean): Promise<Play> => {
    const scene = { ...(await openTwoMailboxes({ album: ALBUM, headless })), watches: [] };
    return { scene, steps: bound(GMAIL_JOB, scene), directions: gmailDirections(scene), logs: null };
  },
  roundcube: async (headless: boolean): Promise<Play> => {
    const scene = { ...(await openHouse({ album: ALBUM, headless })), watches: [] };
    return { scene, steps: bound(ROUNDCUBE_JOB, scene), directions: roundcubeDirections(scene), logs: ".rig/" };
  },
};

export function isStaged(webmail: string): webmail is keyof typeof PLAYS {
  return Object.hasOwn(PLAYS, webmail);
}
