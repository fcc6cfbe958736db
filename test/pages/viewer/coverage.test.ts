import { expect, it } from "vitest";
import { coverageOf } from "../../../src/pages/viewer/coverage.tsx";
import type { MessageReport } from "../../../src/smime/verdict/vocabulary.ts";
import { reports } from "../stage/actors.ts";
import { content } from "../stage/frame-script.ts";

const shown = (stretches: readonly boolean[], attachments: readonly boolean[] = []) => ({
  ...content,
  stretches: stretches.map((signed, index) => ({ start: index, end: index + 1, signed })),
  attachments: content.attachments.slice(0, attachments.length).map((file, index) => ({
    ...file,
    signed: attachments[index] ?? false,
  })),
});
const partial: MessageReport = reports.partial;

it.each([
  ["all of it is signed", [true], [true], reports.verified, "plain"],
  ["nobody signed", [false], [false], reports.encryptedOnly, "plain"],
  ["it was altered", [false, false], [], reports.altered, "plain"],
  ["some of the text is signed", [false, true, false], [], partial, "mixed"],
  ["the files are not", [true], [false], partial, "mixed"],
  ["only a file is", [false], [true], partial, "mixed"],
  ["nothing that is signed is shown", [false], [], partial, "mixed"],
  ["only what is signed is shown", [true], [true], partial, "whole"],
] as const)("draws where it must: %s", (_, stretches, attachments, report, expected) => {
  expect(coverageOf(shown(stretches, attachments), report)).toBe(expected);
});
