import { say } from "../../words/say.ts";
import { Confirm } from "../ui/dialog.tsx";
import { phrase } from "../ui/phrase.tsx";
import { listed } from "../ui/words.ts";
import type { RecipientProblem } from "./readiness.ts";

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
        {phrase(
          "Then it is encrypted for nobody, because it cannot be encrypted for {addresses}. Your webmail and everybody on the way can read it. It is still signed, so that nobody changes it unnoticed. Nothing leaves before you press “{button}”.",
          { addresses: <bdi>{listed(problems.map(({ address }) => address))}</bdi>, button: say("Send signed") },
        )}
      </p>
    </Confirm>
  );
}
