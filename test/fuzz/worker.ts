/** The thread's own side: reads until its time is over, and reports. */
import { parentPort, workerData } from "node:worker_threads";
import { Coverage } from "./coverage.ts";
import { Fuzzer } from "./fuzzer.ts";
import { openWorld } from "./opened-world.ts";
import { Random } from "./random.ts";
import { type Outcome, Slate, type Task } from "./watched-worker.ts";

const { task, buffer } = workerData as { readonly task: Task; readonly buffer: SharedArrayBuffer };
const slate = new Slate(buffer);

async function run({ world, target, seed, seconds, kept, replay }: Task): Promise<Outcome> {
  const others = world.seeds.filter((one) => one.target !== target);
  const opened = await openWorld(world);
  const coverage = replay ? null : new Coverage();
  const fuzzer = new Fuzzer({
    target,
    opened: replay ? { ...opened, world: { ...world, seeds: others } } : opened,
    random: new Random(seed),
    coverage,
    kept: replay ? [replay] : kept,
    before: (input) => slate.write(input),
  });
  const end = performance.now() + (replay ? 0 : seconds * 1000);
  await fuzzer.begin();
  while (performance.now() < end) await fuzzer.batch();
  coverage?.close();
  return {
    problems: [...fuzzer.problems.values()],
    statistics: fuzzer.statistics,
    kept: fuzzer.kept,
    characters: coverage?.characters ?? 0,
  };
}

parentPort?.postMessage(await run(task), []);
