/**
 * Whether the letter can be seen as it stands. A page may lay something over our frame, or make it transparent, and have
 * somebody send under their signature what they never saw. Chromium tells (Intersection Observer v2); where a browser
 * does not, nothing is known and nothing is refused.
 */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Milliseconds without a break: what is uncovered only for the click was not seen. */
const SETTLED = 500;
/** Chromium takes no shorter one. */
const REPORTING = { threshold: [0, 1], trackVisibility: true, delay: 100 };
const PAUSE = 50;
/** Longer than the first report takes. */
const PATIENCE = 1_500;

function isTold(): boolean {
  return "IntersectionObserverEntry" in window && "isVisible" in IntersectionObserverEntry.prototype;
}

function isSeen(entry: IntersectionObserverEntry | undefined): boolean {
  return entry !== undefined && "isVisible" in entry && entry.isVisible === true;
}

/**
 * Returns a question to be asked on sending: true once the target has been in plain sight for long enough. `shown` is
 * false while something of ours lies over it: what the browser reported then says nothing of the page.
 */
export function usePlainSight(target: RefObject<HTMLElement | null>, shown: boolean): () => Promise<boolean> {
  /** When it came into sight; null while it is covered, undefined before the first report. */
  const since = useRef<number | null | undefined>(undefined);
  useEffect(() => {
    since.current = undefined;
    if (target.current === null || !shown || !isTold()) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (isSeen(entries.at(-1))) since.current ??= performance.now();
      // What a dialog of ours covers says nothing of the page: the next report does.
      else since.current = document.querySelector("dialog[open]") === null ? null : undefined;
    }, REPORTING);
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [shown]);
  return async () => {
    if (!isTold()) return true;
    for (let waited = 0; waited < PATIENCE && since.current !== null; waited += PAUSE) {
      if (since.current !== undefined && performance.now() - since.current >= SETTLED) return true;
      await new Promise((done) => setTimeout(done, PAUSE));
    }
    return false;
  };
}
