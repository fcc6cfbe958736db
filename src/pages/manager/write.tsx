/** A letter without a webmail: the composer, from one of the person's own addresses. */
import { useEffect, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { ComposerTicket, FromFrame } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { useWork } from "../surface/replies.ts";
import type { EmbeddedFrame } from "../embedding/embedded-frame.ts";
import { EmbeddedPage } from "./embedded-page.tsx";

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
    case "send":
      return;
  }
}

export function Write() {
  const [ticket, setTicket] = useState<ComposerTicket | null>(null);
  const work = useWork();
  const start = (): void => work.run(async () => setTicket((await request("composer/start", { letter: null })).ticket));
  useEffect(start, []);
  if (ticket !== null)
    return (
      <EmbeddedPage
        page="composer"
        ticket={ticket}
        title="Write your sealed message"
        onMessage={(message, frame) => hear(message, frame, () => setTicket(null))}
        onLost={start}
      />
    );
  return (
    <>
      <p class="muted">
        Your message is sealed here. From an address that you connected with Gmail it can be sent from here; from any
        other it is saved as a file, which you can then send any way you like.
      </p>
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      {work.busy ? (
        <p role="status">Opening…</p>
      ) : (
        <div class="actions start">
          <Button kind="primary" onClick={start}>
            {work.failure === null ? "Write another message" : "Try again"}
          </Button>
        </div>
      )}
    </>
  );
}
