/** One line of recipients: each becomes a chip; typing, pasting and removing work with the keyboard alone. */
import { useId, useRef } from "preact/hooks";
import { Chip, type ChipProps } from "../ui/chip.tsx";
import { useFocusWhenDrawn } from "../ui/focus.ts";
import { addRecipients, type Recipient, readRecipients } from "./addresses.ts";
import { problemOf, type Standing, statusOf } from "./readiness.ts";

export interface AddressFieldProps {
  readonly label: "To" | "Cc" | "Bcc";
  readonly recipients: readonly Recipient[];
  readonly onRecipients: (recipients: readonly Recipient[]) => void;
  /** What is typed and no recipient yet. */
  readonly typed: string;
  readonly onTyped: (text: string) => void;
  readonly standing: Standing | null;
  /** Whether each must have a certificate. */
  readonly encrypt: boolean;
  readonly focus?: boolean;
}

function stateOf(recipient: Recipient, standing: Standing | null, encrypt: boolean): ChipProps["state"] {
  if (!recipient.complete) return { shape: "warning", words: "not a complete address" };
  const status = encrypt ? statusOf(standing, recipient.address) : null;
  if (status === null) return undefined;
  const problem = problemOf(status);
  return problem === null
    ? { shape: "encrypted", words: "can be encrypted for" }
    : { shape: "warning", words: problem.what };
}

function wordsOf({ name, address }: Recipient): string {
  return name === "" ? address : `${name} <${address}>`;
}

export function AddressField(props: AddressFieldProps) {
  const { label, recipients, onRecipients, typed, onTyped, standing, encrypt } = props;
  const id = useId();
  const line = useRef<HTMLInputElement>(null);
  useFocusWhenDrawn(line, props.focus ?? false);
  const commit = (text: string): void => {
    const added = readRecipients(text);
    if (added.length > 0) onRecipients(addRecipients(recipients, added));
    if (typed !== "") onTyped("");
  };
  const input = (text: string): void =>
    /[,;\n]/.test(text) && !/^[^"]*"[^"]*$/.test(text) ? commit(text) : onTyped(text);
  const key = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && typed.trim() !== "") {
      event.preventDefault();
      commit(typed);
    } else if (event.key === "Backspace" && typed === "") onRecipients(recipients.slice(0, -1));
  };
  return (
    <div class="line">
      <label for={id}>{label}</label>
      <ul class="recipients">
        {recipients.map((recipient) => {
          const state = stateOf(recipient, standing, encrypt);
          return (
            <Chip
              key={recipient.address}
              text={wordsOf(recipient)}
              {...(state === undefined ? {} : { state })}
              onRemove={() => onRecipients(recipients.filter((other) => other !== recipient))}
            />
          );
        })}
        <li class="typing">
          <input
            id={id}
            value={typed}
            autocomplete="off"
            spellcheck={false}
            ref={line}
            onInput={(event) => input(event.currentTarget.value)}
            onKeyDown={key}
            onBlur={() => commit(typed)}
          />
        </li>
      </ul>
    </div>
  );
}
