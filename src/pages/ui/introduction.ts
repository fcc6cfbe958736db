/**
 * How a frame of ours in a web page learns which message it is for: one window message with a ticket and a port. The
 * page around us can send such a message too, so nothing of it is believed before the worker redeemed the ticket.
 */

export interface Introduced {
  readonly ticket: string;
  readonly port: MessagePort;
}

/** More than this many strangers, and a frame stops listening. */
const MOST_TRIES = 8;

function introductionIn(event: MessageEvent<unknown>): Introduced | null {
  const { data, ports } = event;
  const [port] = ports;
  if (port === undefined || ports.length !== 1 || typeof data !== "object" || data === null) return null;
  if (!("waxwing" in data) || data.waxwing !== "introduction") return null;
  return "ticket" in data && typeof data.ticket === "string" ? { ticket: data.ticket, port } : null;
}

/**
 * Calls `redeem` for one introduction after the other until it answers true; all later ones are ignored, and the ports
 * of strangers are closed. `redeem` must not throw.
 */
export function awaitIntroduction(redeem: (introduced: Introduced) => Promise<boolean>, signal: AbortSignal): void {
  let tries = 0;
  let believed = false;
  let line: Promise<void> = Promise.resolve();
  const consider = async (introduced: Introduced): Promise<void> => {
    if (!believed && (await redeem(introduced))) believed = true;
    else introduced.port.close();
  };
  const hear = (event: MessageEvent<unknown>): void => {
    const introduced = introductionIn(event);
    if (introduced === null) return;
    if (++tries > MOST_TRIES) return introduced.port.close();
    line = line.then(() => consider(introduced));
  };
  window.addEventListener("message", hear, { signal });
}
