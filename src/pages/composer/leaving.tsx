/** The two ways to leave without sending, each asking first if something would be lost. */
import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/dialog.tsx";

export interface LeavingProps {
  /** There is no webmail to go back to, and no draft in it. */
  readonly alone: boolean;
  /** Whether anything was changed here. */
  readonly dirty: boolean;
  /** Whether all of it is in the journal. */
  readonly kept: boolean;
  readonly onBack: () => void;
  readonly onDiscard: () => void;
}

type Question = "back" | "discard" | null;

export function Leaving({ alone, dirty, kept, onBack, onDiscard }: LeavingProps) {
  const [question, setQuestion] = useState<Question>(null);
  return (
    <>
      {!alone && (
        <Button kind="quiet" onClick={() => (dirty ? setQuestion("back") : onBack())}>
          Back to webmail
        </Button>
      )}
      <Button kind="quiet" onClick={() => setQuestion("discard")}>
        Discard
      </Button>
      {question === "back" && (
        <Confirm
          title={kept ? "Go back to your webmail?" : "Leave without what you wrote here?"}
          action="Leave"
          keep="Keep writing"
          onConfirm={onBack}
          onClose={() => setQuestion(null)}
        >
          <p>
            Your webmail's own form comes back as it was. What you changed here is not carried over, because your
            webmail could then read it.
            {kept && " Waxwing keeps it on this device, and offers it when you next write here."}
          </p>
        </Confirm>
      )}
      {question === "discard" && (
        <Confirm
          title="Discard this message?"
          action="Discard message"
          keep="Keep writing"
          onConfirm={onDiscard}
          onClose={() => setQuestion(null)}
        >
          <p>
            Your text and attachments are discarded{!alone && ", and the draft in your webmail is deleted"}.
            {kept
              ? " For a day you can have them back: click the Waxwing button in the browser's toolbar."
              : " This cannot be undone."}
          </p>
        </Confirm>
      )}
    </>
  );
}
