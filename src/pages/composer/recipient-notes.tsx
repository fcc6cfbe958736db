/** Names at once everybody who cannot be encrypted for, each with what can be done. */
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import type { RecipientProblem } from "./readiness.ts";

export interface RecipientNotesProps {
  readonly problems: readonly RecipientProblem[];
  /** Sending without encryption is a way out only if it can be signed. */
  readonly canSign: boolean;
  readonly onRemove: (address: string) => void;
  readonly onCheck: () => void;
  readonly onSwitchOff: () => void;
}

export function RecipientNotes({ problems, canSign, onRemove, onCheck, onSwitchOff }: RecipientNotesProps) {
  if (problems.length === 0) return null;
  return (
    <Notice kind="warning">
      <ul class="problems">
        {problems.map(({ address, what, next }) => (
          <li key={address}>
            <p>
              <strong>{address}</strong> – {what} {next}
            </p>
            <Button kind="quiet" label={`Remove recipient ${address}`} onClick={() => onRemove(address)}>
              Remove recipient
            </Button>
          </li>
        ))}
      </ul>
      <p class="ways">
        <Button kind="quiet" onClick={onCheck}>
          Check again
        </Button>
        {canSign && (
          <Button kind="quiet" onClick={onSwitchOff}>
            Send without encryption
          </Button>
        )}
      </p>
    </Notice>
  );
}
