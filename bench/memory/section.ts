/** How far the peak of a process rises while it works on 25 MB, as a multiple of the message. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Material, makeMaterial } from "../material.ts";
import { canMeasureMemory } from "./high-water.ts";
import { inputsOf } from "./inputs.ts";
import { risesInChromium } from "./in-chromium.ts";
import { OPERATION_NAMES, type OperationName } from "./operations.ts";

const [LARGE, SMALL] = [25_000_000, 20_000];
const GOAL = 2;

function riseInNode(folder: string, name: OperationName): number {
  const operation = new URL("operation.ts", import.meta.url).pathname;
  const args = ["--expose-gc", "--import", "tsx", operation, folder, name];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return Number(stdout);
}

function filesOf(
  { pkcs8, certificate, authority }: Material,
  large: Readonly<Record<OperationName, Uint8Array>>,
  small: Readonly<Record<OperationName, Uint8Array>>,
): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>([
    ["key", pkcs8],
    ["certificate", certificate.der],
    ["authority", authority.der],
  ]);
  for (const name of OPERATION_NAMES) files.set(name, large[name]).set(`small ${name}`, small[name]);
  return files;
}

/** To two decimals, as it is shown. */
function cells(name: OperationName, rise: number, length: number): readonly string[] {
  const ratio = (rise / length).toFixed(2);
  const goal = name.endsWith("WebCrypto alone") ? "–" : `${Number(ratio) <= GOAL ? "≤" : "**>**"} ${GOAL}`;
  return [(rise / 1e6).toFixed(1), ratio, goal];
}

async function rowsIn(folder: string): Promise<readonly string[]> {
  const material = makeMaterial();
  const { inputs, lengths } = await inputsOf(material, LARGE);
  const files = filesOf(material, inputs, (await inputsOf(material, SMALL)).inputs);
  for (const [name, octets] of files) writeFileSync(join(folder, name), octets);
  const inChromium = await risesInChromium(files);
  return OPERATION_NAMES.map((name) => {
    const length = lengths[name];
    const browser = inChromium?.get(name);
    const row = [name, (length / 1e6).toFixed(1)];
    row.push(...(browser === undefined ? ["–", "–", "–"] : cells(name, browser, length)));
    return `| ${[...row, ...cells(name, riseInNode(folder, name), length)].join(" | ")} |`;
  });
}

export async function memorySection(): Promise<readonly string[]> {
  const title = ["## Memory", ""];
  if (!canMeasureMemory) return [...title, "Measured on Linux only.", ""];
  const folder = mkdtempSync(join(tmpdir(), "waxwing-bench-"));
  try {
    return [
      ...title,
      "How far the resident memory of a process rises at its peak above what it held with the input loaded, output included, for 25 MB of",
      "content; each operation in a process of its own. Chromium's renderer with a worker in it, and Node, which frees what WebCrypto copied",
      "only with its next garbage collection. AES-GCM goes through WebCrypto in one call, so that nothing is handed out before all of it is",
      "authentic; what that call takes by itself stands below, and nothing is added to it. A digest takes one copy of all octets, after those",
      "that came in chunks were joined in one: with them a megabyte or less, not traced to its owner, makes a little more than twice the message.",
      "",
      "| operation | message, MB | Chromium, MB | / message | goal | Node, MB | / message | goal |",
      "|---|---|---|---|---|---|---|---|",
      ...(await rowsIn(folder)),
      "",
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
