/** `message/…`: a webmail page asks what can be said of a message it displays. It never gets the content. */
import type { Reply, ViewerTicket } from "../protocol/protocol.ts";
import type { Sender } from "../protocol/sender.ts";
import type { Handlers } from "../protocol/server.ts";
import type { Bytes } from "../smime/bytes.ts";
import type { Pace } from "../smime/pace.ts";
import type { OpenedMessage } from "../smime/reading.ts";
import { isForViewer } from "./for-viewer.ts";
import { afterAnswering } from "./next-turn.ts";
import { noteArrival } from "./route-check.ts";
import { refuseOtherPorts } from "./sites.ts";
import type { Surroundings } from "./surroundings.ts";
import { asViewerTicket } from "./ticket-names.ts";

type Requests = Pick<Handlers, "message/open" | "message/coming" | "message/closed">;

async function learnFrom({ learned }: OpenedMessage, { vault }: Surroundings): Promise<void> {
  if (!learned) return;
  const capabilities = learned.capabilities.map(({ oid }) => oid);
  await vault.learn({ ...learned, capabilities });
}

/** Outlives the lock: a subject that was hidden is named by what stood outside, as the webmail names it. */
function summaryOf({ content, report, decrypted }: OpenedMessage) {
  const { headers, differences } = content;
  const outside = differences.find(({ name }) => name === "subject");
  const subject = decrypted && outside ? (outside.outer ?? "") : headers.subject;
  return { subject, from: headers.from.map(({ address }) => address).join(", "), report };
}

/** Names the work that is done for one document. */
function documentOf({ tabId, document }: Sender<"webmail">): string {
  return `message/open ${tabId} ${document}`;
}

export function messageRequests(surroundings: Surroundings): Requests {
  const { reader, tickets, tabReports, vault, longWork } = surroundings;
  const ticketFor = async (opened: OpenedMessage, raw: Bytes, { tabId }: Sender<"webmail">): Promise<ViewerTicket> => {
    const ticket = asViewerTicket(await tickets.issue({ kind: "viewer", raw, asker: "page" }, tabId));
    reader.keep(ticket, opened);
    return ticket;
  };
  const open = async (raw: Bytes, sender: Sender<"webmail">, pace: Pace): Promise<Reply<"message/open">> => {
    const allowed = refuseOtherPorts(vault, sender.origin, "message/open");
    const opened = await reader.read(raw, "page", { allowed, pace });
    // The one thing that must be known by then, and only of the few messages of a check.
    await noteArrival(raw, opened, surroundings);
    const ticket = isForViewer(opened) ? await ticketFor(opened, raw, sender) : null;
    tabReports.put(sender.tabId, sender.document, () => summaryOf(opened)).catch(() => undefined);
    afterAnswering(async () => learnFrom(opened, surroundings));
    return { report: opened.report, ticket };
  };
  return {
    "message/open": async ({ raw }, sender) =>
      longWork.run(documentOf(sender), async (work) => open(raw, sender, work.pace())),

    async "message/coming"() {
      await reader.context();
      return {};
    },

    async "message/closed"(_, sender) {
      longWork.callOff(documentOf(sender));
      await tabReports.closed(sender.tabId, sender.document);
      return {};
    },
  };
}
