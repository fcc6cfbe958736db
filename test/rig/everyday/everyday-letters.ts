/** The letters of an ordinary day, beyond the main job: the same steps in each webmail. */
import { ALICE_CONNECTS, ALICE_REGISTERS, BOB_ARRIVES, BOB_CONNECTS, type GmailScene } from "../main-job/connecting.ts";
import { ALICE_IMPORTS, ALICE_LOGS_IN } from "../main-job/reading.ts";
import type { Step } from "../main-job/scene.ts";
import { SECRECY } from "../main-job/secrecy.ts";
import { ALICE_LETS_WAXWING_IN, BOB_SETTLES_IN } from "../main-job/main-job.ts";
import { ANSWERING_ALL } from "./answering-all.ts";
import { FORWARDING_INLINE } from "./forwarding-inline.ts";
import { FORWARDING } from "./forwarding.ts";
import { ASKING, FORMATTED, helloTravels, WAITING } from "./hello.ts";
import { KNOWN_PEOPLE } from "./known-people.ts";
import { PREFERENCES } from "./preferences.ts";
import { READING_CLOSELY } from "./reading-closely.ts";
import { TAKING_BACK } from "./taking-back.ts";

const ONCE_CONNECTED: readonly Step[] = [
  ...FORMATTED,
  ...PREFERENCES,
  ...FORWARDING,
  ...ANSWERING_ALL,
  ...TAKING_BACK,
  ...KNOWN_PEOPLE,
  ...FORWARDING_INLINE,
  ...READING_CLOSELY,
  ...SECRECY,
];

export const ROUNDCUBE_LETTERS: readonly Step[] = [
  ALICE_LOGS_IN,
  ALICE_LETS_WAXWING_IN,
  ALICE_IMPORTS,
  BOB_SETTLES_IN,
  ...WAITING,
  ...ASKING,
  helloTravels("clear"),
  ...ONCE_CONNECTED,
];

export const GMAIL_LETTERS: readonly Step<GmailScene>[] = [
  ALICE_LOGS_IN,
  ALICE_IMPORTS,
  ALICE_REGISTERS,
  BOB_ARRIVES,
  ...WAITING,
  ALICE_CONNECTS,
  ...ASKING,
  helloTravels("opaque"),
  BOB_CONNECTS,
  ...ONCE_CONNECTED,
];
