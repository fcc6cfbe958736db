/** The subject, and beside it in plain words who will be able to read it. */
import { useId } from "preact/hooks";
import type { HiddenSubject } from "../../protocol/protocol.ts";
import { say } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { type Letter, subjectHiddenBy } from "./letter.ts";

export interface SubjectLineProps {
  readonly letter: Letter;
  readonly onLetter: (change: Partial<Letter>) => void;
  readonly hidden: HiddenSubject | null;
}

const STATES = {
  writer: say("Hidden until opened"),
  answered: say("Hidden until opened, as in the message you answer"),
  nobody: say("Readable on the way"),
} as const;

/** Says nothing where nothing is encrypted: the head of the letter says it of everything. */
function stateOf(letter: Letter, hidden: HiddenSubject | null): string {
  return letter.encrypt ? STATES[subjectHiddenBy(letter, hidden) ?? "nobody"] : "";
}

export function SubjectLine({ letter, onLetter, hidden }: SubjectLineProps) {
  const id = useId();
  const state = useId();
  const by = subjectHiddenBy(letter, hidden);
  return (
    <div class="line subject-line">
      <label for={id}>{say("Subject")}</label>
      <input
        id={id}
        value={letter.subject}
        autocomplete="off"
        dir="auto"
        aria-describedby={state}
        onInput={(event) => onLetter({ subject: event.currentTarget.value })}
      />
      <span class="subject-state">
        <span id={state} class="muted" role="status">
          {stateOf(letter, hidden)}
        </span>
        {letter.encrypt && by !== "answered" && (
          <Button kind="quiet" onClick={() => onLetter({ hideSubject: by === null })}>
            {by === null ? say("Hide it") : say("Leave it readable")}
          </Button>
        )}
      </span>
    </div>
  );
}
