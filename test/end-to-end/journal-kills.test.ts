import { describe, expect, it } from "vitest";
import { browserIsPossible } from "../rig/browser.ts";
import { killMany, PROMISE, VICTIMS } from "../rig/journal-kills/kills.ts";

/** The short form of `npm run journal-kills`. */
const KILLS = 8;

describe.skipIf(!browserIsPossible || process.platform !== "linux")("a letter under way", () => {
  it(`is found again after each of ${KILLS} kills, but for its last ${PROMISE} ms`, async () => {
    const outcomes = await killMany(KILLS, 4711, () => {});
    expect(outcomes.filter(({ broken }) => broken)).toEqual([]);
    expect(new Set(outcomes.map(({ victim }) => victim)).size).toBe(VICTIMS.length);
    // Kills that come before anything was typed prove nothing.
    expect(outcomes.reduce((sum, { found }) => sum + found, 0)).toBeGreaterThan(100);
  });
});
