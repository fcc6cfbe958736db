/** What a read message gives to its answer, and what of it an answer must not give away (RFC 9788 section 6.1). */
import { readAddressList } from "./mime/address.ts";
import { fieldValue, type HeaderField } from "./mime/header.ts";
import type { ReplySeed } from "./reading.ts";
import type { ShownHeader } from "./shown-header.ts";

/** Message-IDs of a field, in order (RFC 5322 section 3.6.4). */
function messageIds(value: string | null): string[] {
  return (value ?? "").match(/<[^<>\s]+>/g) ?? [];
}

function quote(text: string): string {
  if (text.trim() === "") return "";
  const lines = text.trimEnd().split("\n");
  return lines.map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`)).join("\n");
}

/** `shown`: the fields a reader is shown; `outer`: those everybody saw, which name the message where its name is hidden. */
export function replySeed(
  { confidential }: ShownHeader,
  shown: readonly HeaderField[],
  outer: readonly HeaderField[],
  text: string,
): ReplySeed {
  const isHidden = (name: string): boolean => confidential.some((field) => field.name === name);
  const valueOf = (name: string): string | null => fieldValue(isHidden(name) ? outer : shown, name);
  const [messageId = ""] = messageIds(valueOf("message-id"));
  const earlier = messageIds(valueOf("references") ?? valueOf("in-reply-to"));
  return {
    replyTo: readAddressList(valueOf("reply-to") ?? "").mailboxes,
    messageId,
    references: messageId === "" ? earlier : [...earlier, messageId],
    quotedText: quote(text),
    confidential,
  };
}
