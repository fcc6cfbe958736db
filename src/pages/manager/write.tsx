/** A letter without a webmail: the composer, from one of the person's own addresses. */
import { useEffect, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { ComposerTicket, FromFrame } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { useWork } from "../surface/replies.ts";
import type { EmbeddedFrame } from "../embedding/embedded-frame.ts";
import { EmbeddedPage } from "./embedded-page.tsx";
import { letterIn } from "./sections.ts";
import { say } from "../../words/say.ts";

/** Here only two things matter of what the composer says: that it is ready to be typed in, and that it is over. */
function hear(message: FromFrame, frame: EmbeddedFrame, onEnd: () => void): void {
  switch (message.kind) {
    case "ready":
      return frame.focus();
    case "done":
    case "discarded":
    case "cancelled":
      return onEnd();
    case "height":
    case "unlocked":
    case "answer":
    case "send":
      return;
  }
}

/** The letter that the address names, once: from then on the composer has it, and the journal keeps it. */
function takeFromAddress(): string | null {
  const letter = letterIn(location.hash);
  if (letter !== null) history.replaceState(null, "", "#compose");
  return letter;
}

function useStart() {
  const [ticket, setTicket] = useState<ComposerTicket | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const work = useWork();
  const start = (letter: string | null): void => {
    setWanted(letter);
    work.run(async () => setTicket((await request("composer/start", { letter })).ticket));
  };
  useEffect(() => {
    const lifetime = new AbortController();
    const follow = (): void => {
      const letter = takeFromAddress();
      if (letter !== null) start(letter);
    };
    start(takeFromAddress());
    window.addEventListener("hashchange", follow, { signal: lifetime.signal });
    return () => lifetime.abort();
  }, []);
  return { ticket, work, end: () => setTicket(null), another: () => start(null), again: () => start(wanted) };
}

export function Write() {
  const { ticket, work, end, another, again } = useStart();
  if (ticket !== null)
    return (
      <EmbeddedPage
        page="composer"
        ticket={ticket}
        title={say("Write your sealed message")}
        onMessage={(message, frame) => hear(message, frame, end)}
        onLost={another}
      />
    );
  return (
    <>
      <p class="muted">
        {say(
          "Your message is sealed here. From an address that you connected with Gmail it can be sent from here; from any other it is saved as a file, which you can then send any way you like.",
        )}
      </p>
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      {work.busy ? (
        <p role="status">{say("Opening…")}</p>
      ) : (
        <div class="actions start">
          <Button kind="primary" onClick={work.failure === null ? another : again}>
            {work.failure === null ? say("Write another message") : say("Try again")}
          </Button>
        </div>
      )}
    </>
  );
}
