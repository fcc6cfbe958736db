import { useRef } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { CoveredNotice } from "./covered-notice.tsx";
import { AttachButton } from "./attachment-row.tsx";
import { isKept } from "./keeper.ts";
import type { Keeping } from "./keeping.ts";
import { KeptNotes } from "./kept-notes.tsx";
import { Leaving } from "./leaving.tsx";
import { withEncryption } from "./letter.ts";
import { SealSwitches } from "./seal-switches.tsx";
import { useStayingFooter } from "./staying-footer.ts";
import type { Sending } from "./send-work.ts";
import type { WritingParts } from "./writing.ts";

export interface FooterProps extends WritingParts {
  readonly sending: Sending;
  readonly keeping: Keeping;
  /** Something lay over the letter when it was to be sent. */
  readonly covered: boolean;
  readonly onSend: () => void;
}

/** What is asked, what keeps it from leaving, and the ways out. */
export function LetterFooter({ commission, writing, readiness, sending, keeping, covered, onSend }: FooterProps) {
  const { letter, change, addFiles, dirty } = writing;
  const { context } = commission;
  const footer = useRef<HTMLElement>(null);
  useStayingFooter(footer);
  return (
    <footer ref={footer}>
      <Button kind="primary" disabled={readiness.obstacle !== null} describedBy="obstacle" onClick={onSend}>
        {readiness.label}
      </Button>
      <SealSwitches
        sign={letter.sign}
        encrypt={letter.encrypt}
        cannotSign={readiness.cannotSign}
        onSign={(sign) => change({ sign })}
        onEncrypt={(encrypt) => change(withEncryption(letter, encrypt, context.hiddenSubject))}
      />
      <span class="end">
        <AttachButton onFiles={addFiles} />
        <Leaving
          alone={context.alone}
          dirty={dirty}
          kept={isKept(keeping.kept)}
          onBack={keeping.back}
          onDiscard={keeping.discard}
        />
      </span>
      <p class="hint obstacle" id="obstacle" role="status">
        {[...new Set([readiness.cannotSign, readiness.obstacle])].join(" ").trim()}
      </p>
      <KeptNotes kept={keeping.kept} />
      {covered && <CoveredNotice />}
      {sending.state.step === "writing" && sending.state.failure !== null && (
        <FailureNotice failure={sending.state.failure} />
      )}
    </footer>
  );
}
