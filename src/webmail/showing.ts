/** When verdicts are shown: at once, or with those that come close behind, for each moves all that stands below it. */

/** Milliseconds. Nobody reads more than the first of a long conversation in this time. */
const TOGETHER = 150;

let last = Number.NEGATIVE_INFINITY;
let next: Promise<void> | null = null;

function wait(): Promise<void> {
  return new Promise((show) => {
    setTimeout(() => {
      next = null;
      last = performance.now();
      show();
    }, TOGETHER);
  });
}

/** Resolves when a verdict may be drawn: now where none was lately, else together with all that wait by then. */
export async function turnToShow(): Promise<void> {
  const now = performance.now();
  if (next === null && now - last >= TOGETHER) last = now;
  else await (next ??= wait());
}
