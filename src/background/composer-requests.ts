/** `composer/…`: from the webmail's half-written draft, or from nothing, to a composer's frame that asks whom it can write to. */
import type { ComposerContext, ComposeSeed, ForwardedState, RecipientStatus } from "../protocol/protocol.ts";
import type { Handlers } from "../protocol/server.ts";
import { SmimeError } from "../smime/errors.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import type { FoundLetter } from "../smime/verdict/kept-letter.ts";
import { summarize } from "../smime/x509/summary.ts";
import type { RecipientChoice } from "../vault/encryption-certificate.ts";
import type { Holder } from "../vault/journal.ts";
import { answersEncrypted, startOf } from "./answered-message.ts";
import { readAnswered } from "./answered-reading.ts";
import { forwardedAttachments } from "./forwarded-message.ts";
import { hiddenSubjectOf } from "./hidden-subject.ts";
import { isReadable } from "./reader.ts";
import { parseRecipients } from "./recipients-text.ts";
import { sealedLimit } from "./sealing-plan.ts";
import { refuseOtherPorts } from "./sites.ts";
import { standAloneSeed } from "./stand-alone-seed.ts";
import type { Surroundings } from "./surroundings.ts";
import { asComposerTicket } from "./ticket-names.ts";
import type { TicketPayload } from "./ticket-payload.ts";
import { takeUp } from "./unfinished-letters.ts";

type Requests = Pick<Handlers, `composer/${"open" | "start" | "first" | "redeem" | "check" | "forwarded"}`>;

function forwardedState({ forwards }: ComposeSeed, opened: OpenedMessage | null): ForwardedState {
  if (!forwards) return "none";
  return opened !== null && isReadable(opened) ? "readable" : "unreadable";
}

async function contextOf(
  ticket: string,
  { seed, place }: Extract<TicketPayload, { kind: "composer" }>,
  surroundings: Surroundings,
): Promise<Omit<ComposerContext, "found">> {
  const { vault } = surroundings;
  const writing = await vault.writing.read();
  const opened = await readAnswered(ticket, seed, surroundings);
  const { intent, from, identities, subject, mayHaveBeenSaved, delivery } = seed;
  return {
    intent,
    from,
    identities,
    to: parseRecipients(seed.to),
    cc: parseRecipients(seed.cc),
    bcc: parseRecipients(seed.bcc),
    subject,
    hiddenSubject: opened && hiddenSubjectOf(opened, subject),
    ...startOf({ seed, opened, closing: writing.closing, alone: place === null }),
    writing,
    mayHaveBeenSaved,
    delivery,
    answersEncrypted: opened !== null && answersEncrypted(opened),
    limit: sealedLimit(seed),
    forwards: forwardedState(seed, opened),
    vault: await vault.lock.state(),
    alone: place === null,
    mark: (await vault.settings.read()).mark,
  };
}

/** Null for a new letter, and for one that was discarded or sent meanwhile. @throws SmimeError vault/locked */
async function foundLetter(letter: string, holder: Holder, { vault }: Surroundings): Promise<FoundLetter | null> {
  if (!(await vault.journal.record(letter))) return null;
  const found = await vault.journal.read(letter);
  await vault.journal.draw(letter, holder);
  return found;
}

async function statusOf(address: string, choice: RecipientChoice): Promise<RecipientStatus> {
  switch (choice.kind) {
    case "missing":
    case "malformed":
      return { address, kind: choice.kind };
    case "ready":
    case "expired":
      return { address, kind: choice.kind, certificate: await summarize(choice.certificate) };
    case "untrusted": {
      const { kind, certificate, reason } = choice;
      return { address, kind, certificate: await summarize(certificate), reason };
    }
  }
}

export function composerRequests(surroundings: Surroundings): Requests {
  const { tickets, vault, lookUps } = surroundings;
  const startAlone = async (
    request: string,
    tabId: number | null,
    wishes: Partial<ComposeSeed>,
    letter: string | null,
  ) => {
    if (tabId === null) throw new SmimeError("protocol/forbidden", { request });
    const seed = await standAloneSeed(vault);
    // A letter that begins with words of ours is for the one who tries them.
    const to = wishes.text === undefined ? "" : seed.from.address;
    const payload = { kind: "composer", seed: { ...seed, to, ...wishes }, place: null, letter: null } as const;
    if (letter !== null) return { ticket: await takeUp(letter, payload, tabId, surroundings) };
    return { ticket: asComposerTicket(await tickets.issue(payload, tabId)) };
  };
  return {
    async "composer/open"(seed, sender) {
      await refuseOtherPorts(vault, sender.origin, "composer/open");
      const payload = { kind: "composer", seed, place: sender.origin, letter: null } as const;
      return { ticket: asComposerTicket(await tickets.issue(payload, sender.tabId)) };
    },

    async "composer/start"({ letter }, sender) {
      return startAlone("composer/start", sender.tabId, {}, letter);
    },

    async "composer/first"({ subject, text }, sender) {
      return startAlone("composer/first", sender.tabId, { intent: "sign", subject, text }, null);
    },

    async "composer/redeem"({ ticket }, sender) {
      const payload = await tickets.redeem(ticket, "composer", sender);
      const { letter } = payload;
      const { document } = sender;
      const found = letter === null ? null : await foundLetter(letter, { ticket, document }, surroundings);
      return { ...(await contextOf(ticket, payload, surroundings)), found };
    },

    async "composer/forwarded"({ ticket, as }, sender) {
      const { seed } = await tickets.redeem(ticket, "composer", sender);
      return { attachments: await forwardedAttachments(ticket, seed, as, surroundings) };
    },

    async "composer/check"({ ticket, from, addresses }, sender) {
      await tickets.bind(ticket, "composer", sender);
      const choices = await vault.recipients(addresses);
      const pairs = addresses.map((address, i) => statusOf(address, choices[i] ?? { kind: "missing" }));
      const [canSign, own] = await Promise.all([vault.canSignAs(from), vault.ownCertificate(from)]);
      return {
        sender: { address: from, canSign, canReadOwn: own !== null },
        recipients: await Promise.all(pairs),
        vault: await vault.lock.state(),
        lookUp: (await lookUps.status()).state,
      };
    },
  };
}
