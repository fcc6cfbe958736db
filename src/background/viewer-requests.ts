/** `viewer/…`: a viewer's frame turns its ticket into content. */
import type { ViewerTicket } from "../protocol/protocol.ts";
import type { Sender } from "../protocol/sender.ts";
import type { Handlers } from "../protocol/server.ts";
import type { Bytes } from "../smime/bytes.ts";
import { SmimeError } from "../smime/errors.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import { isReadable } from "./reader.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "viewer/redeem" | "viewer/attached" | "viewer/attachment">;

/** @throws SmimeError vault/locked; protocol/malformed where there is no such attachment */
function attachmentOf(opened: OpenedMessage, index: number, wanted: "message" | "file"): Bytes {
  if (!isReadable(opened)) throw new SmimeError("vault/locked", {});
  const found = opened.content.attachments[index];
  if (!found || (wanted === "message" && !found.isMessage))
    throw new SmimeError("protocol/malformed", { request: "viewer/attachment" });
  return opened.attachment(index);
}

export function viewerRequests({ reader, tickets, vault }: Surroundings): Requests {
  /** The ticket's message, or the one inside it that the indices lead to: each read alone, with a verdict of its own. */
  const open = async (ticket: ViewerTicket, inside: readonly number[], sender: Sender<"frame">) => {
    const { raw, asker } = await tickets.redeem(ticket, "viewer", sender);
    let opened = await reader.readFor(ticket, raw, asker);
    let name: string = ticket;
    for (const index of inside) {
      name += `/${index}`;
      opened = await reader.readFor(name, attachmentOf(opened, index, "message"), asker);
    }
    return { opened, asker };
  };
  return {
    async "viewer/redeem"({ ticket }, sender) {
      const { opened, asker } = await open(ticket, [], sender);
      const { mark } = await vault.settings.read();
      const content = isReadable(opened) ? opened.content : null;
      return { report: opened.report, content, alone: asker === "person", vault: await vault.lock.state(), mark };
    },

    async "viewer/attached"({ ticket, inside }, sender) {
      const { opened } = await open(ticket, inside, sender);
      return { report: opened.report, content: isReadable(opened) ? opened.content : null };
    },

    async "viewer/attachment"({ ticket, inside, index }, sender) {
      const { opened } = await open(ticket, inside, sender);
      return { content: attachmentOf(opened, index, "file") };
    },
  };
}
