/** When verdicts are shown: at once, or with those that come close behind, for each moves all that stands below it. */

/** Milliseconds. Nobody reads more than the first of a long conversation in this time. */
const TOGETHER = 150;
/** Drawn in one task: a page must not stand still for all of a long conversation. */
const MOST_AT_ONCE = 4;

let last = Number.NEGATIVE_INFINITY;
const waiting: (() => void)[] = [];

function showSome(): void {
  for (const show of waiting.splice(0, MOST_AT_ONCE)) show();
  if (waiting.length > 0) setTimeout(showSome);
  else last = performance.now();
}

/** Resolves when a verdict may be drawn: now where none was lately, else together with all that wait by then. */
export async function turnToShow(): Promise<void> {
  const now = performance.now();
  if (waiting.length === 0 && now - last >= TOGETHER) {
    last = now;
    return;
  }
  if (waiting.length === 0) setTimeout(showSome, TOGETHER);
  await new Promise<void>((show) => waiting.push(show));
}
