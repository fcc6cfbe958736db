/** A glance at a header field, to choose between messages and senders. It judges nothing: the worker parses MIME. */
import type { Bytes } from "../adapter.ts";

/** Header blocks beyond this are not looked through. */
const MAX_HEADER = 64 * 1024;

/** Unfolded text of the first field of that name (a token in lower case), trimmed; "" if there is none. */
export function headerField(raw: Bytes, name: string): string {
  const head = new TextDecoder("latin1").decode(raw.subarray(0, MAX_HEADER));
  const [block = ""] = head.split(/\r?\n\r?\n/, 1);
  const fields = block.replaceAll(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  const field = fields.find((line) => line.toLowerCase().startsWith(`${name}:`));
  return field === undefined ? "" : field.slice(name.length + 1).trim();
}

/** The identifier without angle brackets; "" if there is none. */
export function messageIdOf(raw: Bytes): string {
  return /<([^<>]*)>/.exec(headerField(raw, "message-id"))?.[1] ?? "";
}

/** The addr-spec of a From field with one mailbox, in lower case; "" if there is none. */
export function senderOf(raw: Bytes): string {
  const from = headerField(raw, "from");
  return (/<([^<>]*)>\s*$/.exec(from)?.[1] ?? from).trim().toLowerCase();
}
