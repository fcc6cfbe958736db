import { describe, expect, it } from "vitest";
import { LongWork } from "../../src/background/long-work.ts";

const CALLED_OFF = { code: "protocol/called-off", detail: {} };

describe("long work", () => {
  it("is told of by its name while it runs, part for part", async () => {
    const work = new LongWork();
    const told: (number | null)[] = [];
    await work.run("letter", async (running) => {
      told.push(work.fractionOf("letter"));
      await running.pace(0, 2)(1, 2);
      told.push(work.fractionOf("letter"));
      await running.pace(1, 2)(2, 2);
      told.push(work.fractionOf("letter"), work.fractionOf("another"));
    });
    expect(told).toEqual([0, 0.25, 1, null]);
    expect(work.fractionOf("letter")).toBe(null);
  });

  it("lets others run between two slices", async () => {
    const work = new LongWork();
    let others = 0;
    const again = (): void => {
      others++;
      if (work.fractionOf("letter") !== null) setImmediate(again);
    };
    await work.run("letter", async (running) => {
      setImmediate(again);
      for (let slice = 0; slice < 50; slice++) await running.pace()(1, 2);
    });
    expect(others).toBeGreaterThan(5);
  });

  it("ends at the next slice once it was called off, whoever shares its name too, and no other", async () => {
    const work = new LongWork();
    const endless = (name: string) =>
      work.run(name, async (running) => {
        for (;;) await running.pace()(1, 2);
      });
    const runs = [endless("document"), endless("document")];
    const other = work.run("another", async (running) => running.pace()(1, 1));
    work.callOff("document");
    for (const run of runs) await expect(run).rejects.toMatchObject(CALLED_OFF);
    await other;
    expect(work.fractionOf("document")).toBe(null);
  });

  it("gives nothing away that was done by the time it was called off", async () => {
    const work = new LongWork();
    const done = work.run("letter", async () => {
      work.callOff("letter");
      return "sealed";
    });
    await expect(done).rejects.toMatchObject(CALLED_OFF);
  });
});
