/**
 * What a person chooses is drawn at once and saved, one save at a time and then the latest: a slow worker neither undoes nor
 * loses it.
 */
import { useRef, useState } from "preact/hooks";
import { failureOf, type Told } from "../ui/sentences.ts";
import type { Loaded } from "./replies.ts";

export interface SavedChoice<T> {
  readonly save: (value: T) => void;
  readonly failure: Told | null;
}

/** `write` gives back what was kept. Where it fails, what is kept is asked for again and drawn. */
export function useSavedChoice<T>({ put, reload }: Loaded<T>, write: (value: T) => Promise<T>): SavedChoice<T> {
  const [failure, setFailure] = useState<Told | null>(null);
  const writing = useRef<Promise<void>>(Promise.resolve());
  const latest = useRef<T | null>(null);
  const writeNow = async (value: T): Promise<void> => {
    if (latest.current !== value) return;
    try {
      const kept = await write(value);
      if (latest.current === value) put(kept);
    } catch (error) {
      setFailure(failureOf(error));
      reload();
    }
  };
  const save = (value: T): void => {
    latest.current = value;
    put(value);
    setFailure(null);
    writing.current = writing.current.then(() => writeNow(value));
  };
  return { save, failure };
}
