/** The two ways to leave without sending, each asking first if something would be lost. */
import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/dialog.tsx";

export interface LeavingProps {
  /** There is no webmail to go back to, and no draft in it. */
  readonly alone: boolean;
  /** Whether anything was typed here that leaving would lose. */
  readonly dirty: boolean;
  readonly onBack: () => void;
  readonly onDiscard: () => void;
}

type Question = "back" | "discard" | null;

export function Leaving({ alone, dirty, onBack, onDiscard }: LeavingProps) {
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
          title="Leave without what you wrote here?"
          action="Leave"
          keep="Keep writing"
          onConfirm={onBack}
          onClose={() => setQuestion(null)}
        >
          <p>
            Your webmail's own form comes back as it was. What you changed here is not carried over, because your
            webmail could then read it.
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
            Your text and attachments are deleted{!alone && ", and so is the draft in your webmail"}. This cannot be
            undone.
          </p>
        </Confirm>
      )}
    </>
  );
}
