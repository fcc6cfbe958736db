/** Pictures that a message carries for its own HTML (RFC 2392): an answer without them would quote holes. */
import { contentIdAt } from "../protocol/cid-address.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import type { DisplayContent, InlineImage } from "../smime/verdict/display.ts";

/** What a quote brings along. A message that is worth more is forwarded, not quoted. */
const MOST = { pictures: 50, octets: 10 * 1024 * 1024 } as const;

const ADDRESS = /\bcid:[^\s"'<>()]+/gi;

/** The places, among the attachments, of those that the message's HTML shows; as many as a quote may bring. */
export function picturesInText({ html, attachments }: DisplayContent): ReadonlySet<number> {
  const named = new Set((html?.match(ADDRESS) ?? []).map(contentIdAt));
  const found = new Set<number>();
  let octets = 0;
  for (const [index, { contentId, contentType, size }] of attachments.entries()) {
    if (contentId === null || !named.has(contentId) || !contentType.startsWith("image/")) continue;
    if (found.size === MOST.pictures || octets + size > MOST.octets) continue;
    found.add(index);
    octets += size;
  }
  return found;
}

export function quotedPictures({ content, attachment }: OpenedMessage): readonly InlineImage[] {
  return [...picturesInText(content)].flatMap((index) => {
    const { contentId = null, filename = "", contentType = "" } = content.attachments[index] ?? {};
    return contentId === null ? [] : [{ contentId, filename, contentType, content: attachment(index) }];
  });
}
