/** What can be said of unfinished letters, which of them may be offered where, and how one is taken up again. */
import type { UnfinishedLetter, UnfinishedLetters } from "../protocol/journal.ts";
import type { ComposerTicket, ComposeSeed } from "../protocol/protocol.ts";
import { REQUESTS } from "../protocol/requests.ts";
import type { Bytes } from "../smime/bytes.ts";
import { isSmimeError, SmimeError } from "../smime/errors.ts";
import type { LetterRecord } from "../vault/database.ts";
import { fingerprintOfOctets } from "../vault/fingerprint.ts";
import type { Beginning } from "../vault/journal.ts";
import { personKey } from "../vault/people.ts";
import type { Surroundings } from "./surroundings.ts";
import { asComposerTicket } from "./ticket-names.ts";
import { readPayload, type TicketPayload, writePayload } from "./ticket-payload.ts";

type ComposerPayload = Extract<TicketPayload, { kind: "composer" }>;

/** Octets of a letter's start; a larger answered message is not kept with it. */
const LONGEST_START = 32 * 1024 * 1024;

function accountOf(address: string): string {
  return personKey(address) ?? address.toLowerCase();
}

async function digestOf(answered: Bytes | null): Promise<string | null> {
  return answered && fingerprintOfOctets(answered);
}

export async function beginningOf(payload: ComposerPayload): Promise<Beginning> {
  const { seed, place } = payload;
  const whole = writePayload({ ...payload, letter: null });
  const start =
    whole.length <= LONGEST_START
      ? whole
      : writePayload({ ...payload, letter: null, seed: { ...seed, answered: null } });
  return { place, account: accountOf(seed.from.address), answers: await digestOf(seed.answered), start };
}

/**
 * A new letter is offered everything that was begun here; an answer only what answers the same message, because the
 * webmail marks that one as answered.
 */
async function fits(record: LetterRecord, { seed, place }: ComposerPayload): Promise<boolean> {
  const accounts = [seed.from, ...seed.identities].map(({ address }) => accountOf(address));
  if (record.place !== place || !accounts.includes(record.account)) return false;
  return seed.answered === null || record.answers === (await digestOf(seed.answered));
}

/** @throws SmimeError journal/unknown for a letter that may not be offered to this composer */
export async function refuseOtherLetters(id: string, payload: ComposerPayload, { vault }: Surroundings): Promise<void> {
  const record = await vault.journal.record(id);
  if (!record || !(await fits(record, payload))) throw new SmimeError("journal/unknown", {});
}

interface Opened {
  readonly opening: UnfinishedLetter["opening"];
  readonly locked: boolean;
}

async function openingOf(id: string, { vault }: Surroundings): Promise<Opened> {
  try {
    const { to, subject } = await vault.journal.letter(id);
    return { opening: { to, subject }, locked: false };
  } catch (error) {
    if (isSmimeError(error)) return { opening: null, locked: error.code === "vault/locked" };
    throw error;
  }
}

async function described(records: readonly LetterRecord[], surroundings: Surroundings): Promise<UnfinishedLetters> {
  const living = await surroundings.platform.livingDocuments();
  const letters: UnfinishedLetter[] = [];
  let locked = false;
  for (const record of records) {
    const { id, place, account, document } = record;
    const opened = await openingOf(id, surroundings);
    locked ||= opened.locked;
    letters.push({
      id,
      place,
      account,
      saved: new Date(record.saved).toISOString(),
      discarded: record.discarded !== null,
      open: document !== null && (living?.has(document) ?? false),
      mayHaveLeft: record.handed,
      opening: opened.opening,
    });
  }
  return { letters, locked };
}

export async function allLetters(surroundings: Surroundings): Promise<UnfinishedLetters> {
  return described(await surroundings.vault.journal.all(), surroundings);
}

/** Newest first, without those that are open or discarded. */
export async function lettersFor(payload: ComposerPayload, surroundings: Surroundings): Promise<UnfinishedLetters> {
  const fitting: LetterRecord[] = [];
  for (const record of await surroundings.vault.journal.all())
    if (record.discarded === null && (await fits(record, payload))) fitting.push(record);
  const { letters, locked } = await described(fitting, surroundings);
  return { letters: letters.filter(({ open }) => !open), locked };
}

/** What another version of Waxwing began with may have another shape: then the letter goes on without it. */
function seedIn(start: Bytes | null): ComposeSeed | null {
  try {
    const payload = start && readPayload(start);
    return payload?.kind === "composer" && REQUESTS["composer/open"].body(payload.seed) ? payload.seed : null;
  } catch {
    return null;
  }
}

/** What it answers comes from where it was begun; sender addresses and the way out are those of the present place. */
function joined(begun: ComposeSeed, present: ComposeSeed): ComposeSeed {
  const { identities, mayHaveBeenSaved } = present;
  const known = [present.from, ...identities].some(
    ({ address }) => accountOf(address) === accountOf(begun.from.address),
  );
  const delivery = begun.delivery.kind === present.delivery.kind ? begun.delivery : present.delivery;
  return { ...begun, from: known ? begun.from : present.from, identities, delivery, mayHaveBeenSaved };
}

/**
 * A ticket for going on with a letter: from now on it is that composer's.
 * @throws SmimeError vault/locked, journal/unknown
 */
export async function takeUp(
  id: string,
  present: Pick<ComposerPayload, "seed" | "place">,
  tabId: number,
  { tickets, vault }: Surroundings,
): Promise<ComposerTicket> {
  await vault.journal.letter(id);
  const begun = seedIn(await vault.journal.start(id));
  const seed = begun ? joined(begun, present.seed) : present.seed;
  const ticket = await tickets.issue({ kind: "composer", seed, place: present.place, letter: id }, tabId);
  await vault.journal.take(id, ticket);
  return asComposerTicket(ticket);
}
