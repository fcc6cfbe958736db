/** How letters begin. Saved as soon as chosen. */
import { useId } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { WritingSettings } from "../../protocol/protocol.ts";
import { useReply } from "../surface/replies.ts";
import { useSavedChoice } from "../surface/saved-choice.ts";
import { FoldedCard } from "../ui/card.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { WRITING_WORDS } from "../ui/sentences-writing.ts";

interface ChoiceProps {
  readonly words: string;
  readonly hint?: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

function Choice({ words, hint, on, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field choice">
      <label>
        <input
          type="checkbox"
          checked={on}
          aria-describedby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />{" "}
        {words}
      </label>
      <p class="hint" id={id}>
        {hint}
      </p>
    </div>
  );
}

interface ChoicesProps {
  readonly value: WritingSettings;
  readonly onValue: (changed: WritingSettings) => void;
}

function Choices({ value, onValue }: ChoicesProps) {
  const id = useId();
  const set = (change: Partial<WritingSettings>): void => onValue({ ...value, ...change });
  return (
    <>
      <Choice words={WRITING_WORDS.formatted} on={value.formatted} onChange={(formatted) => set({ formatted })} />
      <Choice words={WRITING_WORDS.alwaysSign} on={value.alwaysSign} onChange={(alwaysSign) => set({ alwaysSign })} />
      <Choice
        words={WRITING_WORDS.encryptWhenPossible}
        hint={WRITING_WORDS.encryptHint}
        on={value.encryptWhenPossible}
        onChange={(encryptWhenPossible) => set({ encryptWhenPossible })}
      />
      <Choice
        words={WRITING_WORDS.opaqueSignatures}
        hint={WRITING_WORDS.opaqueHint}
        on={value.opaqueSignatures}
        onChange={(opaqueSignatures) => set({ opaqueSignatures })}
      />
      <div class="field">
        <label for={id}>{WRITING_WORDS.closing}</label>
        <textarea
          id={id}
          rows={3}
          maxLength={4_000}
          value={value.closing}
          onInput={(event) => set({ closing: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

export function WritingCard() {
  const settings = useReply("writing/read", {});
  const { save, failure } = useSavedChoice(settings, async (changed) => request("writing/write", changed));
  return (
    <FoldedCard title={WRITING_WORDS.title}>
      {settings.failure !== null && <FailureNotice failure={settings.failure} />}
      {failure !== null && <FailureNotice failure={failure} />}
      {settings.value !== null && <Choices value={settings.value} onValue={save} />}
    </FoldedCard>
  );
}
