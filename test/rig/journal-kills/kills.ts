/** Kills at random moments while somebody types, and what was found again afterwards. */
import type { Frame } from "playwright-core";
import { Random } from "../../fuzz/random.ts";
import { type Composing, DeskThatDies } from "./desk-that-dies.ts";
import { type Field, FIELDS, Typist } from "./typist.ts";

/** Milliseconds: what was typed longer ago than this must be there again. */
export const PROMISE = 2_000;

export const VICTIMS = ["tab", "page", "worker-and-page", "browser"] as const;

export type Victim = (typeof VICTIMS)[number];

export interface Outcome {
  readonly victim: Victim;
  readonly locked: boolean;
  /** Characters struck, and those found again. */
  readonly typed: number;
  readonly found: number;
  /** Milliseconds before the kill at which the oldest lost character was struck; 0 where none was lost. */
  readonly oldestLost: number;
  /** Of the characters struck more than `PROMISE` before. */
  readonly broken: boolean;
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function killAt(desk: DeskThatDies, composing: Composing, victim: Victim, random: Random): Promise<number> {
  if (victim === "worker-and-page")
    for (let i = 1 + random.below(3); i > 0; i--) {
      await pause(random.below(1_500));
      await desk.killWorker();
    }
  await pause(300 + random.below(4_200));
  const at = Date.now();
  if (victim === "browser") await desk.killBrowser();
  else if (victim === "tab") await desk.closeTab(composing);
  else await desk.crashPage(composing);
  return at;
}

/** An address may have become a recipient when the next field was entered. */
async function recipientIn(composer: Frame): Promise<string> {
  const chips = await composer.locator(".recipients li:not(.typing)").allInnerTexts();
  const typed = await composer.getByLabel("To", { exact: true }).inputValue();
  return `${chips.map((text) => text.trim().split(/\s/)[0] ?? "").join("")}${typed}`;
}

async function textsIn(composer: Frame): Promise<Readonly<Record<Field, string>>> {
  return {
    To: await recipientIn(composer),
    Subject: await composer.getByLabel("Subject").inputValue(),
    Message: (await composer.getByLabel("Message").innerText()).replaceAll("\u00a0", " "),
  };
}

/** Goes on with the one letter that is offered; empty texts where none is, after the journal was asked. */
async function findAgain(desk: DeskThatDies, expected: boolean): Promise<Readonly<Record<Field, string>>> {
  await desk.unlock();
  const { manager, composer } = await desk.compose();
  const offer = composer.getByRole("button", { name: /^Continue the letter / });
  const patience = expected ? 15_000 : 1_000;
  const offered = await offer.waitFor({ timeout: patience }).then(
    () => true,
    () => false,
  );
  if (!offered) {
    await manager.close();
    return { To: "", Subject: "", Message: "" };
  }
  await offer.click();
  await offer.waitFor({ state: "detached" });
  const texts = await textsIn(composer);
  // By key: an address that becomes a recipient when its field is left moves what a pointer is over.
  await composer.getByRole("button", { name: "Discard", exact: true }).press("Enter");
  await composer.getByRole("button", { name: "Discard message" }).click();
  await manager.getByRole("button", { name: "Write another message" }).waitFor();
  await manager.close();
  return texts;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

export async function killOnce(desk: DeskThatDies, victim: Victim, random: Random): Promise<Outcome> {
  await desk.revive();
  const locked = random.chance(4);
  if (locked) {
    await desk.unlock();
    await desk.lock();
  }
  const composing = await desk.compose();
  const typist = new Typist(random);
  const typing = typist.typeUntilGone(composing.manager, composing.composer);
  const killed = await killAt(desk, composing, victim, new Random(random.below(1 << 30)));
  await typing;
  await desk.revive();
  const promised = FIELDS.map((field) => typist.textBefore(field, killed - PROMISE));
  const texts = await findAgain(
    desk,
    promised.some((text) => text !== ""),
  );
  const lost = FIELDS.flatMap((field) => {
    const strokes = typist.keystrokes.filter((stroke) => stroke.field === field);
    return strokes.slice(commonLength(typist.textBefore(field, Number.POSITIVE_INFINITY), texts[field]));
  });
  return {
    victim,
    locked,
    typed: typist.keystrokes.length,
    found: typist.keystrokes.length - lost.length,
    oldestLost: Math.max(0, ...lost.map(({ at }) => killed - at)),
    broken: FIELDS.some((field, i) => !texts[field].startsWith(promised[i] ?? "")),
  };
}

/** Every victim in turn. */
export async function killMany(
  count: number,
  seed: number,
  report: (outcome: Outcome, index: number) => void,
): Promise<readonly Outcome[]> {
  const random = new Random(seed);
  const desk = await DeskThatDies.open();
  const outcomes: Outcome[] = [];
  try {
    for (let i = 0; i < count; i++) {
      const outcome = await killOnce(desk, VICTIMS[i % VICTIMS.length] ?? "tab", random);
      outcomes.push(outcome);
      report(outcome, i);
    }
  } finally {
    await desk.end();
  }
  return outcomes;
}
