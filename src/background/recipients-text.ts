import { readAddressList } from "../smime/mime/address.ts";
import type { Mailbox } from "../smime/verdict/display.ts";

/**
 * The mailboxes of a webmail's recipient field. What is no address is kept as it was typed: it must be seen and put
 * right, not vanish from the list of recipients.
 */
export function parseRecipients(field: string): readonly Mailbox[] {
  const line = field.replaceAll(/\s+/g, " ").replaceAll(";", ",");
  const list = readAddressList(line);
  if (list.wellFormed) return list.mailboxes;
  return line.split(",").flatMap((part) => {
    const text = part.trim();
    if (text === "") return [];
    const { mailboxes, wellFormed } = readAddressList(text);
    return wellFormed && mailboxes.length > 0 ? mailboxes : [{ name: "", address: text }];
  });
}
