/**
 * The whole main job, step by step: two people exchange signed and encrypted letters over a webmail that never learns what
 * they say. The demo walks it and the end-to-end tests assert it; both run exactly this.
 */
import {
  ALICE_CONNECTS,
  ALICE_REGISTERS,
  BOB_ARRIVES,
  BOB_CONNECTS,
  type GmailScene,
  ONLY_FOR_SENDING,
} from "./connecting.ts";
import { ALICE_IMPORTS, ALICE_LOGS_IN, READING } from "./reading.ts";
import type { Step } from "./scene.ts";
import { SECRECY } from "./secrecy.ts";
import { ANSWERED, ANSWERING, ARRIVED, bobImports, bobLogsIn, SENDING, WRITING } from "./writing.ts";

export const ALICE_LETS_WAXWING_IN: Step = {
  title: "Alice lets Waxwing work on it, in the popup",
  run: ({ alice }) => alice.useWaxwingHere(),
};

export const BOB_SETTLES_IN: Step = {
  title: "Bob, at a browser of his own, lets Waxwing work and imports his key file",
  run: async (scene) => {
    await bobLogsIn(scene);
    await (await scene.bob()).useWaxwingHere();
    await bobImports(scene);
  },
};

/** In Roundcube, which a person lets Waxwing into. */
export const ROUNDCUBE_JOB: readonly Step[] = [
  ALICE_LOGS_IN,
  ALICE_LETS_WAXWING_IN,
  ALICE_IMPORTS,
  ...READING,
  WRITING,
  ...SENDING,
  BOB_SETTLES_IN,
  ARRIVED,
  ANSWERING,
  ...ANSWERED,
  ...SECRECY,
];

/** In Gmail, where Waxwing is at work from the start and each account is connected before it sends for the first time. */
export const GMAIL_JOB: readonly Step<GmailScene>[] = [
  ALICE_LOGS_IN,
  ALICE_IMPORTS,
  ALICE_REGISTERS,
  ...READING,
  WRITING,
  ALICE_CONNECTS,
  ...SENDING,
  BOB_ARRIVES,
  ARRIVED,
  ANSWERING,
  BOB_CONNECTS,
  ...ANSWERED,
  ...SECRECY,
  ONLY_FOR_SENDING,
];
