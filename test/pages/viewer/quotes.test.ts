import { expect, it } from "vitest";
import { foldQuotes } from "../../../src/pages/viewer/quotes.ts";

const lines = (count: number, text: string) => Array.from({ length: count }, () => text);
const folds = (...text: readonly string[]) =>
  foldQuotes(text.join("\n")).map(({ text: run, folded }) => [run.split("\n").length, folded]);

it.each([
  ["a short message", ["a", ...lines(20, "> b")], [[21, 0]]],
  ["a long one without quotes", lines(40, "a"), [[40, 0]]],
  ["short quotes with answers between", lines(30, "").flatMap(() => ["> b", "a"]), [[60, 0]]],
  [
    "an answer above a quote",
    [...lines(5, "a"), ...lines(30, "> b")],
    [
      [5, 0],
      [30, 30],
    ],
  ],
  [
    "an answer below a quote",
    [...lines(30, "> b"), "a", "a"],
    [
      [30, 30],
      [2, 0],
    ],
  ],
  ["a quote alone", lines(30, "> b"), [[30, 30]]],
  [
    "quotes divided by blank lines",
    ["a", ...lines(15, "").flatMap(() => ["> b", ""]), "c"],
    [
      [1, 0],
      [29, 29],
      [2, 0],
    ],
  ],
])("folds long quotes of long messages: %s", (_, text, expected) => expect(folds(...text)).toEqual(expected));

it("loses no text", () => {
  const text = ["a", ...lines(30, "> b"), "", "c", ...lines(9, ">> d"), "e"].join("\n");
  expect(
    foldQuotes(text)
      .map((run) => run.text)
      .join("\n"),
  ).toBe(text);
});
