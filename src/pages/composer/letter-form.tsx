/** The letter as the person writes it. */
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { MarkView } from "../ui/mark-view.tsx";
import { AttachmentRow } from "./attachment-row.tsx";
import { Forwarding } from "./forwarding.tsx";
import { leavesThroughGmail, useGmail } from "./gmail-watch.ts";
import { HeadLines } from "./head-lines.tsx";
import { usePlainSight } from "./in-plain-sight.ts";
import { type BodyHandle, LetterBody } from "./rich-text/letter-body.tsx";
import { LetterFooter } from "./letter-footer.tsx";
import { LetterNotes } from "./letter-notes.tsx";
import { readinessOf } from "./readiness.ts";
import { type Commission, say } from "./redemption.ts";
import { SendPanel } from "./send-panel.tsx";
import { type Sending, useSending } from "./send-work.ts";
import { useStanding } from "./standing.ts";
import { useWishedEncryption } from "./wished-encryption.ts";
import { useLetter } from "./writing.ts";

/** How long "Sent." stands before the composer makes room. */
const FAREWELL = 900;

/** The browser asks before a page with an unsent letter is closed. */
function useFarewell(dirty: boolean, sending: Sending, port: MessagePort): void {
  const { step } = sending.state;
  useEffect(() => {
    if (!dirty || step === "sent") return undefined;
    const lifetime = new AbortController();
    window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal: lifetime.signal });
    return () => lifetime.abort();
  }, [dirty, step]);
  useEffect(() => {
    if (step === "sent") setTimeout(() => say(port, { kind: "done" }), FAREWELL);
  }, [step]);
}

/** Sends only what the person can see: all of `whole`. */
function useSend(sending: Sending, obstacle: string | null, body: RefObject<BodyHandle | null>) {
  const whole = useRef<HTMLElement>(null);
  const inPlainSight = usePlainSight(whole);
  const [covered, setCovered] = useState(false);
  const send = async (): Promise<void> => {
    if (obstacle !== null) return;
    const seen = await inPlainSight();
    setCovered(!seen);
    if (!seen) return;
    body.current?.settle();
    sending.send();
  };
  return { whole, covered, send: () => void send() };
}

export function LetterForm({ commission }: { readonly commission: Commission }) {
  const { context, port } = commission;
  const writing = useLetter(commission);
  const { letter, change, addFiles } = writing;
  const watch = useStanding(commission, letter);
  useWishedEncryption(commission, writing, watch.standing);
  const readiness = readinessOf(letter, watch.standing, context);
  const gmail = useGmail(commission, letter.from.address);
  const sending = useSending(commission, { letter, form: gmail.form });
  const body = useRef<BodyHandle>(null);
  const { whole, covered, send } = useSend(sending, readiness.obstacle, body);
  useFarewell(writing.dirty, sending, port);
  useEffect(() => {
    if (context.to.length > 0) body.current?.focus();
  }, []);
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
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
        onKeyDown={key}
        onPaste={(event) => take(event, event.clipboardData?.files)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => take(event, event.dataTransfer?.files)}
      >
        <div class="title-bar">
          <MarkView {...context.mark} />
          <h1>Sealed message</h1>
          <span class="muted">{readiness.readers}</span>
        </div>
        <HeadLines letter={letter} onLetter={change} context={context} standing={watch.standing} />
        <LetterNotes {...parts} watch={watch} gmail={gmail} />
        <Forwarding commission={commission} writing={writing} />
        <LetterBody letter={letter} onLetter={change} onFiles={addFiles} handle={body} />
        <AttachmentRow
          attachments={letter.attachments}
          measure={readiness.measure}
          onRemove={(gone) => change({ attachments: letter.attachments.filter((attachment) => attachment !== gone) })}
        />
        <LetterFooter {...parts} sending={sending} covered={covered} onSend={send} />
      </main>
      <SendPanel sending={sending} connect={leavesThroughGmail(commission) ? gmail.connect : null} />
    </>
  );
}
