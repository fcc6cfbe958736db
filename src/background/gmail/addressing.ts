/**
 * Gmail's interface has no envelope: a message goes to whomever its To, Cc and Bcc fields name. What a copy says there
 * must therefore be its recipients, all of them and nobody else.
 */
import { type Bytes, concat, utf8 } from "../../smime/bytes.ts";
import { SmimeError } from "../../smime/errors.ts";
import { readAddressList } from "../../smime/mime/address.ts";
import { fieldValues, readHeader } from "../../smime/mime/header.ts";
import { addressPieces, writeField } from "../../smime/mime/write-header.ts";
import { personKey } from "../../vault/people.ts";

/** A copy for one hidden recipient: Gmail delivers to a Bcc field, and leaves in it nobody but its reader. */
export function withBcc(raw: Bytes, address: string): Bytes {
  return concat(utf8(writeField("Bcc", addressPieces([{ name: "", address }]))), raw);
}

function addressed(raw: Bytes): ReadonlySet<string | null> {
  const { fields } = readHeader(raw);
  const lists = ["to", "cc", "bcc"].flatMap((name) => fieldValues(fields, name)).map(readAddressList);
  return new Set(lists.flatMap(({ mailboxes }) => mailboxes.map(({ address }) => personKey(address))));
}

/** @throws SmimeError internal/fault where the fields of a sealed copy name others than its recipients */
export function refuseOtherRecipients(raw: Bytes, recipients: readonly string[]): void {
  const wanted = new Set(recipients.map((address) => personKey(address)));
  const found = addressed(raw);
  const same = wanted.size === found.size && [...wanted].every((key) => key !== null && found.has(key));
  if (!same) throw new SmimeError("internal/fault", { where: "background/gmail/addressing" });
}
