/** The two ways to leave without sending, each asking first if something would be lost. */
import { useState } from "preact/hooks";
import { say } from "../../words/say.ts";
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
          {say("Back to webmail")}
        </Button>
      )}
      <Button kind="quiet" onClick={() => setQuestion("discard")}>
        {say("Discard")}
      </Button>
      {question === "back" && (
        <Confirm
          title={kept ? say("Go back to your webmail?") : say("Leave without what you wrote here?")}
          action={say("Leave")}
          keep={say("Keep writing")}
          onConfirm={onBack}
          onClose={() => setQuestion(null)}
        >
          <p>
            {say(
              "Your webmail's own form comes back as it was. What you changed here is not carried over, because your webmail could then read it.",
            )}{" "}
            {kept && say("Waxwing keeps it on this device, and offers it when you next write here.")}
          </p>
        </Confirm>
      )}
      {question === "discard" && (
        <Confirm
          title={say("Discard this message?")}
          action={say("Discard message")}
          keep={say("Keep writing")}
          onConfirm={onDiscard}
          onClose={() => setQuestion(null)}
        >
          <p>
            {alone
              ? say("Your text and attachments are discarded.")
              : say("Your text and attachments are discarded, and the draft in your webmail is deleted.")}{" "}
            {kept
              ? say("For a day you can have them back: click the Waxwing button in the browser's toolbar.")
              : say("This cannot be undone.")}
          </p>
        </Confirm>
      )}
    </>
  );
}
