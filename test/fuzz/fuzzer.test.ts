/** A short run over a frozen world, the same every time; `npm run fuzz` is the long one. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { utf8 } from "../../src/smime/bytes.ts";
import { SmimeError } from "../../src/smime/errors.ts";
import { readMessage } from "../../src/smime/read-message.ts";
import { Fuzzer, type FuzzerOptions } from "./fuzzer.ts";
import { type OpenedWorld, openWorld } from "./opened-world.ts";
import { Random } from "./random.ts";
import type { Target } from "./targets.ts";
import { ensure } from "./violation.ts";
import { TARGETS, thaw, type World } from "./world.ts";

const FROZEN = gunzipSync(readFileSync(new URL("./frozen-world.json.gz", import.meta.url))).toString();

let opened: OpenedWorld;
beforeAll(async () => {
  opened = await openWorld(thaw(FROZEN) as World);
});

function fuzzer(more: Partial<FuzzerOptions> = {}): Fuzzer {
  return new Fuzzer({ target: "asn1", opened, random: new Random(1), coverage: null, ...more });
}

describe("a few hundred changed inputs", () => {
  it.each(TARGETS)("break no promise: %s", async (target) => {
    const run = fuzzer({ target });
    await run.begin();
    const begun = run.statistics.executions;
    for (let i = 0; i < 3; i++) await run.batch();
    expect([...run.problems.values()].map(({ name, stack }) => `${name}\n${stack}`)).toEqual([]);
    expect(begun).toBeGreaterThan(3);
    expect(run.statistics.executions - begun).toBe(192);
  });
});

describe("the frozen world", () => {
  it("holds what the promises are about", () => {
    expect(opened.verified.size).toBeGreaterThan(10);
    expect([...opened.verified.values()].filter((headers) => headers !== null).length).toBeGreaterThan(2);
    for (const set of [opened.authenticated, opened.signedContents, opened.sealedContents, opened.answers])
      expect(set.size).toBeGreaterThan(2);
    expect(opened.issued.size).toBe(opened.certificates.length + 1);
  });

  it("has a letter of every kind that is verified, or told why not", async () => {
    const kinds: Record<string, string> = {};
    for (const { target, name, octets } of opened.world.seeds)
      if (target === "message") kinds[name] = (await readMessage(octets, opened.context)).report.signature.kind;
    expect(kinds).toMatchObject({ clear: "verified", "signed and encrypted": "verified", compressed: "verified" });
    expect(kinds).toMatchObject({ "with a list's footer": "partial", "hidden ciphertext": "unsigned" });
  });
});

/** A reader with faults, to see whether they are found. */
function planted(check: Target["check"]): Target {
  return { mutations: [(input, { random }) => random.octets(input.length)], check };
}

async function problemsOf(check: Target["check"]): Promise<readonly string[]> {
  const run = fuzzer({ plan: planted(check) });
  await run.batch();
  return [...run.problems.values()].map(({ name }) => name);
}

describe("what counts as a problem", () => {
  it("is a broken promise and any other error, each told once", async () => {
    expect(await problemsOf(() => ensure(false, "a promise"))).toEqual([expect.stringContaining("a promise")]);
    expect(await problemsOf(() => Promise.reject(new TypeError("x")))).toEqual([expect.stringContaining("TypeError")]);
  });

  it("is no typed error and no answer", async () => {
    expect(
      await problemsOf((input) => {
        if ((input[0] ?? 0) & 1) throw new SmimeError("asn1/malformed", { offset: 0, expected: "" });
      }),
    ).toEqual([]);
  });

  it("is told with the shortest input that shows it", async () => {
    const run = fuzzer({ plan: planted(() => ensure(false, "always")), kept: [utf8("ab"), utf8("abcdef")] });
    await run.begin();
    expect([...run.problems.values()].map(({ input }) => input.length)).toEqual([2]);
  });
});

async function inputsOf(seed: number): Promise<readonly string[]> {
  const seen: string[] = [];
  await fuzzer({ random: new Random(seed), before: (input) => seen.push(String(input)) }).batch();
  return seen;
}

it("the same seed makes the same inputs", async () => {
  expect(await inputsOf(5)).toEqual(await inputsOf(5));
  expect(await inputsOf(5)).not.toEqual(await inputsOf(6));
});
