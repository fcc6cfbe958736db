/** `composer/…`: from the webmail's half-written draft, or from nothing, to a composer's frame that asks whom it can write to. */
import type { ComposerContext, ComposeSeed, RecipientStatus } from "../protocol/protocol.ts";
import type { Handlers } from "../protocol/server.ts";
import { SmimeError } from "../smime/errors.ts";
import { summarize } from "../smime/x509/summary.ts";
import type { RecipientChoice } from "../vault/encryption-certificate.ts";
import { answersEncrypted, startOf } from "./answered-message.ts";
import { readAnswered } from "./answered-reading.ts";
import { forwardedAttachments, isReadable } from "./forwarded-message.ts";
import { hiddenSubjectOf } from "./hidden-subject.ts";
import { parseRecipients } from "./recipients-text.ts";
import { sealedLimit } from "./sealing-plan.ts";
import { refuseOtherPorts } from "./sites.ts";
import { standAloneSeed } from "./stand-alone-seed.ts";
import type { Surroundings } from "./surroundings.ts";
import { asComposerTicket } from "./ticket-names.ts";

type Requests = Pick<
  Handlers,
  "composer/open" | "composer/start" | "composer/redeem" | "composer/check" | "composer/forwarded"
>;

async function contextOf(
  ticket: string,
  seed: ComposeSeed,
  surroundings: Surroundings,
): Promise<Omit<ComposerContext, "alone">> {
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
    ...startOf(seed, opened, writing.closing),
    writing,
    mayHaveBeenSaved,
    delivery,
    answersEncrypted: opened !== null && answersEncrypted(opened),
    limit: sealedLimit(seed),
    forwards: seed.forwards && opened !== null && isReadable(opened),
    vault: await vault.lock.state(),
    mark: (await vault.settings.read()).mark,
  };
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
  const { tickets, vault } = surroundings;
  return {
    async "composer/open"(seed, sender) {
      await refuseOtherPorts(vault, sender.origin, "composer/open");
      const payload = { kind: "composer", seed, alone: false } as const;
      return { ticket: asComposerTicket(await tickets.issue(payload, sender.tabId)) };
    },

    async "composer/start"(_, sender) {
      if (sender.tabId === null) throw new SmimeError("protocol/forbidden", { request: "composer/start" });
      const payload = { kind: "composer", seed: await standAloneSeed(vault), alone: true } as const;
      return { ticket: asComposerTicket(await tickets.issue(payload, sender.tabId)) };
    },

    async "composer/redeem"({ ticket }, sender) {
      const { seed, alone } = await tickets.redeem(ticket, "composer", sender);
      return { ...(await contextOf(ticket, seed, surroundings)), alone };
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
      };
    },
  };
}
