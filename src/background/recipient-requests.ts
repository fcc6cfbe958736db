/** What a composer's frame asks about recipients beside whether they can be written to. */
import type { Handlers } from "../protocol/server.ts";
import { knownPeople, matching } from "./known-people.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "composer/suggest">;

export function recipientRequests({ tickets, vault }: Surroundings): Requests {
  return {
    async "composer/suggest"({ ticket, typed }, sender) {
      await tickets.bind(ticket, "composer", sender);
      const found = matching(await knownPeople(vault), typed);
      const choices = await vault.recipients(found.map(({ address }) => address));
      return { suggestions: found.map((mailbox, i) => ({ ...mailbox, kind: choices[i]?.kind ?? "missing" })) };
    },
  };
}
