import { say } from "../../words/say.ts";
import { StateIcon, type Shape } from "./state-icon.tsx";

export interface ChipState {
  readonly shape: Shape;
  readonly words: string;
  /** A few words that are seen on the chip itself. */
  readonly short?: string;
}

export interface ChipProps {
  readonly text: string;
  /** A fault or state of this entry, drawn and spoken; absent while all is well or unknown. */
  readonly state?: ChipState;
  /** Leads to what can be done about the state: the chip's text becomes a button. */
  readonly onState?: () => void;
  readonly onRemove: () => void;
}

function Text({ text, state }: Pick<ChipProps, "text" | "state">) {
  return (
    <>
      <bdi>{text}</bdi>
      {state?.short !== undefined && <b class="short">{state.short}</b>}
      {state !== undefined && <span class="spoken"> ({state.words})</span>}
    </>
  );
}

/** One entry of a list that is typed, with a button to take it out. */
export function Chip({ text, state, onState, onRemove }: ChipProps) {
  return (
    <li class="chip" data-shape={state?.shape}>
      {state !== undefined && <StateIcon shape={state.shape} />}
      {onState === undefined ? (
        <span class="chip-text" title={state?.words}>
          <Text text={text} {...(state === undefined ? {} : { state })} />
        </span>
      ) : (
        <button type="button" class="chip-text" title={state?.words} onClick={onState}>
          <Text text={text} {...(state === undefined ? {} : { state })} />
        </button>
      )}
      <button type="button" class="chip-remove" aria-label={say("Remove {entry}", { entry: text })} onClick={onRemove}>
        ×
      </button>
    </li>
  );
}
