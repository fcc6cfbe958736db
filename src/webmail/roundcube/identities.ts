/** The sender addresses Roundcube offers on its compose page. */
import type { Mailbox } from "../adapter.ts";

export interface Identity {
  /** Roundcube's own number; it goes back to Roundcube only. */
  readonly id: string;
  readonly mailbox: Mailbox;
  readonly chosen: boolean;
}

/** Longer texts are no mailboxes. */
const MAX_TEXT = 1_000;

/** "Alice <alice@example.com>" or "alice@example.com" as Roundcube prints them; null for anything else. */
export function readMailbox(text: string): Mailbox | null {
  const parts = /^(?:(.*)<([^<>]*)>|([^<>]*))$/s.exec(text.slice(0, MAX_TEXT).trim());
  const address = (parts?.[2] ?? parts?.[3] ?? "").trim();
  if (!/^[^\s@]+@[^\s@]+$/.test(address)) return null;
  const name = (parts?.[1] ?? "")
    .trim()
    .replace(/^"(.*)"$/s, "$1")
    .replaceAll(/\\(.)/gs, "$1");
  return { name, address };
}

export function readIdentities(
  options: readonly { value: string; text: string; selected: boolean }[],
): readonly Identity[] {
  return options.flatMap(({ value, text, selected }) => {
    const mailbox = readMailbox(text);
    return mailbox === null ? [] : [{ id: value, mailbox, chosen: selected }];
  });
}

/** The one with this address, else the chosen one, else the first. */
export function identityFor(address: string, identities: readonly Identity[]): Identity | null {
  const named = identities.find(({ mailbox }) => mailbox.address.toLowerCase() === address.toLowerCase());
  return named ?? identities.find(({ chosen }) => chosen) ?? identities[0] ?? null;
}
