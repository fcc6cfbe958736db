/** `draft/seal`: turns what a person wrote into sealed copies. Nothing is sent from here. */
import type { ComposeSeed, SealedCopy } from "../protocol/protocol.ts";
import type { Handlers } from "../protocol/server.ts";
import type { SignerKey } from "../smime/cms/keys.ts";
import { SmimeError } from "../smime/errors.ts";
import type { Draft } from "../smime/verdict/display.ts";
import { writeMessage } from "../smime/write-message.ts";
import { personKey } from "../vault/people.ts";
import { type Ancestry, ancestryOf, NO_ANCESTRY } from "./answered-message.ts";
import { readAnswered } from "./composer-requests.ts";
import { keepHidden } from "./hidden-subject.ts";
import { newMessageId } from "./message-id.ts";
import { type PlannedCopy, planCopies } from "./sealing-plan.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "draft/seal">;

/** @throws SmimeError draft/bad-address for a sender this account of the webmail does not have */
function refuseOtherSender(draft: Draft, { from, identities }: ComposeSeed): void {
  const sender = personKey(draft.from.address);
  const known = [from, ...identities].some(({ address }) => personKey(address) === sender);
  if (sender === null || !known) throw new SmimeError("draft/bad-address", { address: draft.from.address });
}

/** @throws SmimeError draft/no-signing-identity, vault/locked */
async function signerOf(draft: Draft, { vault }: Surroundings): Promise<SignerKey | null> {
  if (!draft.sign) return null;
  const { address } = draft.from;
  const signer = await vault.signerFor(address);
  if (!signer) throw new SmimeError("draft/no-signing-identity", { address });
  return signer;
}

interface Sealing {
  readonly draft: Draft;
  readonly signer: SignerKey | null;
  readonly ancestry: Ancestry;
  readonly date: number;
}

async function sealCopy({ draft, signer, ancestry, date }: Sealing, copy: PlannedCopy, first: boolean) {
  const messageId = newMessageId(draft.from.address);
  const { certificates, cipher, recipients } = copy;
  const order = {
    draft,
    messageId,
    date,
    ...ancestry,
    signer,
    recipients: certificates,
    form: "clear",
    cipher,
  } as const;
  const sealed: SealedCopy = { raw: await writeMessage(order), recipients, messageId, filed: first };
  return sealed;
}

export function draftRequests(surroundings: Surroundings): Requests {
  const { tickets, vault, clock } = surroundings;
  return {
    async "draft/seal"({ ticket, draft }, sender) {
      const { seed } = await tickets.redeem(ticket, "composer", sender);
      refuseOtherSender(draft, seed);
      const plan = await planCopies(draft, vault);
      const signer = await signerOf(draft, surroundings);
      const answered = await readAnswered(ticket, seed, surroundings);
      const ancestry = answered ? ancestryOf(answered, draft.subject) : NO_ANCESTRY;
      const sealing = { draft: keepHidden(draft, answered), signer, ancestry, date: clock() };
      const copies: SealedCopy[] = [];
      for (const copy of plan) copies.push(await sealCopy(sealing, copy, copies.length === 0));
      return { copies };
    },
  };
}
