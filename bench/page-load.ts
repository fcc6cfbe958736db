/** What a stretch of work costs a page's main thread: long tasks, busy time, and the share of extensions in it. */
import type { CDPSession, Page } from "playwright-core";

export interface Load {
  /** Milliseconds from the start to the end of the work. */
  readonly elapsed: number;
  readonly busy: number;
  /** Tasks of more than 50 ms, and their sum. */
  readonly longTasks: number;
  readonly longTime: number;
  /** Milliseconds of the main thread in functions of an extension. */
  readonly extension: number;
}

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly url: string } }[];
  readonly samples?: readonly number[];
  readonly timeDeltas?: readonly number[];
}

/** Long tasks are noted from the first moment of a document on. */
export async function noteLongTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
      buffered: true,
    });
  });
}

function timeInExtensions({ nodes, samples = [], timeDeltas = [] }: Profile): number {
  const ours = new Set(
    nodes.filter(({ callFrame }) => callFrame.url.startsWith("chrome-extension:")).map(({ id }) => id),
  );
  const micros = samples.reduce((sum, id, i) => sum + (ours.has(id) ? (timeDeltas[i] ?? 0) : 0), 0);
  return micros / 1000;
}

async function busyTime(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1000;
}

function longTasks(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => (window as unknown as { longTasks?: number[] }).longTasks ?? []);
}

export async function loadOf(page: Page, work: () => Promise<void>): Promise<Load> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  await cdp.send("Profiler.enable");
  await cdp.send("Profiler.setSamplingInterval", { interval: 250 });
  await cdp.send("Profiler.start");
  const earlier = (await longTasks(page)).length;
  const [start, before] = [performance.now(), await busyTime(cdp)];
  await work();
  const [elapsed, after] = [performance.now() - start, await busyTime(cdp)];
  const { profile } = await cdp.send("Profiler.stop");
  const tasks = (await longTasks(page)).slice(earlier);
  await cdp.detach();
  return {
    elapsed,
    busy: after - before,
    longTasks: tasks.length,
    longTime: tasks.reduce((sum, duration) => sum + duration, 0),
    extension: timeInExtensions(profile),
  };
}
