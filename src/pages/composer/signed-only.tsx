import { Confirm } from "../ui/dialog.tsx";
import { listed } from "../ui/words.ts";
import type { RecipientProblem } from "./readiness.ts";
import { say } from "../../words/say.ts";

export interface SignedOnlyProps {
  readonly problems: readonly RecipientProblem[];
  readonly onSwitchOff: () => void;
  readonly onClose: () => void;
}

/** Encryption ends only where the person says so in words, and knows for whom. Sending is another click. */
export function SignedOnly({ problems, onSwitchOff, onClose }: SignedOnlyProps) {
  return (
    <Confirm
      title={say("Send this message without encryption?")}
      action={say("Switch encryption off")}
      keep={say("Keep encryption on")}
      onConfirm={onSwitchOff}
      onClose={onClose}
    >
      <p>
        Then it is encrypted for nobody, because it cannot be encrypted for{" "}
        {listed(problems.map(({ address }) => address))}. Your webmail and everybody on the way can read it. It is still
        signed, so that nobody changes it unnoticed. Nothing leaves before you press “Send signed”.
      </p>
    </Confirm>
  );
}
