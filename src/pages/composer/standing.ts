/** Keeps asking what is known about the sender and the recipients, while they change and when the keys are unlocked. */
import { useEffect, useState } from "preact/hooks";
import { onAnnouncement, request } from "../../protocol/client.ts";
import type { Commission } from "./redemption.ts";
import { everybody, type Letter } from "./letter.ts";
import type { Standing } from "./readiness.ts";
import { failureOf, type Told } from "../ui/sentences.ts";

/** While somebody types a list of addresses, one question is enough. */
const PAUSE = 150;

export interface Watch {
  readonly standing: Standing | null;
  readonly failure: Told | null;
  readonly again: () => void;
}

export function useStanding({ ticket }: Commission, letter: Letter): Watch {
  const [standing, setStanding] = useState<Standing | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const [round, setRound] = useState(0);
  const from = letter.from.address;
  const addresses = everybody(letter).map(({ address }) => address);
  const again = (): void => setRound((count) => count + 1);
  useEffect(() => {
    let current = true;
    const ask = (): void => {
      request("composer/check", { ticket, from, addresses }).then(
        (reply) => {
          if (!current) return;
          setStanding(reply);
          setFailure(null);
        },
        (error: unknown) => {
          if (current) setFailure(failureOf(error));
        },
      );
    };
    const timer = setTimeout(ask, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ticket, from, addresses.join("\n"), round]);
  useEffect(() => {
    const lifetime = new AbortController();
    onAnnouncement("vault/changed", again, lifetime.signal);
    onAnnouncement("people/changed", again, lifetime.signal);
    onAnnouncement("look-up/changed", again, lifetime.signal);
    // The person may come back from adding a certificate in the popup.
    window.addEventListener("focus", again, { signal: lifetime.signal });
    return () => lifetime.abort();
  }, []);
  return { standing, failure, again };
}
