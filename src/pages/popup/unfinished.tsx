/** Letters that were begun in a composer and not sent, wherever that was. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { onAnnouncement, request } from "../../protocol/client.ts";
import type { UnfinishedLetter } from "../../protocol/journal.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { phrase } from "../ui/phrase.tsx";
import { MAY_HAVE_LEFT, recipientsInWords } from "../ui/unfinished-words.ts";
import { momentInWords } from "../ui/words.ts";
import { useReply, useWork } from "../surface/replies.ts";
import { hostOf } from "./sites.tsx";
import { continueLabel, discardLabel, undoLabel } from "../ui/letter-labels.ts";
import { openLetter, type Surface } from "./surface.ts";
import { say, sayCount } from "../../words/say.ts";

function titleOf({ opening }: UnfinishedLetter): ComponentChildren {
  if (opening === null) return say("Unlock to see it");
  const { to, subject } = opening;
  const places = { people: <bdi>{recipientsInWords(to)}</bdi>, subject: <bdi>{subject}</bdi> };
  if (to.length === 0) return subject === "" ? say("To nobody yet") : phrase("To nobody yet: {subject}", places);
  return subject === "" ? phrase("To {people}", places) : phrase("To {people}: {subject}", places);
}

function noteOf({ saved, place, account, discarded, open }: UnfinishedLetter): string {
  const where =
    place === null
      ? say("in the manager as {account}", { account })
      : say("on {host} as {account}", { host: hostOf(place), account });
  const state = discarded ? say("kept for a day") : say("being written now");
  return [momentInWords(saved), where, ...(discarded || open ? [state] : [])].join(" · ");
}

interface RowProps {
  readonly letter: UnfinishedLetter;
  readonly locked: boolean;
  readonly surface: Surface;
  readonly change: (letter: string, gone: boolean) => void;
}

function Row({ letter, locked, surface, change }: RowProps) {
  const { id, discarded, open } = letter;
  return (
    <li class="row letter">
      <span class="row-title">{titleOf(letter)}</span>
      <span class="row-note">{noteOf(letter)}</span>
      {letter.mayHaveLeft && !open && !discarded && <span class="row-note">{MAY_HAVE_LEFT}</span>}
      <div class="actions">
        {discarded && (
          <Button label={undoLabel(letter)} onClick={() => change(id, false)}>
            {say("Undo")}
          </Button>
        )}
        {!discarded && !open && (
          <>
            <Button kind="danger" label={discardLabel(letter)} onClick={() => change(id, true)}>
              {say("Discard")}
            </Button>
            <Button disabled={locked} label={continueLabel(letter)} onClick={() => openLetter(id, surface)}>
              {say("Continue")}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function toldOf(discarded: boolean): string {
  return discarded
    ? say("The letter was discarded. For a day it stays under “Discarded today”, and you can undo that.")
    : say("The letter is back.");
}

function useUnfinished() {
  const [told, setTold] = useState("");
  const list = useReply("unfinished/list", {});
  const work = useWork();
  const { reload } = list;
  useEffect(() => {
    const lifetime = new AbortController();
    onAnnouncement("journal/changed", reload, lifetime.signal);
    onAnnouncement("vault/changed", reload, lifetime.signal);
    return () => lifetime.abort();
  }, [reload]);
  const change = (letter: string, gone: boolean): void =>
    work.run(async () => {
      await request(gone ? "unfinished/discard" : "unfinished/restore", { letter });
      setTold(toldOf(gone));
      reload();
    });
  return { list, told, failure: work.failure ?? list.failure, change };
}

/** Draws nothing where nothing is unfinished. */
export function Unfinished({ surface }: { readonly surface: Surface }) {
  const { list, told, failure, change } = useUnfinished();
  const { letters, locked } = list.value ?? { letters: [], locked: false };
  const open = letters.filter(({ discarded }) => !discarded);
  const discarded = letters.filter((letter) => letter.discarded);
  const rows = (some: readonly UnfinishedLetter[]) => (
    <ul class="rows">
      {some.map((letter) => (
        <Row key={letter.id} letter={letter} locked={locked} surface={surface} change={change} />
      ))}
    </ul>
  );
  if (letters.length === 0) return failure === null ? null : <FailureNotice failure={failure} />;
  return (
    <Card title={say("Unfinished letters")} aside={<span class="muted">{open.length}</span>}>
      {failure !== null && <FailureNotice failure={failure} />}
      <span class="spoken" role="status">
        {told}
      </span>
      {rows(open)}
      {open.some(({ place }) => place !== null) && (
        <p class="hint">
          {say(
            "To send one from your webmail, write a new message there with Waxwing: it is offered to you. Continued from here, it opens in Waxwing's own tab.",
          )}
        </p>
      )}
      {discarded.length > 0 && (
        <details class="discarded" open={open.length === 0}>
          <summary>{sayCount(discarded.length, "Discarded today: {count}", "Discarded today: {count}")}</summary>
          {rows(discarded)}
        </details>
      )}
    </Card>
  );
}
