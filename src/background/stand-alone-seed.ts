/** What the composer starts with where there is no webmail: an empty letter from one of the person's own addresses. */
import type { ComposeSeed } from "../protocol/protocol.ts";
import { SmimeError } from "../smime/errors.ts";
import type { Mailbox } from "../smime/verdict/display.ts";
import { summarize } from "../smime/x509/summary.ts";
import { fitsSigning } from "../vault/encryption-certificate.ts";
import { personKey } from "../vault/people.ts";
import type { Vault } from "../vault/vault.ts";

/** Every address the person holds a key for, without duplicates; those that can sign come first. */
async function ownMailboxes(vault: Vault): Promise<readonly Mailbox[]> {
  const identities = (await vault.identities.list()).toSorted(
    (a, b) => Number(fitsSigning(b.certificate)) - Number(fitsSigning(a.certificate)),
  );
  const mailboxes = new Map<string, Mailbox>();
  for (const { certificate } of identities) {
    const { name, addresses } = await summarize(certificate);
    for (const address of addresses) {
      const key = personKey(address);
      if (key !== null && !mailboxes.has(key)) mailboxes.set(key, { name: name.includes("@") ? "" : name, address });
    }
  }
  return [...mailboxes.values()];
}

/** Letters of an address that is connected with Gmail leave through Gmail; others are saved. */
async function firstConnected(own: readonly Mailbox[], vault: Vault): Promise<Mailbox | null> {
  for (const mailbox of own) if (await vault.gmail.isConnected(mailbox.address)) return mailbox;
  return null;
}

/** @throws SmimeError vault/not-created where the person has no key to write with */
export async function standAloneSeed(vault: Vault): Promise<ComposeSeed> {
  const identities = await ownMailboxes(vault);
  const connected = await firstConnected(identities, vault);
  const from = connected ?? identities[0];
  if (!from) throw new SmimeError("vault/not-created", {});
  return {
    intent: "sign-and-encrypt",
    from,
    identities,
    to: "",
    cc: "",
    bcc: "",
    subject: "",
    text: "",
    answered: null,
    forwards: false,
    limit: null,
    mayHaveBeenSaved: false,
    delivery: connected ? { kind: "gmail-api", thread: null } : { kind: "file" },
  };
}
