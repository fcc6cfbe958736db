/** Names at once everybody who cannot be encrypted for, each with what can be done. */
import { useState } from "preact/hooks";
import type { LookUpState } from "../../protocol/look-up.ts";
import type { Mailbox } from "../../smime/verdict/display.ts";
import { say } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import type { GmailWatch } from "./gmail-watch.ts";
import { everybody, type Letter } from "./letter.ts";
import type { RecipientProblem as Problem } from "./readiness.ts";
import { RecipientProblem } from "./recipient-problem.tsx";
import type { Commission } from "./redemption.ts";
import { SignedHello } from "./signed-hello.tsx";
import { SignedOnly } from "./signed-only.tsx";

export interface RecipientNotesProps {
  readonly commission: Commission;
  readonly letter: Letter;
  readonly gmail: GmailWatch;
  readonly problems: readonly Problem[];
  /** Whether certificates are looked up; null while that is not known. */
  readonly lookUp: LookUpState | null;
  /** Sending without encryption is a way out only if it can be signed. */
  readonly canSign: boolean;
  readonly onRemove: (address: string) => void;
  readonly onCheck: () => void;
  readonly onSwitchOff: () => void;
}

export function RecipientNotes(props: RecipientNotesProps) {
  const { commission, letter, gmail, problems, lookUp, canSign, onRemove, onCheck, onSwitchOff } = props;
  const [asked, setAsked] = useState<Mailbox | null>(null);
  const [added, setAdded] = useState<string | null>(null);
  const [doubting, setDoubting] = useState(false);
  const mailboxOf = (sought: string): Mailbox =>
    everybody(letter).find(({ address }) => address === sought) ?? { name: "", address: sought };
  return (
    <>
      {problems.length > 0 && (
        <Notice kind="warning">
          <ul class="problems">
            {problems.map((problem) => (
              <RecipientProblem
                key={problem.address}
                problem={problem}
                ticket={commission.ticket}
                onAsk={canSign ? () => setAsked(mailboxOf(problem.address)) : null}
                onRemove={() => onRemove(problem.address)}
                lookUp={lookUp}
                onAdded={(words) => {
                  setAdded(words);
                  onCheck();
                }}
              />
            ))}
          </ul>
          <p class="ways">
            <Button kind="quiet" onClick={onCheck}>
              {say("Check again")}
            </Button>
            {canSign && (
              <Button kind="quiet" onClick={() => setDoubting(true)}>
                {say("Send signed only")}
              </Button>
            )}
          </p>
        </Notice>
      )}
      {added !== null && <Notice kind="good">{added}</Notice>}
      {/* Outside the notice, which is read out whenever it changes; and it stays if the problem goes away meanwhile. */}
      {asked !== null && (
        <SignedHello
          commission={commission}
          gmail={gmail}
          from={letter.from}
          to={asked}
          onClose={() => setAsked(null)}
        />
      )}
      {doubting && <SignedOnly problems={problems} onSwitchOff={onSwitchOff} onClose={() => setDoubting(false)} />}
    </>
  );
}
