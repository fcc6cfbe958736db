import type { RefObject } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { say } from "../../words/say.ts";
import { useFocusWhenDrawn } from "./focus.ts";

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly type?: "text" | "search" | "number" | "password";
  readonly hint?: string;
  /** What is wrong with the value; "" or absent if nothing is. */
  readonly error?: string;
  readonly autocomplete?: "off" | "new-password" | "current-password";
  readonly focus?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}

type Kind = NonNullable<FieldProps["type"]>;

/** One object per kind, because the element's attributes are typed by it. */
function typeOf(kind: Kind) {
  switch (kind) {
    case "text":
      return { type: kind } as const;
    case "search":
      return { type: kind } as const;
    case "number":
      return { type: kind } as const;
    case "password":
      return { type: kind } as const;
  }
}

/** A labelled line of input with its hint and its fault, all tied together for those who hear the page. */
export function Field(props: FieldProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const own = useRef<HTMLInputElement>(null);
  const input = props.inputRef ?? own;
  useFocusWhenDrawn(input, props.focus ?? false);
  const secret = props.type === "password";
  const wrong = props.error !== undefined && props.error !== "";
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="input-row">
        <input
          id={id}
          ref={input}
          {...typeOf(secret && shown ? "text" : (props.type ?? "text"))}
          value={props.value}
          dir={secret ? undefined : "auto"}
          min={props.min}
          max={props.max}
          autocomplete={props.autocomplete ?? "off"}
          spellcheck={false}
          aria-invalid={wrong}
          aria-describedby={`${id}-hint ${id}-error`}
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
        {secret && (
          <button
            type="button"
            class="button quiet"
            aria-label={shown ? say("Hide what is typed") : say("Show what is typed")}
            onClick={() => setShown(!shown)}
          >
            {shown ? say("Hide") : say("Show")}
          </button>
        )}
      </div>
      <p class="hint" id={`${id}-hint`}>
        {props.hint}
      </p>
      <p class="error" id={`${id}-error`} role="alert">
        {props.error}
      </p>
    </div>
  );
}
