import { describe, expect, it, vi } from "vitest";
import { Lifetimes, type Present } from "../../../src/webmail/gmail/lifetimes.ts";

/** Lifetimes know elements by themselves alone. */
const thing = (): HTMLElement => ({}) as HTMLElement;

function recorded() {
  const events: string[] = [];
  const present = (name: string, element: HTMLElement, ...identity: unknown[]): Present => ({
    element,
    identity,
    begin: (lifetime) => {
      events.push(`+${name}`);
      lifetime.addEventListener("abort", () => events.push(`-${name}`));
    },
  });
  return { events, present };
}

describe("lifetimes on a page", () => {
  it("begin once, and end when a thing goes or becomes another, before anything new begins", () => {
    const { events, present } = recorded();
    const lifetimes = new Lifetimes(new AbortController().signal);
    const [a, b] = [thing(), thing()];
    lifetimes.renew([present("a1", a, 1)]);
    lifetimes.renew([present("a1", a, 1)]);
    expect(events).toEqual(["+a1"]);
    lifetimes.renew([present("b", b, 1), present("a2", a, 2)]);
    expect(events).toEqual(["+a1", "-a1", "+b", "+a2"]);
    lifetimes.renew([]);
    expect(events.slice(4)).toEqual(["-b", "-a2"].toSorted((x, y) => events.indexOf(x) - events.indexOf(y)));
    expect(lifetimes.size).toBe(0);
  });

  it("of a long conversation begin a few in a task, each once, and never where the thing went meanwhile", () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const { events, present } = recorded();
    const lifetimes = new Lifetimes(new AbortController().signal);
    const all = Array.from({ length: 100 }, (_, n) => present(String(n), thing(), n));
    lifetimes.renew(all);
    const atOnce = events.length;
    expect(atOnce).toBeLessThan(10);
    expect(lifetimes.size).toBe(100);
    lifetimes.renew(all.slice(0, 99));
    expect(events).toHaveLength(atOnce);
    vi.advanceTimersToNextTimer();
    expect(events).toHaveLength(2 * atOnce);
    vi.runAllTimers();
    expect(events).toEqual(Array.from({ length: 99 }, (_, n) => `+${n}`));
    vi.useRealTimers();
  });

  it("end with the visit", () => {
    const { events, present } = recorded();
    const visit = new AbortController();
    new Lifetimes(visit.signal).renew([present("a", thing(), 1)]);
    visit.abort();
    expect(events).toEqual(["+a", "-a"]);
  });
});
