/** `answer/…`: from a button of the viewer to the composer, by the webmail's own form or without one. */
import type { Handlers } from "../protocol/server.ts";
import { SmimeError } from "../smime/errors.ts";
import { fingerprintOfOctets } from "../vault/fingerprint.ts";
import { answerSeed } from "./answer-seed.ts";
import { AnswerWishes } from "./answer-wishes.ts";
import { messageInFile } from "./message-in-file.ts";
import { refuseOtherPorts } from "./sites.ts";
import type { Surroundings } from "./surroundings.ts";
import { asComposerTicket } from "./ticket-names.ts";

type Requests = Pick<Handlers, `answer/${"wish" | "claim" | "open" | "start"}`>;

export function answerRequests({ platform, clock, vault, reader, tickets }: Surroundings): Requests {
  const wishes = new AnswerWishes(platform.session, clock);
  return {
    async "answer/wish"({ raw, intent }, { origin }) {
      await refuseOtherPorts(vault, origin, "answer/wish");
      await wishes.put(origin, { intent, message: await fingerprintOfOctets(raw) });
      return {};
    },

    async "answer/claim"(_, { origin }) {
      return { wish: await wishes.claim(origin) };
    },

    async "answer/open"({ seed, message }, { origin, tabId }) {
      await refuseOtherPorts(vault, origin, "answer/open");
      // Webmails find the answered message by what its author wrote into it, which two messages can share.
      if (seed.answered !== null && (await fingerprintOfOctets(seed.answered)) !== message)
        throw new SmimeError("webmail/changed", { missing: "answered message" });
      const payload = { kind: "composer", seed, place: origin, letter: null } as const;
      return { ticket: asComposerTicket(await tickets.issue(payload, tabId)) };
    },

    async "answer/start"({ file, as }, { tabId }) {
      if (tabId === null) throw new SmimeError("protocol/forbidden", { request: "answer/start" });
      const raw = messageInFile(file);
      const seed = await answerSeed({ raw, opened: await reader.read(raw, "person"), as }, vault);
      const payload = { kind: "composer", seed, place: null, letter: null } as const;
      return { ticket: asComposerTicket(await tickets.issue(payload, tabId)) };
    },
  };
}
