/** Whom the person may mean while typing a recipient: the people whose certificates are known, and the person's own addresses. */
import type { Mailbox } from "../smime/verdict/display.ts";
import type { Certificate } from "../smime/x509/certificate.ts";
import { mailAddressesOf } from "../smime/x509/subject-alt-name.ts";
import { commonNameOf } from "../smime/x509/summary.ts";
import { personKey } from "../vault/people.ts";
import type { Vault } from "../vault/vault.ts";

/** Enough to choose from, and too few to read the whole list by. */
export const MOST_SUGGESTIONS = 6;

/** Without case and accents: "weiss" and "müller" are found however they are typed. */
function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss");
}

/** 0: the address begins so; 1: a word of the name does; 2: it stands somewhere else; null: nowhere. */
function rankOf({ name, address }: Mailbox, words: readonly string[]): number | null {
  const text = folded(`${name} ${address}`);
  const [first = ""] = words;
  if (first === "" || !words.every((word) => text.includes(word))) return null;
  if (folded(address).startsWith(first)) return 0;
  return folded(name)
    .split(/[\s,.-]+/)
    .some((word) => word.startsWith(first))
    ? 1
    : 2;
}

/** Those in whose name or address every typed word stands, the likeliest first. */
export function matching(known: readonly Mailbox[], typed: string): readonly Mailbox[] {
  const words = folded(typed)
    .split(/[\s<>"]+/)
    .filter((word) => word !== "");
  return known
    .map((mailbox) => ({ mailbox, rank: rankOf(mailbox, words) }))
    .filter(({ rank }) => rank !== null)
    .toSorted((a, b) => Number(a.rank) - Number(b.rank) || a.mailbox.address.localeCompare(b.mailbox.address))
    .slice(0, MOST_SUGGESTIONS)
    .map(({ mailbox }) => mailbox);
}

/** A name that is an address says nothing more than the address. */
function nameIn({ subject }: Certificate): string {
  const name = commonNameOf(subject) ?? "";
  return name.includes("@") ? "" : name;
}

export async function knownPeople({ people, identities }: Vault): Promise<readonly Mailbox[]> {
  const known = new Map<string, Mailbox>();
  for (const { certificate } of await identities.list())
    for (const address of mailAddressesOf(certificate).addresses)
      known.set(personKey(address) ?? address, { name: nameIn(certificate), address });
  for (const { address, certificate } of await people.list())
    if (!known.has(address)) known.set(address, { name: nameIn(certificate), address });
  return [...known.values()];
}
