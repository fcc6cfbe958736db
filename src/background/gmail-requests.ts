/** `gmail/…`: sending sealed copies through Gmail, and what a person sets up for it. */
import type { GmailStatus } from "../protocol/gmail.ts";
import type { ComposerTicket, RequestName } from "../protocol/protocol.ts";
import type { Sender } from "../protocol/sender.ts";
import type { Handlers } from "../protocol/server.ts";
import { SmimeError } from "../smime/errors.ts";
import { findClient } from "./gmail/client.ts";
import { handOver } from "./gmail-sending.ts";
import { readArrival, startRouteCheck } from "./route-check.ts";
import { signatureDefault } from "./signature-form.ts";
import type { Surroundings } from "./surroundings.ts";

type Requests = Pick<Handlers, Exclude<Extract<RequestName, `gmail/${string}`>, "gmail/original">>;

const CONNECT_PAGE = "pages/popup/index.html?connect=";

async function statusOf({ platform, vault }: Surroundings): Promise<GmailStatus> {
  const client = await findClient(platform, vault.gmail);
  const [accounts, checks] = await Promise.all([vault.gmail.accounts(), vault.gmail.checks()]);
  return {
    client: client && { id: client.id, flow: client.flow, source: client.source },
    redirectUri: platform.redirectUri(),
    accounts: accounts.map(({ address, since }) => ({ address, since: new Date(since).toISOString() })),
    checks: checks.map((check) => ({ ...check, date: new Date(check.date).toISOString() })),
  };
}

/** @throws SmimeError protocol/unknown-ticket; protocol/forbidden for a letter that leaves another way */
async function refuseOtherWays(
  ticket: ComposerTicket,
  sender: Sender<"frame">,
  request: RequestName,
  { tickets }: Surroundings,
): Promise<void> {
  const { seed } = await tickets.redeem(ticket, "composer", sender);
  if (seed.delivery.kind !== "gmail-api") throw new SmimeError("protocol/forbidden", { request });
}

function fromComposers(surroundings: Surroundings): Pick<Requests, "gmail/connection" | "gmail/ask" | "gmail/send"> {
  const { platform, vault, connections } = surroundings;
  return {
    async "gmail/connection"({ ticket, from }, sender) {
      await refuseOtherWays(ticket, sender, "gmail/connection", surroundings);
      const signature = await signatureDefault("gmail-api", from, vault.gmail);
      return { connection: await connections.state(from), signature };
    },
    async "gmail/ask"({ ticket, from }, sender) {
      await refuseOtherWays(ticket, sender, "gmail/ask", surroundings);
      await platform.openWindow(`${CONNECT_PAGE}${encodeURIComponent(from)}`);
      return {};
    },
    async "gmail/send"({ ticket, raw, again }, sender) {
      await refuseOtherWays(ticket, sender, "gmail/send", surroundings);
      await handOver({ ticket, raw, again }, surroundings);
      return {};
    },
  };
}

export function gmailRequests(surroundings: Surroundings): Requests {
  const { vault, connections, announceGmail } = surroundings;
  const changed = async (connected = false): Promise<GmailStatus> => {
    await announceGmail(connected);
    return statusOf(surroundings);
  };
  return {
    ...fromComposers(surroundings),
    "gmail/status": async () => statusOf(surroundings),
    async "gmail/configure"({ client }) {
      await vault.gmail.writeClient(client);
      return changed();
    },
    async "gmail/connect"({ address }) {
      await connections.connect(address);
      return changed(true);
    },
    async "gmail/disconnect"({ address }) {
      await connections.disconnect(address);
      return changed();
    },
    async "gmail/check-route"({ account, to }) {
      await startRouteCheck({ account, to }, surroundings);
      return changed();
    },
    async "gmail/read-arrival"({ source }) {
      await readArrival(source, surroundings);
      return changed();
    },
  };
}
