/** Medians of interleaved runs: what is compared runs in turns in one process, so that noise falls on both alike. */

export type Work = () => Promise<unknown>;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

async function once(work: Work): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Milliseconds of each work, as the median over `rounds` turns after `warmUp` turns that do not count. */
export async function medians(works: readonly Work[], rounds: number, warmUp = 1): Promise<number[]> {
  const times: number[][] = works.map(() => []);
  for (let round = -warmUp; round < rounds; round++)
    for (const [index, work] of works.entries()) {
      const time = await once(work);
      if (round >= 0) times[index]?.push(time);
    }
  return times.map(median);
}
