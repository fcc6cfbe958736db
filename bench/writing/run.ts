/**
 * `npm run bench -- writing`: how long a key takes to be seen, and a click on Send to have an effect, in the built
 * extension. `--write` puts both tables into docs/; "typing" or "sending" leaves out the other.
 */
import { existsSync, writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { sendingSection } from "./sending.ts";
import { typingSection } from "./typing.ts";

if (!existsSync("dist/chrome/manifest.json")) throw new Error("No built extension: npm run build");
const asked = process.argv.includes("typing") || process.argv.includes("sending");
const wanted = (name: string): boolean => !asked || process.argv.includes(name);
const none = ["| not measured |"];

const lines = [
  "# Speed of writing",
  "",
  "In Chromium with the built extension. Medians of runs that take turns; only the ratios mean something on another machine.",
  "Measured by `npm run bench -- writing --write`.",
  "",
  `${platform()} ${arch()}, ${cpus().length} cores.`,
  "",
  "## A key",
  "",
  "From the browser's stamp on a key to the end of the frame that shows it, 20 keys a second, beside the same keys in an",
  "editable element of a bare page; the long letter beside itself in such a page, for the browser takes longer with it, too.",
  "Composers stand in the manager, each in a tab of its own; their journal saves all the while.",
  "All pages of an extension share one thread: what one of them does is felt in the others.",
  "",
  "| typed into | median, ms | ratio | 95 %, ms | ratio | longest, ms |",
  "|---|---|---|---|---|---|",
  ...(wanted("typing") ? await typingSection() : none),
  "",
  "## Send",
  "",
  "In Roundcube, from the click. *Starts*: until the browser makes the transport's first request. *Left*: until the server",
  "has answered that the letter left. The unsealed letter is Roundcube's own, sent by its own button; its attachment was",
  "uploaded when it was chosen, before the click, and a sealed one can only be uploaded after it. So the start of a letter",
  "with attachments stands beside the whole of the unsealed sending too, which is what a person waits for without Waxwing.",
  "",
  "| letter | unsealed starts, ms | sealed starts, ms | ratio | unsealed left, ms | sealed left, ms | ratio | sealed starts / unsealed left |",
  "|---|---|---|---|---|---|---|---|",
  ...(wanted("sending") ? await sendingSection() : none),
  "",
];
console.log(lines.join("\n"));
if (process.argv.includes("--write") && !asked) writeFileSync("docs/speed-writing.md", lines.join("\n"));
process.exit(0);
