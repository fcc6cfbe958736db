/** Pictures that travel inside a message for its HTML to show (RFC 2392), as addresses of blobs. */
import { useEffect, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { Front } from "./front.ts";
import { previewKindOf, previewOf } from "./previews.ts";

/** A message with more than these shows the first ones. */
const MOST = 50;

const NONE: ReadonlyMap<string, string> = new Map();

interface Wanted {
  readonly id: string;
  readonly index: number;
}

function wantedBy({ content }: Front): readonly Wanted[] {
  const html = content?.html ?? "";
  if (!/cid:/i.test(html)) return [];
  const found = content?.attachments.flatMap((attachment, index) => {
    const id = attachment.contentId;
    return id !== null && previewKindOf(attachment) === "picture" ? [{ id, index }] : [];
  });
  return (found ?? []).slice(0, MOST);
}

/** Empty until all are there: the document is made anew with them, once. One that cannot be had is left out. */
export function useEmbeddedPictures(front: Front): ReadonlyMap<string, string> {
  const [addresses, setAddresses] = useState(NONE);
  useEffect(() => {
    const lifetime = new AbortController();
    const made = new Map<string, string>();
    const load = async (): Promise<void> => {
      for (const { id, index } of wantedBy(front)) {
        const body = { ticket: front.ticket, inside: front.inside, index };
        const reply = await request("viewer/attachment", body).catch(() => null);
        if (lifetime.signal.aborted) return;
        const preview = reply && previewOf("picture", reply.content);
        if (preview?.kind === "picture") made.set(id, URL.createObjectURL(preview.blob));
      }
      if (made.size > 0) setAddresses(made);
    };
    void load();
    return () => {
      lifetime.abort();
      for (const address of made.values()) URL.revokeObjectURL(address);
    };
  }, [front.content]);
  return addresses;
}
