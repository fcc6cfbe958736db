/** One line of recipients: each becomes a chip; typing, choosing, pasting and removing work with the keyboard alone. */
import { useId, useRef } from "preact/hooks";
import type { ComposerTicket } from "../../protocol/protocol.ts";
import { say } from "../../words/say.ts";
import { Chip, type ChipProps } from "../ui/chip.tsx";
import { useFocusWhenDrawn } from "../ui/focus.ts";
import { mailboxInWords } from "../ui/words.ts";
import { addRecipients, type Recipient } from "./addresses.ts";
import { problemOf, type Standing, statusOf } from "./readiness.ts";
import { goToWays } from "./recipient-problem.tsx";
import { RecipientInput } from "./recipient-input.tsx";

export interface AddressFieldProps {
  readonly label: string;
  readonly ticket: ComposerTicket;
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
  if (!recipient.complete) return { shape: "warning", words: say("not a complete address") };
  const status = encrypt ? statusOf(standing, recipient.address) : null;
  if (status === null) return undefined;
  const problem = problemOf(status);
  return problem === null
    ? { shape: "encrypted", words: say("can be encrypted for") }
    : { shape: "warning", words: problem.what, short: problem.short };
}

export function AddressField(props: AddressFieldProps) {
  const { label, ticket, recipients, onRecipients, typed, onTyped, standing, encrypt } = props;
  const id = useId();
  const line = useRef<HTMLInputElement>(null);
  useFocusWhenDrawn(line, props.focus ?? false);
  return (
    <div class="line">
      <label for={id}>{label}</label>
      <ul class="recipients">
        {recipients.map((recipient) => {
          const state = stateOf(recipient, standing, encrypt);
          return (
            <Chip
              key={recipient.address}
              text={mailboxInWords(recipient)}
              {...(state === undefined ? {} : { state })}
              {...(state?.short === undefined ? {} : { onState: () => goToWays(recipient.address) })}
              onRemove={() => onRecipients(recipients.filter((other) => other !== recipient))}
            />
          );
        })}
        <RecipientInput
          id={id}
          ticket={ticket}
          line={line}
          recipients={recipients}
          typed={typed}
          onTyped={onTyped}
          onAdd={(added) => onRecipients(addRecipients(recipients, added))}
          onRemoveLast={() => onRecipients(recipients.slice(0, -1))}
        />
      </ul>
    </div>
  );
}
