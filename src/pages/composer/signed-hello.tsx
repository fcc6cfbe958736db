/** Asks somebody for their certificate by a signed letter of its own, while the letter that is being written stays as it is. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Mailbox } from "../../smime/verdict/display.ts";
import { say } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { phrase } from "../ui/phrase.tsx";
import { CoveredNotice } from "./covered-notice.tsx";
import type { GmailWatch } from "./gmail-watch.ts";
import { leavesThroughGmail } from "./gmail-watch.ts";
import { helloTo } from "./hello.ts";
import type { Commission } from "./redemption.ts";
import { isSend, useSend } from "./seen-send.ts";
import { SendPanel } from "./send-panel.tsx";
import { type SendingFlow, useSending } from "./send-work.ts";

export interface SignedHelloProps {
  readonly commission: Commission;
  readonly gmail: GmailWatch;
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly onClose: () => void;
}

interface WritingProps {
  readonly to: Mailbox;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly sending: SendingFlow;
  readonly label: string;
  readonly onClose: () => void;
}

function Writing({ to, text, onText, sending, label, onClose }: WritingProps) {
  const { whole, covered, send } = useSend<HTMLDivElement>(sending, null);
  const { state } = sending;
  const area = useRef<HTMLTextAreaElement>(null);
  // The dialog puts the focus here, and the browser the caret at the end.
  useEffect(() => area.current?.setSelectionRange(0, 0), []);
  return (
    <div ref={whole} onKeyDown={(event) => isSend(event) && send()}>
      <p>
        {phrase(
          "To {address}. It is signed and not encrypted: everybody on the way can read it. Their signed answer brings you the certificate, as soon as you open it. Your message stays here as it is.",
          { address: <bdi>{to.address}</bdi> },
        )}
      </p>
      <textarea
        ref={area}
        class="hello"
        aria-label={say("Text of the signed hello")}
        rows={9}
        dir="auto"
        value={text}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      {covered && <CoveredNotice />}
      {state.step === "writing" && state.failure !== null && <FailureNotice failure={state.failure} />}
      <div class="actions">
        <Button onClick={onClose}>{say("Back to my message")}</Button>
        <Button kind="primary" onClick={send}>
          {label}
        </Button>
      </div>
    </div>
  );
}

function Gone({ to, onClose }: { readonly to: Mailbox; readonly onClose: () => void }) {
  return (
    <>
      <Notice kind="good">
        {phrase(
          "Your signed hello to {address} was sent. When the answer comes, open it: Waxwing then knows the certificate. Until then, keep your message, or take this recipient out of it.",
          { address: <bdi>{to.address}</bdi> },
        )}
      </Notice>
      <div class="actions">
        <Button kind="primary" onClick={onClose}>
          {say("Back to my message")}
        </Button>
      </div>
    </>
  );
}

/** What happens in here is no key, paste or drop for the letter around it. */
function keepInside(event: Event): void {
  event.stopPropagation();
}

export function SignedHello({ commission, gmail, from, to, onClose }: SignedHelloProps) {
  const [letter, setLetter] = useState(() => helloTo(to, from));
  const sending = useSending(commission, { letter, form: gmail.form, by: "draft/seal-apart" });
  const { step } = sending.state;
  const label =
    commission.context.delivery.kind === "file" ? say("Save signed hello (.eml)") : say("Send signed hello");
  const mayClose = step !== "sealing" && step !== "sending";
  return (
    <div class="inner" onKeyDown={keepInside} onPaste={keepInside} onDrop={keepInside}>
      <Dialog
        title={say("Ask {address} for a certificate", { address: to.address })}
        onClose={() => mayClose && onClose()}
        actions={null}
      >
        {step === "sent" ? (
          <Gone to={to} onClose={onClose} />
        ) : (
          <>
            <Writing
              to={to}
              text={letter.text}
              onText={(text) => setLetter((present) => ({ ...present, text }))}
              sending={sending}
              label={label}
              onClose={onClose}
            />
            {/* Saving files ends the hello and not the letter. */}
            <SendPanel
              sending={{ ...sending, finish: onClose }}
              connect={leavesThroughGmail(commission) ? gmail.connect : null}
            />
          </>
        )}
      </Dialog>
    </div>
  );
}
