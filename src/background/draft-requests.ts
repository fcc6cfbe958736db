/** `draft/…`: turns what a person wrote into sealed copies. Nothing is sent from here. */
import type { Body, ComposeSeed, Delivery, SealedCopy } from "../protocol/protocol.ts";
import type { Sender } from "../protocol/sender.ts";
import type { Handlers } from "../protocol/server.ts";
import type { SignerKey } from "../smime/cms/keys.ts";
import { SmimeError } from "../smime/errors.ts";
import type { Pace } from "../smime/pace.ts";
import type { Draft } from "../smime/verdict/display.ts";
import { writeMessage } from "../smime/write-message.ts";
import type { SignatureForm } from "../smime/writing.ts";
import { personKey } from "../vault/people.ts";
import { type Ancestry, ancestryOf, NO_ANCESTRY } from "./answered-message.ts";
import { readAnswered } from "./answered-reading.ts";
import { refuseOtherRecipients, withBcc } from "./gmail/addressing.ts";
import { keepHidden } from "./hidden-subject.ts";
import { newMessageId } from "./message-id.ts";
import { type PlannedCopy, planCopies, refuseTooLarge } from "./sealing-plan.ts";
import { signatureDefault } from "./signature-form.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, `draft/${"seal" | "seal-apart" | "progress" | "call-off"}`>;

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
  readonly form: SignatureForm;
  readonly delivery: Delivery;
}

/** Where there is no envelope, a hidden recipient's copy names them alone: else it went to everybody it names. */
function draftFor({ draft, delivery }: Sealing, { recipients, hidden }: PlannedCopy): Draft {
  if (delivery.kind !== "gmail-api" || !hidden) return draft;
  return { ...draft, to: [], cc: [], bcc: recipients.map((address) => ({ name: "", address })) };
}

async function sealCopy(sealing: Sealing, copy: PlannedCopy, first: boolean, pace: Pace): Promise<SealedCopy> {
  const { draft, signer, ancestry, date, form, delivery } = sealing;
  const messageId = newMessageId(draft.from.address);
  const { certificates, cipher, recipients, hidden } = copy;
  const order = { messageId, date, ...ancestry, signer, recipients: certificates, form, cipher };
  const written = await writeMessage({ ...order, draft: draftFor(sealing, copy), pace });
  const [only] = recipients;
  const raw = delivery.kind === "gmail-api" && hidden && only !== undefined ? withBcc(written, only) : written;
  if (delivery.kind === "gmail-api") refuseOtherRecipients(raw, recipients);
  return { raw, recipients, messageId, filed: first };
}

/** Inside an envelope the form is out of everybody's reach, and inside a file that goes whichever way the person sends it. */
async function formOf(
  draft: Draft,
  wish: SignatureForm | null,
  { kind }: Delivery,
  { vault }: Surroundings,
): Promise<SignatureForm> {
  if (draft.encrypt) return "clear";
  if (wish !== null) return wish;
  if ((await vault.writing.read()).opaqueSignatures) return "opaque";
  return kind === "file" ? "clear" : (await signatureDefault(kind, draft.from.address, vault.gmail)).form;
}

export function draftRequests(surroundings: Surroundings): Requests {
  const { tickets, vault, clock, ledger, longWork } = surroundings;
  /** `apart`: it is not the letter that the ticket is for, only written beside it. */
  const seal = async (body: Body<"draft/seal">, sender: Sender<"frame">, apart: boolean) => {
    const { ticket, draft, form: wish } = body;
    const { seed } = await tickets.redeem(ticket, "composer", sender);
    refuseOtherSender(draft, seed);
    const plan = await planCopies(draft, vault);
    const signer = await signerOf(draft, surroundings);
    const answered = apart ? null : await readAnswered(ticket, seed, surroundings);
    const ancestry = answered ? ancestryOf(answered, seed) : NO_ANCESTRY;
    const { delivery } = seed;
    const form = await formOf(draft, wish, delivery, surroundings);
    refuseTooLarge(draft, form === "opaque", plan, seed);
    const sealing = { draft: keepHidden(draft, answered), signer, ancestry, date: clock(), form, delivery };
    const copies = await longWork.run(ticket, async (work) => {
      const sealed: SealedCopy[] = [];
      for (const [i, copy] of plan.entries())
        sealed.push(await sealCopy(sealing, copy, i === 0, work.pace(i, plan.length)));
      return sealed;
    });
    // A letter that leaves needs no journal.
    if (delivery.kind !== "file" && !apart) await vault.journal.hand(ticket).catch(() => undefined);
    if (delivery.kind === "gmail-api")
      for (const { raw, filed } of copies) {
        const thread = filed && ancestry.inReplyTo !== null ? delivery.thread : null;
        await ledger.record(ticket, raw, { thread, from: draft.from.address });
      }
    return { copies };
  };
  return {
    async "draft/seal"(body, sender) {
      return seal(body, sender, false);
    },

    async "draft/seal-apart"(body, sender) {
      return seal(body, sender, true);
    },

    async "draft/progress"({ ticket }, sender) {
      await tickets.bind(ticket, "composer", sender);
      return { fraction: longWork.fractionOf(ticket) };
    },

    async "draft/call-off"({ ticket }, sender) {
      await tickets.bind(ticket, "composer", sender);
      longWork.callOff(ticket);
      return {};
    },
  };
}
