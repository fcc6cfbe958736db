import { useState } from "preact/hooks";
import type { ComposerContext } from "../../protocol/protocol.ts";
import { say, sayCount } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { phrase } from "../ui/phrase.tsx";
import { listed } from "../ui/words.ts";
import { GmailNotes } from "./gmail-notes.tsx";
import type { GmailWatch } from "./gmail-watch.ts";
import { lostFrom, withEncryption } from "./letter.ts";
import { RecipientNotes } from "./recipient-notes.tsx";
import type { Watch } from "./standing.ts";
import type { WritingParts } from "./writing.ts";

interface NotesProps extends WritingParts {
  readonly watch: Watch;
  readonly gmail: GmailWatch;
}

/** What the message that is answered asks of an answer without encryption. */
function UnencryptedAnswerNotes({
  answersEncrypted,
  hiddenSubject,
}: Pick<ComposerContext, "answersEncrypted" | "hiddenSubject">) {
  return (
    <>
      {answersEncrypted && (
        <Notice kind="warning">
          {say(
            "You are answering an encrypted message. Without encryption, anybody on the way can read your answer and what it quotes.",
          )}
        </Notice>
      )}
      {hiddenSubject !== null && (
        <Notice kind="note">
          {phrase(
            "The subject of the message you are answering was hidden. It never leaves without encryption: your answer says “{subject}” in its place, or what you write there.",
            { subject: <bdi>{hiddenSubject.obscured}</bdi> },
          )}
        </Notice>
      )}
    </>
  );
}

/** Everything the person should know before sending. */
export function LetterNotes({ commission, writing, watch, readiness, gmail }: NotesProps) {
  const { letter, change, remove, failure } = writing;
  const { mayHaveBeenSaved, hiddenSubject, found } = commission.context;
  const lost = found === null ? [] : lostFrom(found);
  const [warned, setWarned] = useState(false);
  return (
    <>
      {mayHaveBeenSaved && !warned && (
        <Notice kind="note">
          {say(
            "Your webmail may have saved what you typed before Waxwing took over. Sending or discarding here removes that draft.",
          )}{" "}
          <Button kind="quiet" onClick={() => setWarned(true)}>
            {say("Understood")}
          </Button>
        </Notice>
      )}
      {lost.length > 0 && (
        <Notice kind="warning">
          {sayCount(
            lost.length,
            "{files} was not kept with this letter. Attach it again.",
            "{files} were not kept with this letter. Attach them again.",
            { files: listed(lost) },
          )}
        </Notice>
      )}
      {!letter.encrypt && <UnencryptedAnswerNotes {...commission.context} />}
      {letter.encrypt && (
        <RecipientNotes
          commission={commission}
          letter={letter}
          gmail={gmail}
          problems={readiness.problems}
          lookUp={watch.standing?.lookUp ?? null}
          canSign={readiness.cannotSign === null}
          onRemove={remove}
          onCheck={watch.again}
          onSwitchOff={() => change({ ...withEncryption(letter, false, hiddenSubject), sign: true })}
        />
      )}
      {letter.encrypt && watch.standing?.sender.canReadOwn === false && (
        <Notice kind="note">
          {phrase(
            "You have no key to decrypt with for {address}, so you will not be able to read this message in Sent.",
            { address: <bdi>{letter.from.address}</bdi> },
          )}
        </Notice>
      )}
      <GmailNotes watch={gmail} letter={letter} />
      {watch.failure !== null && <FailureNotice failure={watch.failure} />}
      {failure !== null && <FailureNotice failure={failure} />}
    </>
  );
}
