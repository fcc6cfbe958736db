/** Which suggestion is marked: the one that Enter and Tab take. Pure. */
import { readRecipients } from "./addresses.ts";

/**
 * Which one Enter takes without a choice. A whole address is meant as it stands: nobody's else may come in its place.
 * @returns -1 for none
 */
export function markedAtFirst(typed: string, count: number): number {
  const [only, ...more] = readRecipients(typed);
  const isWhole = more.length > 0 || only === undefined || only.complete;
  return count === 0 || isWhole ? -1 : 0;
}

/** The next mark in a direction, around the ends; -1 stands for the line itself. */
export function movedMark(marked: number, count: number, by: 1 | -1): number {
  if (count === 0) return -1;
  const next = marked + by;
  if (next >= count) return 0;
  return next < 0 ? count - 1 : next;
}
