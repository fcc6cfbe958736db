import { StateIcon, type Shape } from "./state-icon.tsx";

export interface ChipProps {
  readonly text: string;
  /** A fault or state of this entry, drawn and spoken; absent while all is well or unknown. */
  readonly state?: { readonly shape: Shape; readonly words: string };
  readonly onRemove: () => void;
}

/** One entry of a list that is typed, with a button to take it out. */
export function Chip({ text, state, onRemove }: ChipProps) {
  return (
    <li class="chip" data-shape={state?.shape}>
      {state !== undefined && <StateIcon shape={state.shape} />}
      <span title={state?.words}>
        <bdi>{text}</bdi>
        {state !== undefined && <span class="spoken"> ({state.words})</span>}
      </span>
      <button type="button" aria-label={`Remove ${text}`} onClick={onRemove}>
        ×
      </button>
    </li>
  );
}
