/** Who gets which copy of a draft, and whether it may be sealed at all. Refuses rather than leaks. */
import { chooseContentEncryption } from "../smime/cms/capability.ts";
import { SmimeError } from "../smime/errors.ts";
import { isAddrSpec } from "../smime/mime/address.ts";
import type { ContentCipher } from "../smime/writing.ts";
import type { Draft, Mailbox } from "../smime/verdict/display.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { GMAIL_LIMIT } from "../protocol/gmail.ts";
import type { ComposeSeed, Delivery } from "../protocol/protocol.ts";
import { allCopiesLimit, measuredIn, SEALED_FILE_LIMIT, SEALED_LIMIT, sealedSize } from "../protocol/sealed-size.ts";
import { personKey } from "../vault/people.ts";
import type { Vault } from "../vault/vault.ts";

const LIMITS: Readonly<Record<Delivery["kind"], number>> = {
  "gmail-api": GMAIL_LIMIT,
  webmail: SEALED_LIMIT,
  file: SEALED_FILE_LIMIT,
};

type Way = Pick<ComposeSeed, "limit" | "delivery">;

/** Octets that a sealed message of this letter may have, whoever sets the limit. */
export function sealedLimit({ limit, delivery }: Way): number {
  const most = LIMITS[delivery.kind];
  return Math.min(most, limit ?? most);
}

export interface PlannedCopy {
  /** Bare addr-specs. */
  readonly recipients: readonly string[];
  /** For one Bcc recipient alone. */
  readonly hidden: boolean;
  /** The recipients' and the sender's own; empty where nothing is encrypted. */
  readonly certificates: readonly Certificate[];
  readonly cipher: ContentCipher;
}

interface Reader {
  readonly certificate: Certificate;
  readonly capabilities: readonly string[];
}

/** @throws SmimeError draft/bad-address, draft/no-recipient, protocol/malformed */
function refuseUnsendable(draft: Draft): void {
  if (!draft.sign && !draft.encrypt) throw new SmimeError("protocol/malformed", { request: "draft/seal" });
  const everybody = [draft.from, ...draft.to, ...draft.cc, ...draft.bcc];
  const bad = everybody.find(({ address }) => !isAddrSpec(address) || personKey(address) === null);
  if (bad) throw new SmimeError("draft/bad-address", { address: bad.address });
  if (everybody.length === 1) throw new SmimeError("draft/no-recipient", {});
}

function distinctAddresses(mailboxes: readonly Mailbox[]): readonly string[] {
  return [...new Map(mailboxes.map(({ address }) => [personKey(address) ?? address, address])).values()];
}

/**
 * One copy for To and Cc, and one for each Bcc recipient alone: in a shared copy the recipients' infos, or what the
 * webmail adds when it sends, would tell everybody of them.
 */
function divide(draft: Draft): readonly Pick<PlannedCopy, "recipients" | "hidden">[] {
  const open = distinctAddresses([...draft.to, ...draft.cc]);
  const known = new Set(open.map((address) => personKey(address)));
  const hidden = distinctAddresses(draft.bcc).filter((address) => !known.has(personKey(address)));
  const first = open.length > 0 ? [{ recipients: open, hidden: false }] : [];
  return [...first, ...hidden.map((address) => ({ recipients: [address], hidden: true }))];
}

/** @throws SmimeError draft/no-certificate with every address that has none, the sender's own included */
async function readersOf(addresses: readonly string[], from: string, vault: Vault) {
  const own = await vault.ownCertificate(from);
  const choices = await vault.recipients(addresses);
  const readers = new Map<string, Reader>();
  const without = own ? [] : [from];
  for (const [i, address] of addresses.entries()) {
    const choice = choices[i];
    if (choice?.kind === "ready") readers.set(address, choice);
    else without.push(address);
  }
  if (!own || without.length > 0) throw new SmimeError("draft/no-certificate", { addresses: [...new Set(without)] });
  return { own, readers };
}

/**
 * What would not get through is refused before the work, by the count that the composer shows.
 * @throws SmimeError draft/too-large
 */
export function refuseTooLarge(draft: Draft, opaque: boolean, plan: readonly PlannedCopy[], way: Way): void {
  const readers = Math.max(...plan.map(({ certificates }) => certificates.length));
  const size = sealedSize({ ...measuredIn(draft), opaque, readers });
  const most = Math.min(sealedLimit(way), Math.floor(allCopiesLimit(way.delivery.kind) / plan.length));
  if (size > most) throw new SmimeError("draft/too-large", { size, limit: most });
}

/** The copies in the order they are to be sent; the first belongs into Sent. @throws SmimeError draft/* */
export async function planCopies(draft: Draft, vault: Vault): Promise<readonly PlannedCopy[]> {
  refuseUnsendable(draft);
  const groups = divide(draft);
  if (!draft.encrypt) return groups.map((group) => ({ ...group, certificates: [], cipher: "aes-256-cbc" as const }));
  const everybody = groups.flatMap(({ recipients }) => recipients);
  const { own, readers } = await readersOf(everybody, draft.from.address, vault);
  return groups.map(({ recipients, hidden }) => {
    const group = recipients.flatMap((address) => readers.get(address) ?? []);
    const certificates = [...new Set([...group.map(({ certificate }) => certificate), own])];
    const cipher = chooseContentEncryption(group.map(({ capabilities }) => capabilities));
    return { recipients, hidden, certificates, cipher };
  });
}
