/** The letter that a person's first steps end with: signed, to themselves, so that they see what others will see. */
import { useEffect, useRef, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { ComposerTicket, FromFrame } from "../../protocol/protocol.ts";
import { useWork } from "../surface/replies.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { EmbeddedPage } from "./embedded-page.tsx";
import { say } from "../../words/say.ts";

const WORDS = {
  subject: say("My first signed message"),
  text: say(
    "Hello,\n\nthis message is signed: whoever receives it can see that it is from me, and that nobody changed it.\n",
  ),
};

function isOver({ kind }: FromFrame): boolean {
  return kind === "done" || kind === "discarded" || kind === "cancelled";
}

export interface FirstLetterProps {
  /** The key has just been added: the letter is what comes next, without another click. */
  readonly atOnce: boolean;
}

export function FirstLetter({ atOnce }: FirstLetterProps) {
  const [ticket, setTicket] = useState<ComposerTicket | null>(null);
  const [ended, setEnded] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const work = useWork();
  const start = (): void => work.run(async () => setTicket((await request("composer/first", WORDS)).ticket));
  useEffect(() => {
    if (atOnce) start();
  }, []);
  if (ticket !== null)
    return (
      <>
        <p>
          {say("This message goes to yourself, so that you see what others see. Change what you like, and let it go.")}
        </p>
        <div ref={place}>
          <EmbeddedPage
            page="composer"
            ticket={ticket}
            title={say("Write your first signed message")}
            onMessage={(message) => {
              // Nothing is sent that cannot be seen whole.
              if (message.kind === "ready") place.current?.scrollIntoView({ block: "end" });
              if (!isOver(message)) return;
              setTicket(null);
              setEnded(true);
            }}
            onLost={start}
          />
        </div>
      </>
    );
  return (
    <>
      {ended && <Notice kind="good">{say("That is all it takes. In your webmail it is the button “Sign”.")}</Notice>}
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      <div class="actions start">
        <Button kind={ended ? "plain" : "primary"} busy={work.busy} onClick={start}>
          {ended ? say("Write another one") : say("Write a signed message")}
        </Button>
      </div>
    </>
  );
}
