import { describe, expect, it } from "vitest";
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

  it("end with the visit", () => {
    const { events, present } = recorded();
    const visit = new AbortController();
    new Lifetimes(visit.signal).renew([present("a", thing(), 1)]);
    visit.abort();
    expect(events).toEqual(["+a", "-a"]);
  });
});
