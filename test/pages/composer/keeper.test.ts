import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  isKept,
  isSafe,
  type Journal,
  type Kept,
  Keeper,
  NOTHING_KEPT,
  PATIENCE,
  PAUSE,
  RETRY,
} from "../../../src/pages/composer/keeper.ts";
import type { Letter } from "../../../src/pages/composer/letter.ts";
import { SmimeError } from "../../../src/smime/errors.ts";
import type { KeptLetter, KeptUntil } from "../../../src/smime/verdict/kept-letter.ts";

const LETTER: Letter = {
  from: { name: "", address: "alice@example.org" },
  to: [],
  cc: [],
  bcc: [],
  typed: { to: "", cc: "", bcc: "" },
  subject: "",
  text: "",
  rich: null,
  attachments: [],
  sign: true,
  encrypt: true,
  hideSubject: true,
};
const file = { id: "f".repeat(32), filename: "a.txt", contentType: "text/plain", content: Uint8Array.of(1, 2, 3) };
const full = new SmimeError("vault/storage-failed", { reason: "QuotaExceededError" });

type Saved = Awaited<ReturnType<Journal["save"]>>;

interface Asked {
  readonly letter: KeptLetter;
  readonly revision: number;
  readonly leaving: boolean;
  readonly answer: (answer: KeptUntil | Error) => void;
}

/** A journal that answers when the test says so. */
function made(attached: readonly string[] = []) {
  let begins = false;
  const saves: Asked[] = [];
  const attaches: string[] = [];
  const told: Kept[] = [];
  const refusals = new Map<string, Error>();
  const journal = {
    save: (letter: KeptLetter, revision: number, leaving: boolean) =>
      new Promise<Saved>((done, fail) => {
        const answer = (with_: KeptUntil | Error) =>
          with_ instanceof Error ? fail(with_) : done({ until: with_, fresh: begins });
        saves.push({ letter, revision, leaving, answer });
      }),
    attach: async (id: string) => {
      attaches.push(id);
      const refusal = refusals.get(id);
      if (refusal) throw refusal;
    },
  };
  const keeper = new Keeper(journal, (kept) => told.push(kept), attached);
  const kept = () => told.at(-1) ?? NOTHING_KEPT;
  const write = (text: string, changes: Partial<Letter> = {}) => keeper.note({ ...LETTER, ...changes, text });
  const answer = async (index: number, with_: KeptUntil | Error = "unlocked") => {
    saves[index]?.answer(with_);
    await vi.advanceTimersByTimeAsync(0);
  };
  const takeAway = () => {
    begins = true;
  };
  return { saves, attaches, refusals, keeper, kept, write, answer, takeAway };
}

