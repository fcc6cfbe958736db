/** The letter while it is written: its changes, its attachments, and whether anything would be lost. */
import { useState } from "preact/hooks";
import { failureOf, type Told } from "../ui/sentences.ts";
import { attach, type Letter, type LetterAttachment, letterFrom, without } from "./letter.ts";
import type { Readiness } from "./readiness.ts";
import type { Commission } from "./redemption.ts";

export function useLetter(commission: Commission) {
  const [letter, setLetter] = useState<Letter>(() => letterFrom(commission.context));
  const [dirty, setDirty] = useState(false);
  const [failure, setFailure] = useState<Told | null>(null);
  const change = (changes: Partial<Letter>): void => {
    setDirty(true);
    setLetter((present) => ({ ...present, ...changes }));
  };
  const addFiles = (files: Iterable<File>): void => {
    setFailure(null);
    Promise.all([...files].map(attach)).then(
      (added) => {
        setDirty(true);
        setLetter((present) => ({ ...present, attachments: [...present.attachments, ...added] }));
      },
      (error: unknown) => setFailure(failureOf(error)),
    );
  };
  const remove = (address: string): void => {
    setDirty(true);
    setLetter((present) => without(present, address));
  };
  /** Attachments that came along by themselves: nothing would be lost with them. */
  const exchange = (gone: readonly LetterAttachment[], come: readonly LetterAttachment[]): void =>
    setLetter((present) => ({
      ...present,
      attachments: [...present.attachments.filter((one) => !gone.includes(one)), ...come],
    }));
  return { letter, dirty, failure, change, addFiles, remove, exchange };
}

export type Writing = ReturnType<typeof useLetter>;

/** What the parts of the form need. */
export interface WritingParts {
  readonly commission: Commission;
  readonly writing: Writing;
  readonly readiness: Readiness;
}
