/** `journal/…` and `unfinished/…`: what is typed in a composer is kept, and found again. */
import { encodeAnnouncement } from "../protocol/codec.ts";
import type { Handlers } from "../protocol/server.ts";
import type { Surroundings } from "./surroundings.ts";
import { allLetters, beginningOf, lettersFor, refuseOtherLetters, takeUp } from "./unfinished-letters.ts";

type Requests = Pick<Handlers, Extract<keyof Handlers, `journal/${string}` | `unfinished/${string}`>>;

export function journalRequests(surroundings: Surroundings): Requests {
  const { tickets, vault, platform } = surroundings;
  const { journal } = vault;
  const announced = async (work: () => Promise<void>): Promise<object> => {
    await work();
    await platform.broadcast(encodeAnnouncement("journal/changed", {}));
    return {};
  };
  return {
    async "journal/save"({ ticket, revision, letter, leaving }, sender) {
      await tickets.bind(ticket, "composer", sender);
      const begin = async () => beginningOf(await tickets.redeem(ticket, "composer", sender));
      const { document } = sender;
      return journal.save({ ticket, document }, { letter, revision, leaving }, begin);
    },

    async "journal/attach"({ ticket, id, content }, sender) {
      await tickets.bind(ticket, "composer", sender);
      await journal.attach(ticket, id, content);
      return {};
    },

    async "journal/offers"({ ticket }, sender) {
      return lettersFor(await tickets.redeem(ticket, "composer", sender), surroundings);
    },

    async "journal/continue"({ ticket, letter }, sender) {
      const payload = await tickets.redeem(ticket, "composer", sender);
      await refuseOtherLetters(letter, payload, surroundings);
      return { ticket: await takeUp(letter, payload, sender.tabId, surroundings) };
    },

    async "journal/discard"({ ticket, letter }, sender) {
      await refuseOtherLetters(letter, await tickets.redeem(ticket, "composer", sender), surroundings);
      return announced(async () => journal.discard(letter));
    },

    async "journal/restore"({ ticket, letter }, sender) {
      await refuseOtherLetters(letter, await tickets.redeem(ticket, "composer", sender), surroundings);
      return announced(async () => journal.restore(letter));
    },

    async "journal/end"({ ticket, sent }, sender) {
      await tickets.bind(ticket, "composer", sender);
      const own = await journal.idOf(ticket);
      if (own === null) return {};
      return announced(async () => (sent ? journal.remove(own) : journal.discard(own)));
    },

    async "unfinished/list"() {
      await journal.sweep();
      return allLetters(surroundings);
    },
    async "unfinished/discard"({ letter }) {
      return announced(async () => journal.discard(letter));
    },
    async "unfinished/restore"({ letter }) {
      return announced(async () => journal.restore(letter));
    },
  };
}
