/**
 * "Encrypt when everybody can": switches Encrypt on once that is so. It never switches off: a recipient who is added
 * later and cannot be encrypted for is told to the person, who decides.
 */
import { useEffect, useRef } from "preact/hooks";
import { everybody, type Letter, withEncryption } from "./letter.ts";
import { type Standing, statusOf } from "./readiness.ts";
import type { Commission } from "./redemption.ts";
import type { Writing } from "./writing.ts";

export function canAllBeEncryptedFor(letter: Letter, standing: Standing | null): boolean {
  const recipients = everybody(letter);
  const known = standing?.sender.address.toLowerCase() === letter.from.address.toLowerCase();
  return (
    known &&
    standing?.sender.canReadOwn === true &&
    recipients.length > 0 &&
    recipients.every(({ address }) => statusOf(standing, address)?.kind === "ready")
  );
}

/** At most once: who switches it off again meant it. */
export function useWishedEncryption({ context }: Commission, writing: Writing, standing: Standing | null): void {
  const done = useRef(writing.letter.encrypt || !context.writing.encryptWhenPossible);
  const { letter, change } = writing;
  const possible = canAllBeEncryptedFor(letter, standing);
  useEffect(() => {
    if (done.current || !possible) return;
    done.current = true;
    change(withEncryption(letter, true, context.hiddenSubject));
  }, [possible]);
}
