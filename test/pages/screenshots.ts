/**
 * `npm run screenshots`: every state of every surface that the states' tests reach, narrow and wide, light and dark, in
 * screenshots/pages, with one page to look at them all. Words after `--` choose test files.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const FOLDER = resolve("screenshots/pages");
const VARIANT = /-(narrow|wide)-(light|dark)$/;

function figure(name: string): string {
  return `<figure><img src="${name}.png" loading="lazy" alt=""><figcaption>${name}</figcaption></figure>`;
}

function stateOf(name: string): string {
  return name.replace(VARIANT, "");
}

/** One row a state. */
function contactSheet(names: readonly string[]): string {
  const rows = [...new Set(names.map(stateOf))].map((state) => {
    const all = names.filter((name) => stateOf(name) === state);
    return `<h2>${state}</h2><div>${all.map(figure).join("")}</div>`;
  });
  const style =
    "body{font:14px sans-serif}div{display:flex;gap:16px;overflow:auto}img{max-height:480px;border:1px solid}";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every state</title><style>${style}</style>${rows.join("\n")}</html>\n`;
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const chosen = process.argv.slice(2);
const { status } = spawnSync(
  process.execPath,
  ["node_modules/vitest/vitest.mjs", "run", "--project", "surfaces", ...(chosen.length > 0 ? chosen : ["test/pages"])],
  { stdio: "inherit", env: { ...process.env, WAXWING_PICTURES: "every" } },
);
const pictures = readdirSync(FOLDER).filter((file) => file.endsWith(".png"));
const names = pictures.map((file) => file.slice(0, -".png".length)).toSorted();
writeFileSync(join(FOLDER, "index.html"), contactSheet(names));
console.log(`${names.length} pictures in ${FOLDER}: open index.html`);
process.exit(status ?? 1);
