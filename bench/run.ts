/**
 * Measures and prints; `--write` also puts the report into docs/speed.md. Names of sections leave out the others:
 * `npm run bench -- cms memory`. Run it on a quiet machine: the ratios bear noise, the milliseconds do not.
 */
import { writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { cmsSection } from "./cms/section.ts";
import { memorySection } from "./memory/section.ts";
import { messagesSection } from "./messages.ts";
import { signedMailSection } from "./signed-mail.ts";
import { startSection } from "./start/section.ts";

const SECTIONS: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  cms: cmsSection,
  memory: memorySection,
  "signed-mail": signedMailSection,
  start: startSection,
  messages: messagesSection,
};

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
const lines = [...HEAD];
for (const [name, section] of Object.entries(SECTIONS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const part = await section();
  console.log(part.join("\n"));
  lines.push(...part);
}
if (process.argv.includes("--write")) writeFileSync("docs/speed.md", lines.join("\n"));
