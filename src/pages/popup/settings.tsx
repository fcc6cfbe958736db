/** When the keys lock themselves, and the mark by which the person recognises Waxwing's frames. Saved as soon as chosen. */
import { useId } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { Mark } from "../../protocol/protocol.ts";
import { FoldedCard } from "../ui/card.tsx";
import { MARK_COLOURS, MARK_SYMBOLS, MarkView } from "../ui/mark-view.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { useReply } from "../surface/replies.ts";
import { useSavedChoice } from "../surface/saved-choice.ts";
import { say, sayCount } from "../../words/say.ts";

const MINUTES: readonly number[] = [5, 15, 30, 60, 240, 480];

function minutesInWords(minutes: number): string {
  if (minutes < 60) return sayCount(minutes, "{count} minute", "{count} minutes");
  return sayCount(minutes / 60, "{count} hour", "{count} hours");
}

function AutoLock({ minutes, onMinutes }: { readonly minutes: number; readonly onMinutes: (minutes: number) => void }) {
  const id = useId();
  const choices = MINUTES.includes(minutes) ? MINUTES : [...MINUTES, minutes].toSorted((a, b) => a - b);
  return (
    <div class="field">
      <label for={id}>{say("Lock my keys after")}</label>
      <select id={id} value={String(minutes)} onChange={(event) => onMinutes(Number(event.currentTarget.value))}>
        {choices.map((choice) => (
          <option key={choice} value={String(choice)}>
            {minutesInWords(choice)}
          </option>
        ))}
      </select>
    </div>
  );
}

const SYMBOL_WORDS: Readonly<Record<string, string>> = {
  feather: say("feather"),
  leaf: say("leaf"),
  star: say("star"),
  moon: say("moon"),
  sun: say("sun"),
  wave: say("wave"),
  mountain: say("mountain"),
  anchor: say("anchor"),
};

function symbolInWords(symbol: string): string {
  return SYMBOL_WORDS[symbol] ?? symbol;
}

function MarkChoice({ mark, onMark }: { readonly mark: Mark; readonly onMark: (mark: Mark) => void }) {
  return (
    <fieldset class="mark-choice">
      <legend>{say("Your mark")}</legend>
      <p class="hint">
        <MarkView {...mark} size={32} />
        <span>
          {say(
            "It stands on everything Waxwing shows inside your webmail. If it is missing or another, do not type there.",
          )}
        </span>
      </p>
      <div role="radiogroup" aria-label={say("Colour")}>
        {Object.entries(MARK_COLOURS).map(([colour, name]) => (
          <label key={colour} title={name}>
            <input
              type="radio"
              name="colour"
              checked={colour === mark.colour}
              onChange={() => onMark({ ...mark, colour })}
            />
            <MarkView colour={colour} symbol={mark.symbol} />
            <span class="spoken">{name}</span>
          </label>
        ))}
      </div>
      <div role="radiogroup" aria-label={say("Symbol")}>
        {MARK_SYMBOLS.map((symbol) => (
          <label key={symbol} title={symbolInWords(symbol)}>
            <input
              type="radio"
              name="symbol"
              checked={symbol === mark.symbol}
              onChange={() => onMark({ ...mark, symbol })}
            />
            <MarkView colour={mark.colour} symbol={symbol} />
            <span class="spoken">{symbolInWords(symbol)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function SettingsCard() {
  const settings = useReply("settings/read", {});
  const { save, failure } = useSavedChoice(settings, async (changed) => request("settings/write", changed));
  const { value } = settings;
  return (
    <FoldedCard title={say("Settings")}>
      {settings.failure !== null && <FailureNotice failure={settings.failure} />}
      {failure !== null && <FailureNotice failure={failure} />}
      {value !== null && (
        <>
          <AutoLock
            minutes={value.autoLockMinutes}
            onMinutes={(autoLockMinutes) => save({ ...value, autoLockMinutes })}
          />
          <MarkChoice mark={value.mark} onMark={(mark) => save({ ...value, mark })} />
        </>
      )}
    </FoldedCard>
  );
}
