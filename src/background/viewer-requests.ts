/** `viewer/…`: a viewer's frame turns its ticket into content. */
import type { Handlers } from "../protocol/server.ts";
import { SmimeError } from "../smime/errors.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, "viewer/redeem" | "viewer/attachment">;

/** Locked away, or not decrypted: there is nothing to show but the report. */
function isReadable({ report }: OpenedMessage): boolean {
  return report.encryption.kind === "none" || report.encryption.kind === "decrypted";
}

export function viewerRequests({ reader, tickets, vault }: Surroundings): Requests {
  return {
    async "viewer/redeem"({ ticket }, sender) {
      const { raw, asker } = await tickets.redeem(ticket, "viewer", sender);
      const opened = await reader.readFor(ticket, raw, asker);
      const { mark } = await vault.settings.read();
      const content = isReadable(opened) ? opened.content : null;
      return { report: opened.report, content, alone: asker === "person", vault: await vault.lock.state(), mark };
    },

    async "viewer/attachment"({ ticket, index }, sender) {
      const { raw, asker } = await tickets.redeem(ticket, "viewer", sender);
      const opened = await reader.readFor(ticket, raw, asker);
      if (!isReadable(opened)) throw new SmimeError("vault/locked", {});
      if (index >= opened.content.attachments.length)
        throw new SmimeError("protocol/malformed", { request: "viewer/attachment" });
      return { content: opened.attachment(index) };
    },
  };
}
