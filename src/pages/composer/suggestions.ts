/** Known people for what is being typed, and which of them is marked. What is typed goes to the worker and nowhere else. */
import { useEffect, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { ComposerTicket, Suggestion } from "../../protocol/protocol.ts";
import { markedAtFirst } from "./suggestion-mark.ts";

/** Milliseconds: somebody who types on is not asked about every letter. */
const PAUSE = 80;

export interface Suggestions {
  readonly list: readonly Suggestion[];
  /** -1 for none. */
  readonly marked: number;
  readonly mark: (index: number) => void;
  /** Until something else is typed. */
  readonly dismiss: () => void;
}

const NOBODY: readonly Suggestion[] = [];

/** `present`: who stands in the line already. */
export function useSuggestions(ticket: ComposerTicket, typed: string, present: readonly string[]): Suggestions {
  const [found, setFound] = useState(NOBODY);
  const [marked, mark] = useState(-1);
  const sought = typed.trim();
  useEffect(() => {
    let current = true;
    const show = (suggestions: readonly Suggestion[]): void => {
      if (!current) return;
      const taken = new Set(present.map((address) => address.toLowerCase()));
      const free = suggestions.filter(({ address }) => !taken.has(address.toLowerCase()));
      setFound(free);
      mark(markedAtFirst(sought, free.length));
    };
    show(NOBODY);
    if (sought === "") return undefined;
    const ask = (): void =>
      // Without suggestions an address can be typed all the same: nothing to report.
      void request("composer/suggest", { ticket, typed: sought }).then(
        ({ suggestions }) => show(suggestions),
        () => show(NOBODY),
      );
    const timer = setTimeout(ask, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [ticket, sought]);
  return { list: found, marked, mark, dismiss: () => setFound(NOBODY) };
}
