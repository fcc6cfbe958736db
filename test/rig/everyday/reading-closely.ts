/** A reader who looks closely, at letters that hold many things at once. */
import type { Step } from "../main-job/scene.ts";
import { READING_ANSWERS } from "./reading-answers.ts";
import { READING_FILES } from "./reading-files.ts";
import { NEVER_LOADING, READING_FORMATTED } from "./reading-formatted.ts";
import { deliverAll } from "./reading-letters.ts";
import { EXPLAINING, READING_SEALS } from "./reading-seals.ts";

export const READING_CLOSELY: readonly Step[] = [
  { title: "Letters of many kinds come for Alice", run: deliverAll },
  ...READING_FORMATTED,
  ...READING_FILES,
  ...EXPLAINING,
  ...NEVER_LOADING,
  ...READING_SEALS,
  ...READING_ANSWERS,
];
