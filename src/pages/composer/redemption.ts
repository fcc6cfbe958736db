/** From an introduction to a letter: redeems the ticket once. The letter then lives in this page, whatever the worker does. */
import { useLayoutEffect, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { ComposerContext, ComposerTicket, FromFrame } from "../../protocol/protocol.ts";
import { awaitIntroduction, type Introduced } from "../ui/introduction.ts";
import { failureOf, type Told } from "../ui/sentences.ts";

export interface Commission {
  readonly context: ComposerContext;
  readonly ticket: ComposerTicket;
  readonly port: MessagePort;
}

/** The worker decides whether this is a ticket; this page only passes it on. */
function isTicket(text: string): text is ComposerTicket {
  return text !== "";
}

export function tellHost(port: MessagePort, word: FromFrame): void {
  port.postMessage(word);
}

async function redeem({ ticket, port }: Introduced): Promise<Commission> {
  if (!isTicket(ticket)) throw new TypeError("no ticket");
  return { context: await request("composer/redeem", { ticket }), ticket, port };
}

export interface Opening {
  readonly commission: Commission | null;
  readonly failure: Told | null;
  /** Goes on with another letter in this page. @throws SmimeError what the worker refuses it with */
  readonly replace: (ticket: ComposerTicket) => Promise<void>;
}

export function useCommission(): Opening {
  const [commission, setCommission] = useState<Commission | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  // Before the frame's load event, which the introduction follows: an ordinary effect may run after it.
  useLayoutEffect(() => {
    const lifetime = new AbortController();
    const accept = async (introduced: Introduced): Promise<boolean> => {
      try {
        setCommission(await redeem(introduced));
        setFailure(null);
        tellHost(introduced.port, { kind: "ready" });
        return true;
      } catch (error) {
        setFailure(failureOf(error));
        return false;
      }
    };
    awaitIntroduction(accept, lifetime.signal);
    return () => lifetime.abort();
  }, []);
  const replace = async (ticket: ComposerTicket): Promise<void> => {
    if (commission !== null) setCommission(await redeem({ ticket, port: commission.port }));
  };
  return { commission, failure, replace };
}
