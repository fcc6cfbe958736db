import { describe, expect, it } from "vitest";
import {
  continueLabel,
  discardedSentence,
  discardLabel,
  undoLabel,
  unfinishedSentence,
} from "../../../src/pages/ui/letter-labels.ts";

const BOB = { name: "Bob Baker", address: "bob@example.org" };
const saved = "no date";
const all = [continueLabel, discardLabel, undoLabel, unfinishedSentence, discardedSentence];
const saying = (to: readonly (typeof BOB)[], subject: string) =>
  all.map((one) => one({ saved, opening: { to, subject } }));

describe("how an unfinished letter is called", () => {
  it("names recipients, subject and moment, as far as there are any", () => {
    for (const text of saying([BOB], "Lunch")) expect(text).toMatch(/ to Bob Baker, “Lunch”, from no date\.?$/);
    for (const text of saying([BOB], "")) expect(text).toMatch(/ to Bob Baker from no date\.?$/);
    for (const text of saying([], "Lunch")) expect(text).toMatch(/ “Lunch” from no date\.?$/);
    for (const text of saying([], "")) expect(text).not.toMatch(/to |“/);
  });

  it("names the moment alone while the keys are locked", () => {
    expect(all.map((one) => one({ saved, opening: null }))).toEqual(saying([], ""));
    expect(new Set(saying([BOB], "Lunch")).size).toBe(all.length);
  });
});
