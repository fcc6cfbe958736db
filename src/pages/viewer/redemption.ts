/** From an introduction to a message: redeems the ticket, and again whenever the keys are locked or unlocked. */
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { onAnnouncement, request } from "../../protocol/client.ts";
import type { FromFrame, Reply, ViewerTicket } from "../../protocol/protocol.ts";
import { awaitIntroduction, type Introduced } from "../ui/introduction.ts";
import { failureOf, type Told } from "../ui/sentences.ts";

export type Redeemed = Reply<"viewer/redeem"> & { readonly ticket: ViewerTicket; readonly port: MessagePort };

export interface Redemption {
  /** Null while nobody has shown a ticket that holds. */
  readonly message: Redeemed | null;
  /** Why the last try failed; the message of an earlier one stays. */
  readonly failure: Told | null;
  readonly again: () => void;
}

/** The worker decides whether this is a ticket; this page only passes it on. */
function isTicket(text: string): text is ViewerTicket {
  return text !== "";
}

async function redeem({ ticket, port }: Introduced): Promise<Redeemed> {
  if (!isTicket(ticket)) throw new TypeError("no ticket");
  return { ...(await request("viewer/redeem", { ticket })), ticket, port };
}

export function tellHost(port: MessagePort, word: FromFrame): void {
  port.postMessage(word);
}

export function useRedemption(): Redemption {
  const [message, setMessage] = useState<Redeemed | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const attempt = async (introduced: Introduced): Promise<Redeemed | null> => {
    try {
      const redeemed = await redeem(introduced);
      setMessage(redeemed);
      setFailure(null);
      return redeemed;
    } catch (error) {
      setFailure(failureOf(error));
      return null;
    }
  };
  // Before the frame's load event, which the introduction follows: an ordinary effect may run after it.
  useLayoutEffect(() => {
    const lifetime = new AbortController();
    awaitIntroduction(async (introduced) => {
      const redeemed = await attempt(introduced);
      if (redeemed !== null) tellHost(introduced.port, { kind: "ready" });
      return redeemed !== null;
    }, lifetime.signal);
    return () => lifetime.abort();
  }, []);
  const again = async (before: Redeemed): Promise<void> => {
    const now = await attempt(before);
    if (before.content === null && now !== null && now.content !== null) tellHost(now.port, { kind: "unlocked" });
  };
  useEffect(() => {
    if (message === null) return undefined;
    const lifetime = new AbortController();
    onAnnouncement("vault/changed", () => void again(message), lifetime.signal);
    return () => lifetime.abort();
  }, [message]);
  return { message, failure, again: () => (message === null ? undefined : void again(message)) };
}
