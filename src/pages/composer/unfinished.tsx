/** Letters that were begun here and not sent: offered before another one is written. */
import { useEffect, useState } from "preact/hooks";
import { onAnnouncement, request } from "../../protocol/client.ts";
import type { UnfinishedLetter, UnfinishedLetters } from "../../protocol/journal.ts";
import type { ComposerTicket } from "../../protocol/protocol.ts";
import { say, sayCount } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { continueLabel, discardedSentence, discardLabel, undoLabel, unfinishedSentence } from "../ui/letter-labels.ts";
import { Notice, FailureNotice } from "../ui/notice.tsx";
import { failureOf, type Told } from "../ui/sentences.ts";
import { MAY_HAVE_LEFT } from "../ui/unfinished-words.ts";

/** More of them are found in the popup. */
const MOST = 3;

function useOffers(ticket: ComposerTicket) {
  const [offers, setOffers] = useState<UnfinishedLetters>({ letters: [], locked: false });
  const [discarded, setDiscarded] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<Told | null>(null);
  const fail = (error: unknown): void => setFailure(failureOf(error));
  const ask = (): void => {
    request("journal/offers", { ticket }).then(setOffers, fail);
  };
  useEffect(() => {
    const lifetime = new AbortController();
    ask();
    onAnnouncement("vault/changed", ask, lifetime.signal);
    return () => lifetime.abort();
  }, [ticket]);
  const change = (letter: string, gone: boolean): void => {
    request(gone ? "journal/discard" : "journal/restore", { ticket, letter }).then(() => {
      setDiscarded((before) => new Set(gone ? [...before, letter] : [...before].filter((id) => id !== letter)));
    }, fail);
  };
  return { ...offers, discarded, failure, fail, change };
}

interface OfferProps {
  readonly letter: UnfinishedLetter;
  readonly gone: boolean;
  readonly onContinue: () => void;
  readonly onGone: (gone: boolean) => void;
}

function Offer({ letter, gone, onContinue, onGone }: OfferProps) {
  if (gone)
    return (
      <li>
        <p>{discardedSentence(letter)}</p>
        <Button kind="quiet" label={undoLabel(letter)} onClick={() => onGone(false)}>
          {say("Undo")}
        </Button>
      </li>
    );
  return (
    <li>
      <p>
        {unfinishedSentence(letter)} {letter.mayHaveLeft && MAY_HAVE_LEFT}
      </p>
      <Button label={continueLabel(letter)} onClick={onContinue}>
        {say("Continue")}
      </Button>{" "}
      <Button kind="quiet" label={discardLabel(letter)} onClick={() => onGone(true)}>
        {say("Discard")}
      </Button>
    </li>
  );
}

export interface UnfinishedProps {
  readonly ticket: ComposerTicket;
  /** Keeps what is written here before another letter takes its place. */
  readonly flush: () => Promise<void>;
  readonly onContinue: (ticket: ComposerTicket) => Promise<void>;
}

export function Unfinished({ ticket, flush, onContinue }: UnfinishedProps) {
  const { letters, locked, discarded, failure, fail, change } = useOffers(ticket);
  const unlock = (): void => void request("vault/ask", {}).catch(fail);
  const goOn = async (letter: string): Promise<void> => {
    await flush();
    await onContinue((await request("journal/continue", { ticket, letter })).ticket);
  };
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (letters.length === 0) return null;
  return (
    <Notice kind="note">
      {locked ? (
        <p>
          {sayCount(
            letters.length,
            "You have {count} unfinished letter from here. Unlock your keys to see it.",
            "You have {count} unfinished letters from here. Unlock your keys to see them.",
          )}{" "}
          <Button kind="quiet" onClick={unlock}>
            {say("Unlock")}
          </Button>
        </p>
      ) : (
        <ul class="unfinished">
          {letters.slice(0, MOST).map((letter) => (
            <Offer
              key={letter.id}
              letter={letter}
              gone={discarded.has(letter.id)}
              onContinue={() => void goOn(letter.id).catch(fail)}
              onGone={(gone) => change(letter.id, gone)}
            />
          ))}
        </ul>
      )}
      {!locked && letters.length > MOST && (
        <p>
          {sayCount(
            letters.length,
            "Your {count} unfinished letter is behind the Waxwing button in the browser's toolbar.",
            "All {count} unfinished letters are behind the Waxwing button in the browser's toolbar.",
          )}
        </p>
      )}
    </Notice>
  );
}
