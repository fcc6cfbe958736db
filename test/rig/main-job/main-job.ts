/**
 * The whole main job, step by step: two people exchange a signed and encrypted letter over a webmail that never learns
 * what it says. The demo walks it and the end-to-end test asserts it; both run exactly this.
 */
import { ARRIVING, READING } from "./reading.ts";
import type { Step } from "./scene.ts";
import { SECRECY } from "./secrecy.ts";
import { ANSWERING, WRITING } from "./writing.ts";

export const MAIN_JOB: readonly Step[] = [...ARRIVING, ...READING, ...WRITING, ...ANSWERING, ...SECRECY];
