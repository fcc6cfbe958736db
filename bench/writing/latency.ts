/** From a key to the picture that shows it, in whatever document is typed in. */
import type { Frame, Keyboard } from "playwright-core";
import { median } from "../measure.ts";

/** Milliseconds between two keys: somebody fast. */
const PACE = 50;
/** Before the ones that count. */
const WARM_UP = 20;

export interface Latency {
  readonly median: number;
  readonly p95: number;
  readonly worst: number;
}

/**
 * Notes, for every key, the time from the browser's own stamp on it to the end of the next frame; begins anew when it is
 * called again. Its functions have no names: what carries them into the page knows none.
 */
async function note(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const heard = "noted" in window;
    Object.assign(window, { noted: [] });
    if (heard) return;
    document.addEventListener(
      "keydown",
      ({ timeStamp }) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.addEventListener("message", () =>
            (window as unknown as { noted: number[] }).noted.push(performance.now() - timeStamp),
          );
          port1.start();
          port2.postMessage(null);
        }),
      { capture: true },
    );
  });
}

/** Types words, so that lines break and the checker of spelling has work. */
async function type(keyboard: Keyboard, keys: number): Promise<void> {
  const words = "the quick brown fox jumps over lazy dogs ";
  for (let n = 0; n < keys; n++) {
    await keyboard.press(words[n % words.length] === " " ? "Space" : (words[n % words.length] ?? "x"));
    await new Promise((done) => setTimeout(done, PACE));
  }
}

/** Milliseconds of each of `keys` keys, typed where the cursor is. */
export async function latenciesOf(frame: Frame, keyboard: Keyboard, keys: number): Promise<readonly number[]> {
  await note(frame);
  await type(keyboard, WARM_UP);
  await note(frame);
  await type(keyboard, keys);
  const times = await frame.evaluate(() => (window as unknown as { noted: number[] }).noted);
  if (times.length < keys - 1) throw new Error(`${times.length} of ${keys} keys were seen`);
  return times;
}

export function summary(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
  return { median: median(times), p95, worst: sorted.at(-1) ?? 0 };
}
