import { afterEach, beforeEach, expect, it, vi } from "vitest";

let turnToShow: () => Promise<void>;
let shown: string[];

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  ({ turnToShow } = await import("../../src/webmail/showing.ts"));
  shown = [];
});
afterEach(() => {
  vi.useRealTimers();
});

function show(name: string): void {
  void turnToShow().then(() => shown.push(name));
}

it("shows the first at once, and those close behind it together", async () => {
  show("first");
  await vi.advanceTimersByTimeAsync(0);
  expect(shown).toEqual(["first"]);
  show("second");
  await vi.advanceTimersByTimeAsync(100);
  show("third");
  expect(shown).toEqual(["first"]);
  await vi.advanceTimersByTimeAsync(50);
  expect(shown).toEqual(["first", "second", "third"]);
});

it("begins again where it was quiet", async () => {
  show("first");
  show("second");
  await vi.advanceTimersByTimeAsync(150);
  show("third");
  await vi.advanceTimersByTimeAsync(0);
  expect(shown).toEqual(["first", "second"]);
  await vi.advanceTimersByTimeAsync(300);
  expect(shown).toEqual(["first", "second", "third"]);
  show("fourth");
  await vi.advanceTimersByTimeAsync(0);
  expect(shown).toEqual(["first", "second", "third", "fourth"]);
});

it("shows a long conversation in more than one task", async () => {
  for (let n = 0; n < 10; n++) show(String(n));
  await vi.advanceTimersByTimeAsync(149);
  const counts = [shown.length];
  for (let n = 0; n < 3; n++) {
    await vi.advanceTimersToNextTimerAsync();
    counts.push(shown.length);
  }
  expect(counts).toEqual([1, 5, 9, 10]);
});
