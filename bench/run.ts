/**
 * Measures and prints; `--write` also puts it into docs/speed.md, where sections that were not measured stay as they
 * are. Names of sections leave out the others: `npm run bench -- cms memory`. Run it on a quiet machine: the ratios bear noise, the milliseconds do not.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { cmsSection } from "./cms/section.ts";
import { memorySection } from "./memory/section.ts";
import { messagesSection } from "./messages.ts";
import { mergedReport } from "./report.ts";
import { signedMailSection } from "./signed-mail.ts";
import { startSection } from "./start/section.ts";

const SECTIONS: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  cms: cmsSection,
  memory: memorySection,
  "signed-mail": signedMailSection,
  start: startSection,
  messages: messagesSection,
};

/** As the sections head themselves, in the order of the report. */
const TITLES = [
  "## CMS objects",
  "## Memory",
  "## A signed mail of 10 kB, opened warm",
  "## A cold start",
  "## Whole messages",
];

const HEAD = [
  "# Speed",
  "",
  "Measured by `npm run bench -- --write`. What is compared runs in turns in one process; the numbers are medians, and only the",
  "ratios mean something on another machine.",
  "",
  `Node ${process.versions.node}, ${platform()} ${arch()}, ${cpus().length} cores.`,
  "",
];

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = wanted.find((name) => !Object.hasOwn(SECTIONS, name));
if (unknown !== undefined) {
  console.error(`No section ${unknown}; there are ${Object.keys(SECTIONS).join(", ")}.`);
  process.exit(2);
}
const REPORT = "docs/speed.md";
const measured: (readonly string[])[] = [];
for (const [name, section] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const part = await section();
  console.log(part.join("\n"));
  measured.push(part);
}
if (process.argv.includes("--write")) {
  const before = existsSync(REPORT) ? readFileSync(REPORT, "utf8") : "";
  writeFileSync(REPORT, mergedReport(HEAD, TITLES, measured, before));
}
