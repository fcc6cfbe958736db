/** The letter as the person writes it. */
import { useEffect, useRef } from "preact/hooks";
import type { ComposerTicket } from "../../protocol/protocol.ts";
import { say } from "../../words/say.ts";
import { MarkView } from "../ui/mark-view.tsx";
import { AttachmentRow } from "./attachment-row.tsx";
import { Forwarding } from "./forwarding.tsx";
import { leavesThroughGmail, useGmail } from "./gmail-watch.ts";
import { HeadLines } from "./head-lines.tsx";
import { isSafe } from "./keeper.ts";
import { useKeeping } from "./keeping.ts";
import { type BodyHandle, LetterBody } from "./rich-text/letter-body.tsx";
import { LetterFooter } from "./letter-footer.tsx";
import { LetterNotes } from "./letter-notes.tsx";
import { readinessOf } from "./readiness.ts";
import { type Commission, tellHost } from "./redemption.ts";
import { isSend, useSend } from "./seen-send.ts";
import { SendPanel } from "./send-panel.tsx";
import { type SendingFlow, useSending } from "./send-work.ts";
import { useStanding } from "./standing.ts";
import { Unfinished } from "./unfinished.tsx";
import { useWishedEncryption } from "./wished-encryption.ts";
import { useLetter } from "./writing.ts";

/** How long "Sent." stands before the composer makes room. */
const FAREWELL = 900;

/** The browser asks before a page is closed whose letter could not be found again. */
function useFarewell(dirty: boolean, sending: SendingFlow, port: MessagePort): void {
  const { step } = sending.state;
  useEffect(() => {
    if (!dirty || step === "sent") return undefined;
    const lifetime = new AbortController();
    window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal: lifetime.signal });
    return () => lifetime.abort();
  }, [dirty, step]);
  useEffect(() => {
    if (step === "sent") setTimeout(() => tellHost(port, { kind: "done" }), FAREWELL);
  }, [step]);
}

export interface LetterFormProps {
  readonly commission: Commission;
  /** Goes on with another letter in place of this one. */
  readonly onContinue: (ticket: ComposerTicket) => Promise<void>;
}

export function LetterForm({ commission, onContinue }: LetterFormProps) {
  const { context, port } = commission;
  const writing = useLetter(commission);
  const { letter, change, addFiles } = writing;
  const watch = useStanding(commission, letter);
  useWishedEncryption(commission, writing, watch.standing);
  const readiness = readinessOf(letter, watch.standing, context);
  const gmail = useGmail(commission, letter.from.address);
  const flow = useSending(commission, { letter, form: gmail.form, by: "draft/seal" });
  const body = useRef<BodyHandle>(null);
  const settle = (): void => body.current?.settle();
  const keeping = useKeeping(commission, writing, flow.state, settle);
  const sending = { ...flow, finish: keeping.finish };
  const { whole, covered, send } = useSend<HTMLElement>(sending, readiness.obstacle, settle);
  useFarewell(writing.dirty && !isSafe(keeping.kept), flow, port);
  useEffect(() => {
    if (context.to.length > 0) body.current?.focus();
  }, []);
  const take = (event: Event, files: FileList | undefined): void => {
    // The text took it already.
    if (event.defaultPrevented || files === undefined || files.length === 0) return;
    event.preventDefault();
    addFiles(files);
  };
  const parts = { commission, writing, readiness };
  return (
    <>
      <main
        ref={whole}
        class="composer"
        inert={sending.state.step !== "writing"}
        onKeyDown={(event) => isSend(event) && send()}
        onPaste={(event) => take(event, event.clipboardData?.files)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => take(event, event.dataTransfer?.files)}
      >
        <div class="title-bar">
          <MarkView {...context.mark} />
          <h1>{say("Sealed message")}</h1>
          <span class="muted">{readiness.readers}</span>
        </div>
        <HeadLines letter={letter} onLetter={change} commission={commission} standing={watch.standing} />
        {context.found === null && (
          <Unfinished ticket={commission.ticket} flush={keeping.flush} onContinue={onContinue} />
        )}
        <LetterNotes {...parts} watch={watch} gmail={gmail} />
        <Forwarding commission={commission} writing={writing} />
        <LetterBody letter={letter} onLetter={change} onFiles={addFiles} handle={body} />
        <AttachmentRow
          attachments={letter.attachments}
          measure={readiness.measure}
          onRemove={(gone) => change({ attachments: letter.attachments.filter((attachment) => attachment !== gone) })}
        />
        <LetterFooter {...parts} sending={sending} keeping={keeping} covered={covered} onSend={send} />
      </main>
      <SendPanel sending={sending} connect={leavesThroughGmail(commission) ? gmail.connect : null} />
    </>
  );
}
