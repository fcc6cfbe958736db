import { describe, expect, it } from "vitest";
import { signingMoment } from "../../src/smime/signing-time.ts";

const HOUR = 3_600_000;
const NOW = 1_000 * HOUR;
const differs = "signing-time/differs-from-date";

describe("signingMoment", () => {
  it.each([
    ["confirmed by the Date", 500, 500.5, 500, []],
    ["an hour apart", 500, 501, 500, []],
    ["back-dated", 300, 500, 500, [differs]],
    ["behind an old Date", 500, 300, 500, [differs]],
    ["in the future, without Date", 2_000, null, 1_000, []],
    ["in the future", 2_000, 500, 1_000, [differs]],
    ["both in the future", 2_000, 2_000, 1_000, []],
    ["a Date in the future", 500, 2_000, 1_000, [differs]],
    ["without Date", 500, null, 500, []],
    ["not claimed", null, 500, 500, ["signing-time/missing"]],
    ["not claimed, Date in the future", null, 2_000, 1_000, ["signing-time/missing"]],
    ["neither", null, null, 1_000, ["signing-time/missing"]],
  ])("%s", (_, signed, date, at, remarks) => {
    const moment = signingMoment(signed === null ? null : signed * HOUR, date === null ? null : date * HOUR, NOW);
    expect(moment).toEqual({ at: at * HOUR, remarks });
  });
});
