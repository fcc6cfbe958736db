/** `message/…`: a webmail page asks what can be said of a message it displays. It never gets the content. */
import type { ViewerTicket } from "../protocol/protocol.ts";
import type { Handlers } from "../protocol/server.ts";
import { isSmimeError } from "../smime/errors.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import type { Layer } from "../smime/verdict/vocabulary.ts";
import { noteArrival } from "./route-check.ts";
import { refuseOtherPorts } from "./sites.ts";
import type { Surroundings } from "./surroundings.ts";
import { asViewerTicket } from "./ticket-names.ts";

type Requests = Pick<Handlers, "message/open" | "message/closed">;

/** Layers a webmail shows as an attachment at best. */
const OPAQUE: readonly Layer[] = ["signed-data", "compressed-data", "enveloped-data", "auth-enveloped-data"];

function isForViewer({ report }: OpenedMessage): boolean {
  return report.encryption.kind !== "none" || report.layers.some((layer) => OPAQUE.includes(layer));
}

async function learnFrom({ learned }: OpenedMessage, { vault }: Surroundings): Promise<void> {
  if (!learned) return;
  try {
    const capabilities = learned.capabilities.map(({ oid }) => oid);
    await vault.learn({ ...learned, capabilities });
  } catch (error) {
    // A full disk must not cost the person the verdict.
    if (!isSmimeError(error, "vault/storage-failed")) throw error;
  }
}

/** Outlives the lock: a subject that was hidden is named by what stood outside, as the webmail names it. */
function summaryOf({ content, report, decrypted }: OpenedMessage) {
  const { headers, differences } = content;
  const outside = differences.find(({ name }) => name === "subject");
  const subject = decrypted && outside ? (outside.outer ?? "") : headers.subject;
  return { subject, from: headers.from.map(({ address }) => address).join(", "), report };
}

export function messageRequests(surroundings: Surroundings): Requests {
  const { reader, tickets, tabReports, vault } = surroundings;
  return {
    async "message/open"({ raw }, sender) {
      await refuseOtherPorts(vault, sender.origin, "message/open");
      const opened = await reader.read(raw, "page");
      await learnFrom(opened, surroundings);
      await noteArrival(raw, opened, surroundings);
      await tabReports.put(sender.tabId, sender.document, summaryOf(opened));
      if (!isForViewer(opened)) return { report: opened.report, ticket: null };
      const ticket: ViewerTicket = asViewerTicket(
        await tickets.issue({ kind: "viewer", raw, asker: "page" }, sender.tabId),
      );
      reader.keep(ticket, opened);
      return { report: opened.report, ticket };
    },

    async "message/closed"(_, sender) {
      await tabReports.closed(sender.tabId, sender.document);
      return {};
    },
  };
}
