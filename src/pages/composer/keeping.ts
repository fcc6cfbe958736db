/** The letter of this page and the journal: kept while it is written, and ended when it is over. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import { type Journal, type Kept, Keeper, NOTHING_KEPT } from "./keeper.ts";
import type { Letter } from "./letter.ts";
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
    save: async (letter, revision, leaving) => request("journal/save", { ticket, letter, revision, leaving }),
    attach: async (id, content) => void (await request("journal/attach", { ticket, id, content })),
  };
  return new Keeper(
    journal,
    onKept,
    context.found?.contents.map(({ id }) => id),
  );
}

/** A page that goes away gets no more time: what is not kept is sent off at once. */
function useLastMoment(keeper: Keeper, flush: () => Promise<void>): void {
  const latest = useRef(flush);
  latest.current = flush;
  useEffect(() => {
    const lifetime = new AbortController();
    const leave = (): void => void latest.current();
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

/** @param settle has the form hand over what was typed last */
export function useKeeping(commission: Commission, writing: Writing, state: SendState, settle: () => void): Keeping {
  const { ticket, port } = commission;
  const { letter, dirty, written } = writing;
  const [kept, setKept] = useState<Kept>(NOTHING_KEPT);
  const keeper = useMemo(() => keeperFor(commission, setKept), [commission]);
  const noted = useRef<Letter | null>(null);
  const note = (now: Letter): void => {
    noted.current = now;
    keeper.note(now);
  };
  useEffect(() => {
    // Back from an attempt to send: the letter is kept anew, as one that did not leave.
    if (state.step !== "writing") keeper.leave();
    else if (dirty) note(letter);
  }, [letter, dirty, state.step]);
  const flush = (): Promise<void> => {
    settle();
    const now = written();
    // What was typed a moment ago is not drawn yet, and therefore was not noted.
    if (now !== null && now !== noted.current && state.step === "writing") note(now);
    return keeper.flush();
  };
  useLastMoment(keeper, flush);
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
    flush,
    back: () => void flush().then(() => tellHost(port, { kind: "cancelled" })),
    // Whoever takes it back wants the last word too.
    discard: () =>
      void flush()
        .then(() => end(false))
        .then(() => tellHost(port, { kind: "discarded" })),
    finish: () => void end(true).then(() => tellHost(port, { kind: "done" })),
  };
}
