/** An encrypted message as it would be had nobody encrypted it. */
import { type Bytes, concat, utf8 } from "./bytes.ts";
import type { Entity } from "./mime/entity.ts";

/** What people read and what ties messages together. Traces and seals of the way are about the envelope. */
const KEPT: ReadonlySet<string> = new Set([
  "from",
  "sender",
  "reply-to",
  "to",
  "cc",
  "subject",
  "date",
  "message-id",
  "in-reply-to",
  "references",
]);

/** Fields of the content win: it may protect its own. Its octets stay as they are. */
export function withoutEnvelope(message: Entity, content: Entity): Bytes {
  const own = new Set(content.fields.map(({ name }) => name));
  const outer = message.fields.filter(({ name }) => KEPT.has(name) && !own.has(name)).map(({ raw }) => raw);
  // Octets without any header are all body, which a blank line must part from the fields.
  const parting = content.fields.length === 0 && content.body.length === content.octets.length ? "\r\n" : "";
  const version = own.has("mime-version") ? "" : "MIME-Version: 1.0\r\n";
  return concat(...outer, utf8(version + parting), content.octets);
}
