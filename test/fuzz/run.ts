/**
 * `npm run fuzz`: has the engine read changed messages and objects until it is stopped, target by target.
 * `-- --seconds 60`, `-- --target cms`, `-- --seed 7`, `-- --replay fuzz-findings/cms-….json`;
 * `-- --freeze test/fuzz/frozen-world.json.gz` makes the unit tests' world anew.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import type { Bytes } from "../../src/smime/bytes.ts";
import { readFinding, writeFinding } from "./finding.ts";
import type { Problem } from "./fuzzer.ts";
import { makeWorld } from "./made-world.ts";
import { runWatched, type Outcome } from "./watched-worker.ts";
import { freeze, type Seed, seed as seedOf, TARGETS, type TargetName, type World } from "./world.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "0" },
    target: { type: "string" },
    seed: { type: "string" },
    replay: { type: "string" },
    freeze: { type: "string" },
  },
});

/** Seconds of one target before the next has its turn. */
const TURN = 20;
const LARGEST_FILE = 64 * 1024;

function isTarget(name: string): name is TargetName {
  return TARGETS.some((target) => target === name);
}

function targetsAsked(): readonly TargetName[] {
  if (values.target === undefined) return TARGETS;
  if (isTarget(values.target)) return [values.target];
  throw new Error(`no such target: ${values.target}; there are ${TARGETS.join(", ")}`);
}

const CONFORMANCE = process.env["WAXWING_CONFORMANCE"] ?? resolve(import.meta.dirname, "../../../shared/conformance");

function targetsOf(file: string): readonly TargetName[] {
  if (/\.(?:eml|msg|txt)$/.test(file)) return ["message", "mime"];
  if (/\.(?:p12|pfx)$/.test(file)) return ["pkcs12", "asn1"];
  if (/\.(?:crt|cer|pem)$/.test(file)) return ["x509"];
  if (file.endsWith(".crl")) return ["revocation", "asn1"];
  return /\.(?:der|p7m|p7s|p7c|cms|bin)$/.test(file) ? ["cms", "asn1"] : [];
}

/** The files of the conformance folder, where there is one: one in some, so that a start stays a start. */
function conformanceSeeds(): Seed[] {
  if (!existsSync(CONFORMANCE)) return [];
  const files = readdirSync(CONFORMANCE, { recursive: true, encoding: "utf8" }).toSorted();
  const fitting = files.filter((file) => targetsOf(file).length > 0);
  const step = Math.max(1, Math.floor(fitting.length / 300));
  return fitting.flatMap((name, i) => {
    const path = join(CONFORMANCE, name);
    if (i % step !== 0 || statSync(path).size > LARGEST_FILE) return [];
    const octets: Bytes = Uint8Array.from(readFileSync(path));
    return targetsOf(name).map((target) => seedOf(target, name, octets));
  });
}

interface Total {
  executions: number;
  seconds: number;
  findings: number;
  kept: readonly Bytes[];
}

function report(target: TargetName, { statistics, kept, characters }: Outcome, seconds: number): void {
  const { executions, refused, slowest } = statistics;
  const rate = Math.round(executions / seconds);
  const share = Math.round((100 * refused) / Math.max(1, executions));
  console.log(
    `${target}: ${executions} executions (${rate} a second, ${share} % refused), slowest ${Math.round(slowest)} ms, ` +
      `${kept.length} inputs kept, ${characters} characters of the sources reached`,
  );
}

const known = new Set<string>();

function record(target: TargetName, world: World, { input, name, stack }: Problem): void {
  if (known.has(`${target} ${name}`)) return;
  known.add(`${target} ${name}`);
  // What others wrote vouches for nothing here, and stays where it is.
  const own = { ...world, seeds: world.seeds.filter(({ name: file }) => !file.includes("/")) };
  const file = writeFinding({ target, problem: name, stack, input, world: own });
  console.log(`FINDING ${target}: ${name}\n  npm run fuzz -- --replay ${file}`);
}

async function turn(target: TargetName, world: World, seed: number, seconds: number, total: Total): Promise<void> {
  const begun = performance.now();
  const task = { world, target, seed, seconds, kept: total.kept, replay: null };
  const ending = await runWatched(task);
  const elapsed = (performance.now() - begun) / 1000;
  total.seconds += elapsed;
  if (ending.kind === "ended") return record(target, world, ending.problem);
  total.executions += ending.outcome.statistics.executions;
  total.kept = ending.outcome.kept;
  for (const problem of ending.outcome.problems) record(target, world, problem);
  report(target, ending.outcome, elapsed);
}

async function fuzz(): Promise<void> {
  const made = await makeWorld();
  const seeds = [...made.seeds, ...conformanceSeeds()];
  const targets = targetsAsked();
  const [limit, first] = [Number(values.seconds), Number(values.seed ?? Date.now() % 1_000_000)];
  console.log(`seed ${first}; ${seeds.length} inputs to begin with; ${targets.join(", ")}`);
  const totals = new Map(targets.map((target) => [target, { executions: 0, seconds: 0, findings: 0, kept: [] }]));
  const slice = limit > 0 ? Math.min(TURN, limit / targets.length) : TURN;
  const begun = performance.now();
  for (let round = 0; ; round++)
    for (const target of targets) {
      if (limit > 0 && performance.now() - begun >= limit * 1000) return summary(totals);
      const total = totals.get(target);
      if (total) await turn(target, { ...made, seeds }, first + round, slice, total);
    }
}

function summary(totals: ReadonlyMap<TargetName, Total>): void {
  const all = [...totals.values()];
  const executions = all.reduce((sum, total) => sum + total.executions, 0);
  const seconds = all.reduce((sum, total) => sum + total.seconds, 0);
  console.log(`${executions} executions in ${Math.round(seconds)} seconds, ${known.size} findings`);
  for (const [target, total] of totals)
    console.log(`  ${target}: ${total.executions} executions in ${Math.round(total.seconds)} s`);
  process.exitCode = known.size > 0 ? 1 : 0;
}

async function replay(file: string): Promise<void> {
  const { world, target, input } = readFinding(file);
  const ending = await runWatched({ world, target, seed: 0, seconds: 0, kept: [], replay: input });
  const problems = ending.kind === "ended" ? [ending.problem] : ending.outcome.problems;
  for (const { name, stack } of problems) console.log(`${target}: ${name}\n${stack}`);
  if (problems.length === 0) console.log(`${target}: answered as it should be`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (values.freeze !== undefined) writeFileSync(values.freeze, gzipSync(freeze(await makeWorld()), { level: 9 }));
else if (values.replay !== undefined) await replay(values.replay);
else await fuzz();
