/** From an introduction to a message: redeems the ticket, and again whenever the keys are locked or unlocked. */
import { useEffect, useState } from "preact/hooks";
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

export function say(port: MessagePort, word: FromFrame): void {
  port.postMessage(word);
}

export function useRedemption(): Redemption {
  const [message, setMessage] = useState<Redeemed | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const [lastIntroduced, setLastIntroduced] = useState<Introduced | null>(null);
  const attempt = async (introduced: Introduced): Promise<boolean> => {
    try {
      setMessage(await redeem(introduced));
      setFailure(null);
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    }
  };
  useEffect(() => {
    const lifetime = new AbortController();
    const accept = async (introduced: Introduced): Promise<boolean> => {
      const believed = await attempt(introduced);
      if (believed) {
        setLastIntroduced(introduced);
        say(introduced.port, { kind: "ready" });
      }
      return believed;
    };
    awaitIntroduction(accept, lifetime.signal);
    return () => lifetime.abort();
  }, []);
  const again = (): void => {
    if (lastIntroduced !== null) void attempt(lastIntroduced);
  };
  useEffect(() => {
    const lifetime = new AbortController();
    onAnnouncement("vault/changed", again, lifetime.signal);
    return () => lifetime.abort();
  }, [lastIntroduced]);
  return { message, failure, again };
}
