/** The letter of this page and the journal: kept while it is written, and ended when it is over. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import { type Journal, type Kept, Keeper, NOTHING_KEPT } from "./keeper.ts";
import { atMost } from "./patience.ts";
import { type Commission, tellHost } from "./redemption.ts";
import type { SendState } from "./send-flow.ts";
import type { Writing } from "./writing.ts";

/** Milliseconds: nobody is kept waiting for the journal who is done with a letter. */
const END_PATIENCE = 3_000;

export interface Keeping {
  readonly kept: Kept;
  /** Keeps everything before something else is done. */
  readonly flush: () => Promise<void>;
  /** Back to the webmail's own form; the letter stays unfinished. */
  readonly back: () => void;
  readonly discard: () => void;
  /** The person has what they came for. */
  readonly finish: () => void;
}

function keeperFor({ ticket, context }: Commission, onKept: (kept: Kept) => void): Keeper {
  const journal: Journal = {
    save: async (letter, revision) => request("journal/save", { ticket, letter, revision }),
    attach: async (id, content) => void (await request("journal/attach", { ticket, id, content })),
  };
  return new Keeper(
    journal,
    onKept,
    context.found?.contents.map(({ id }) => id),
  );
}

/** A page that goes away gets no more time: what is not kept is sent off at once. */
function useLastMoment(keeper: Keeper): void {
  useEffect(() => {
    const lifetime = new AbortController();
    const leave = (): void => void keeper.flush();
    const hide = (): void => {
      if (document.visibilityState === "hidden") leave();
    };
    window.addEventListener("pagehide", leave, { signal: lifetime.signal });
    document.addEventListener("visibilitychange", hide, { signal: lifetime.signal });
    return () => {
      lifetime.abort();
      leave();
    };
  }, [keeper]);
}

export function useKeeping(commission: Commission, { letter, dirty }: Writing, state: SendState): Keeping {
  const { ticket, port } = commission;
  const [kept, setKept] = useState<Kept>(NOTHING_KEPT);
  const keeper = useMemo(() => keeperFor(commission, setKept), [commission]);
  useLastMoment(keeper);
  useEffect(() => {
    // Back from an attempt to send: the letter is kept anew, as one that did not leave.
    if (dirty && state.step === "writing") keeper.note(letter);
  }, [letter, dirty, state.step]);
  const end = async (sent: boolean): Promise<void> => {
    await keeper.close();
    // What cannot be taken out of the journal is offered once more: better than the other way round.
    await atMost(END_PATIENCE, request("journal/end", { ticket, sent }));
  };
  useEffect(() => {
    if (state.step === "sent") void end(true);
  }, [state.step]);
  return {
    kept,
    flush: () => keeper.flush(),
    back: () => void keeper.flush().then(() => tellHost(port, { kind: "cancelled" })),
    discard: () => void end(false).then(() => tellHost(port, { kind: "discarded" })),
    finish: () => void end(true).then(() => tellHost(port, { kind: "done" })),
  };
}
