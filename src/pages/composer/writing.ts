/** The letter while it is written: its changes, its attachments, and whether anything would be lost. */
import { useRef, useState } from "preact/hooks";
import { failureOf, type Told } from "../ui/sentences.ts";
import { attach, type Letter, type LetterAttachment, letterFrom, without } from "./letter.ts";
import type { Readiness } from "./readiness.ts";
import type { Commission } from "./redemption.ts";

export function useLetter(commission: Commission) {
  const [letter, setLetter] = useState<Letter>(() => letterFrom(commission.context));
  const [dirty, setDirty] = useState(false);
  const [failure, setFailure] = useState<Told | null>(null);
  const now = useRef({ letter, dirty });
  const become = (next: (present: Letter) => Letter, counts = true): void => {
    now.current = { letter: next(now.current.letter), dirty: now.current.dirty || counts };
    setLetter(now.current.letter);
    setDirty(now.current.dirty);
  };
  const change = (changes: Partial<Letter>): void => become((present) => ({ ...present, ...changes }));
  const addFiles = (files: Iterable<File>): void => {
    setFailure(null);
    Promise.all([...files].map(attach)).then(
      (added) => become((present) => ({ ...present, attachments: [...present.attachments, ...added] })),
      (error: unknown) => setFailure(failureOf(error)),
    );
  };
  const remove = (address: string): void => become((present) => without(present, address));
  /** Attachments that came along by themselves: nothing would be lost with them. */
  const exchange = (gone: readonly LetterAttachment[], come: readonly LetterAttachment[]): void =>
    become(
      (present) => ({
        ...present,
        attachments: [...present.attachments.filter((one) => !gone.includes(one)), ...come],
      }),
      false,
    );
  /** The letter as it stands, drawn or not; null while nothing would be lost with it. */
  const written = (): Letter | null => (now.current.dirty ? now.current.letter : null);
  return { letter, dirty, failure, written, change, addFiles, remove, exchange };
}

export type Writing = ReturnType<typeof useLetter>;

/** What the parts of the form need. */
export interface WritingParts {
  readonly commission: Commission;
  readonly writing: Writing;
  readonly readiness: Readiness;
}