describe("the keeper", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("saves once for many strokes, and soon: whoever goes on typing does not put it off", async () => {
    const { saves, write } = made();
    for (let i = 0; i < 8; i++) {
      write("x".repeat(i + 1));
      await vi.advanceTimersByTimeAsync(PAUSE / 8);
    }
    expect(saves.map(({ letter }) => letter.text)).toEqual(["xxxxxxxx"]);
    expect(PAUSE).toBeLessThan(1_000);
  });

  it("says of a save that comes while the letter is sent, and of one more of the same, that it is no writing on", async () => {
    const { saves, keeper, write, answer } = made();
    write("going");
    keeper.leave();
    await vi.advanceTimersByTimeAsync(PAUSE + PATIENCE + 1);
    expect(saves.map(({ leaving }) => leaving)).toEqual([true, true]);
    await answer(1);
    write("it did not leave");
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(saves.at(-1)).toMatchObject({ leaving: false });
  });

  it("has one save under way at a time, and then the newest, with a higher revision", async () => {
    const { saves, write, answer } = made();
    write("one");
    await vi.advanceTimersByTimeAsync(PAUSE);
    write("two");
    write("three");
    await vi.advanceTimersByTimeAsync(PATIENCE - 1);
    expect(saves).toHaveLength(1);
    await answer(0);
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(saves.map(({ letter, revision }) => [letter.text, revision])).toEqual([
      ["one", 0],
      ["three", 1],
    ]);
  });

  it("is safe only once the newest is kept, in a vault", async () => {
    const { kept, write, answer } = made();
    expect(isKept(kept())).toBe(false);
    write("one");
    await vi.advanceTimersByTimeAsync(PAUSE);
    write("two");
    await answer(0);
    expect([isKept(kept()), isSafe(kept())]).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(1, "browser-closed");
    expect([isKept(kept()), isSafe(kept())]).toEqual([true, false]);
    write("three");
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(2);
    expect(isSafe(kept())).toBe(true);
  });

  it("tells a failure, and tries again by itself until it succeeds", async () => {
    const { saves, kept, write, answer } = made();
    write("one");
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(0, full);
    expect(kept().failure?.code).toBe("vault/storage-failed");
    expect(isKept(kept())).toBe(false);
    await vi.advanceTimersByTimeAsync(RETRY - 1);
    expect(saves).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await answer(1);
    expect(kept().failure).toBe(null);
    expect(isSafe(kept())).toBe(true);
    await vi.advanceTimersByTimeAsync(10 * RETRY);
    expect(saves).toHaveLength(2);
  });

  it("waits for no answer that does not come: a stopped worker may owe one for ever", async () => {
    const { saves, kept, write, answer } = made();
    write("one");
    await vi.advanceTimersByTimeAsync(PAUSE);
    write("two");
    await vi.advanceTimersByTimeAsync(PATIENCE);
    await vi.advanceTimersByTimeAsync(1);
    expect(saves.map(({ letter }) => letter.text)).toEqual(["one", "two"]);
    expect(PAUSE + PATIENCE).toBeLessThanOrEqual(1_000);
    await answer(1);
    expect(isSafe(kept())).toBe(true);
    await answer(0);
    await vi.advanceTimersByTimeAsync(10 * PATIENCE);
    expect(saves).toHaveLength(2);
    expect(isSafe(kept())).toBe(true);
  });

  it("makes a third save within two seconds where two were lost", async () => {
    const { saves, write } = made();
    write("one");
    expect(PAUSE + 2 * PATIENCE).toBeLessThan(2_000);
    await vi.advanceTimersByTimeAsync(PAUSE + 2 * PATIENCE + 2);
    expect(saves).toHaveLength(3);
  });

  it("then waits longer each time, so that a slow disk is not asked ever more", async () => {
    const { saves, write } = made();
    write("one");
    await vi.advanceTimersByTimeAsync(PAUSE + 2 * PATIENCE + 2 * PATIENCE + 4 * PATIENCE - 1);
    expect(saves).toHaveLength(4);
  });

  it("closes though an answer does not come", async () => {
    const { keeper, write } = made();
    write("one");
    await vi.advanceTimersByTimeAsync(PAUSE);
    const closed = keeper.close();
    await vi.advanceTimersByTimeAsync(PATIENCE);
    await closed;
  });

  it("sends off at once what is new, though a save is under way", async () => {
    const { saves, keeper, write, answer } = made();
    write("one");
    await vi.advanceTimersByTimeAsync(PAUSE);
    write("two");
    const flushed = keeper.flush();
    expect(saves.map(({ letter }) => letter.text)).toEqual(["one", "two"]);
    await answer(1);
    await flushed;
    await answer(0);
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(2);
    expect(saves.at(-1)?.letter.text).toBe("two");
  });

  it("saves a letter that comes back from an attempt to send once more, at once where the page goes away", async () => {
    const { saves, keeper, answer } = made();
    keeper.note(LETTER);
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(0);
    keeper.note(LETTER);
    const flushed = keeper.flush();
    expect(saves).toHaveLength(2);
    await answer(1);
    await flushed;
  });

  it("saves nothing where nothing was written, nor after it was closed", async () => {
    const { saves, keeper, write, answer } = made();
    await keeper.flush();
    write("one");
    await vi.advanceTimersByTimeAsync(PAUSE);
    const closed = keeper.close();
    write("two");
    await answer(0);
    await closed;
    await keeper.flush();
    await vi.advanceTimersByTimeAsync(10 * RETRY);
    expect(saves).toHaveLength(1);
  });

  it("brings an attachment once, after the letter that names it", async () => {
    const { attaches, write, answer } = made();
    write("one", { attachments: [file] });
    await vi.advanceTimersByTimeAsync(PAUSE);
    expect(attaches).toEqual([]);
    await answer(0);
    write("two", { attachments: [file] });
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(1);
    expect(attaches).toEqual([file.id]);
  });

  it("brings none that the journal has already", async () => {
    const { attaches, write, answer } = made([file.id]);
    write("one", { attachments: [file] });
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(0);
    expect(attaches).toEqual([]);
  });

  it("brings them again where another window took the letter", async () => {
    const { attaches, write, answer, takeAway } = made([file.id]);
    takeAway();
    write("one", { attachments: [file] });
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(0);
    expect(attaches).toEqual([file.id]);
  });

  it("names an attachment that is not kept, until it is, and tries again by itself", async () => {
    const { attaches, refusals, kept, write, answer } = made();
    refusals.set(file.id, full);
    write("one", { attachments: [file] });
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(0);
    expect(kept().unkept).toMatchObject([{ filename: "a.txt", failure: { code: "vault/storage-failed" } }]);
    expect(isSafe(kept())).toBe(false);
    write("two", { attachments: [file] });
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(1);
    expect(attaches).toHaveLength(1);
    refusals.clear();
    await vi.advanceTimersByTimeAsync(RETRY);
    expect(attaches).toHaveLength(2);
    expect(kept().unkept).toEqual([]);
    expect(isSafe(kept())).toBe(true);
  });

  it("brings one that is too large once, and forgets it when it is taken out", async () => {
    const { attaches, refusals, kept, write, answer } = made();
    refusals.set(file.id, new SmimeError("journal/too-large", { size: 3, limit: 2 }));
    write("one", { attachments: [file] });
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(0);
    await vi.advanceTimersByTimeAsync(10 * RETRY);
    write("two", { attachments: [file] });
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(1);
    expect(attaches).toHaveLength(1);
    expect(kept().unkept).toMatchObject([{ failure: { code: "journal/too-large" } }]);
    write("three");
    await vi.advanceTimersByTimeAsync(PAUSE);
    await answer(2);
    expect(kept().unkept).toEqual([]);
  });
});
