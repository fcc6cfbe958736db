/** A message's verdict in the words of the badge, every check, and the message itself in the viewer's frame. */
import { useState } from "preact/hooks";
import type { AnswerKind, ComposerTicket, FromFrame } from "../../protocol/protocol.ts";
import type { EmbeddedFrame } from "../embedding/embedded-frame.ts";
import { request } from "../../protocol/client.ts";
import { useWork } from "../surface/replies.ts";
import { Badge } from "../ui/badge.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { ReportDetails } from "../ui/report-details.tsx";
import { EmbeddedPage } from "./embedded-page.tsx";
import type { Examined } from "./examine-work.ts";
import { say } from "../../words/say.ts";

export interface MessageResultProps {
  readonly message: Extract<Examined, { kind: "message" }>;
  readonly again: (anew: boolean) => void;
}

/** CSS pixels. A frame that asks for more gets a scroll bar of its own. */
const HEIGHT = { least: 48, most: 20_000 };

function fit({ host }: EmbeddedFrame, pixels: number): void {
  host.style.height = `${Math.min(HEIGHT.most, Math.max(HEIGHT.least, Math.ceil(pixels)))}px`;
}

/** The letter that answers this message or sends it on, in the viewer's place until it is over. */
function useAnswer({ message: { file }, again }: MessageResultProps) {
  const [letter, setLetter] = useState<ComposerTicket | null>(null);
  const [wanted, setWanted] = useState<AnswerKind>("reply");
  const work = useWork();
  const start = (as: AnswerKind): void => {
    setWanted(as);
    work.run(async () => setLetter((await request("answer/start", { file: file.octets, as })).ticket));
  };
  const end = (): void => {
    setLetter(null);
    again(true);
  };
  return { letter, failure: work.failure, start, restart: () => start(wanted), end };
}

function Answer({ letter, restart, end }: { letter: ComposerTicket; restart: () => void; end: () => void }) {
  return (
    <EmbeddedPage
      page="composer"
      ticket={letter}
      title={say("Write your sealed message")}
      onMessage={({ kind }, frame) => {
        if (kind === "ready") frame.focus();
        if (kind === "done" || kind === "discarded" || kind === "cancelled") end();
      }}
      onLost={restart}
    />
  );
}

export function MessageResult(props: MessageResultProps) {
  const { message, again } = props;
  const { report, ticket, file, besideSignature } = message;
  const answer = useAnswer(props);
  const [open, setOpen] = useState(true);
  const silent = report.signature.kind === "unsigned" && report.encryption.kind === "none";
  const hear = (said: FromFrame, frame: EmbeddedFrame): void => {
    if (said.kind === "height") fit(frame, said.pixels);
    if (said.kind === "answer") answer.start(said.as);
    // What was locked is shown now, so there is more to say of it.
    if (said.kind === "unlocked") again(false);
  };
  return (
    <>
      {!silent && <Badge report={report} open={open} onToggle={() => setOpen(!open)} />}
      {(silent || open) && <ReportDetails report={report} />}
      {file.pasted && report.signature.kind === "altered" && (
        <Notice kind="note">
          {say(
            "Copying can change a message. Before you believe this warning, save the message as a file and drop it here.",
          )}
        </Notice>
      )}
      {besideSignature && (
        <Notice kind="note">
          {say("This message carries its signature inside. That one was checked, not the other file.")}
        </Notice>
      )}
      {answer.failure !== null && <FailureNotice failure={answer.failure} />}
      {answer.letter === null ? (
        <EmbeddedPage
          page="viewer"
          ticket={ticket}
          title={say("Message, shown by Waxwing")}
          onMessage={hear}
          onLost={() => again(true)}
        />
      ) : (
        <Answer {...answer} letter={answer.letter} />
      )}
    </>
  );
}
