import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/smime/bytes.ts";
import { runWatched, Slate, type Task } from "./watched-worker.ts";

const PLANTED = new URL("./planted-worker.mjs", import.meta.url);

function task(target: Task["target"]): Task {
  const world = { now: 0, root: utf8(""), intermediates: [], people: [], seeds: [] };
  return { world, target, seed: 1, seconds: 0, kept: [], replay: utf8("the culprit") };
}

describe("a thread under watch", () => {
  it("that never comes back is ended, and its input named", async () => {
    const ending = await runWatched(task("mime"), { patience: 500, heap: 64, thread: PLANTED });
    expect(ending).toMatchObject({ kind: "ended", problem: { name: "hang", input: utf8("the culprit") } });
  });

  it("that takes all memory is ended, and its input named", async () => {
    const ending = await runWatched(task("asn1"), { patience: 60_000, heap: 64, thread: PLANTED });
    expect(ending).toMatchObject({ kind: "ended", problem: { name: "memory", input: utf8("the culprit") } });
  });
});

it("the slate shows what was written last, on both sides", () => {
  const mine = new Slate();
  const theirs = new Slate(mine.buffer);
  mine.write(utf8("first input"));
  mine.write(utf8("second"));
  expect(theirs.count).toBe(2);
  expect(theirs.input).toEqual(utf8("second"));
});
