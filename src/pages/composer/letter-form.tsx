/** The letter and its footer, as the person writes it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { MarkView } from "../ui/mark-view.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { failureOf, type Told } from "../ui/sentences.ts";
import { AttachButton, AttachmentRow } from "./attachment-row.tsx";
import { HeadLines } from "./head-lines.tsx";
import { attach, type Letter, letterFrom, without } from "./letter.ts";
import { Leaving } from "./leaving.tsx";
import { type Readiness, readinessOf } from "./readiness.ts";
import { RecipientNotes } from "./recipient-notes.tsx";
import { type Commission, say } from "./redemption.ts";
import { SealSwitches } from "./seal-switches.tsx";
import { SendPanel } from "./send-panel.tsx";
import { type Sending, useSending } from "./send-work.ts";
import { useStanding, type Watch } from "./standing.ts";

/** How long "Sent." stands before the composer makes room. */
const FAREWELL = 900;

function useLetter(commission: Commission) {
  const [letter, setLetter] = useState<Letter>(() => letterFrom(commission.context));
  const [dirty, setDirty] = useState(false);
  const [failure, setFailure] = useState<Told | null>(null);
  const change = (changes: Partial<Letter>): void => {
    setDirty(true);
    setLetter((present) => ({ ...present, ...changes }));
  };
  const addFiles = (files: FileList): void => {
    setFailure(null);
    Promise.all([...files].map(attach)).then(
      (added) => {
        setDirty(true);
        setLetter((present) => ({ ...present, attachments: [...present.attachments, ...added] }));
      },
      (error: unknown) => setFailure(failureOf(error)),
    );
  };
  const remove = (address: string): void => {
    setDirty(true);
    setLetter((present) => without(present, address));
  };
  return { letter, dirty, failure, change, addFiles, remove };
}

type Writing = ReturnType<typeof useLetter>;

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

interface PartProps {
  readonly commission: Commission;
  readonly writing: Writing;
  readonly watch: Watch;
  readonly readiness: Readiness;
}

/** Everything the person should know before sending. */
function Notes({ commission, writing, watch, readiness }: PartProps) {
  const { letter, change, remove, failure } = writing;
  const { mayHaveBeenSaved, answersEncrypted } = commission.context;
  const [warned, setWarned] = useState(false);
  return (
    <>
      {mayHaveBeenSaved && !warned && (
        <Notice kind="note">
          Your webmail may have saved what you typed before Waxwing took over. Sending or discarding here removes that
          draft.{" "}
          <Button kind="quiet" onClick={() => setWarned(true)}>
            Understood
          </Button>
        </Notice>
      )}
      {answersEncrypted && !letter.encrypt && (
        <Notice kind="warning">
          You are answering an encrypted message. Without encryption, anybody on the way can read your answer and what
          it quotes.
        </Notice>
      )}
      {letter.encrypt && (
        <RecipientNotes
          problems={readiness.problems}
          canSign={readiness.cannotSign === null}
          onRemove={remove}
          onCheck={watch.again}
          onSwitchOff={() => change({ encrypt: false, sign: true })}
        />
      )}
      {letter.encrypt && watch.standing?.sender.canReadOwn === false && (
        <Notice kind="note">
          You have no key to decrypt with for {letter.from.address}, so you will not be able to read this message in
          Sent.
        </Notice>
      )}
      {watch.failure !== null && <FailureNotice failure={watch.failure} />}
      {failure !== null && <FailureNotice failure={failure} />}
    </>
  );
}

function Footer({ commission, writing, readiness, sending, onSend }: FooterProps) {
  const { letter, change, addFiles, dirty } = writing;
  const { port } = commission;
  return (
    <footer>
      <Button kind="primary" disabled={readiness.obstacle !== null} describedBy="obstacle" onClick={onSend}>
        {readiness.label}
      </Button>
      <SealSwitches
        sign={letter.sign}
        encrypt={letter.encrypt}
        cannotSign={readiness.cannotSign}
        onSign={(sign) => change({ sign })}
        onEncrypt={(encrypt) => change({ encrypt })}
      />
      <span class="end">
        <AttachButton onFiles={addFiles} />
        <Leaving
          dirty={dirty}
          onBack={() => say(port, { kind: "cancelled" })}
          onDiscard={() => say(port, { kind: "discarded" })}
        />
      </span>
      <p class="hint obstacle" id="obstacle" role="status">
        {[...new Set([readiness.cannotSign, readiness.obstacle])].join(" ").trim()}
      </p>
      {sending.state.step === "writing" && sending.state.failure !== null && (
        <FailureNotice failure={sending.state.failure} />
      )}
    </footer>
  );
}

interface FooterProps extends Omit<PartProps, "watch"> {
  readonly sending: Sending;
  readonly onSend: () => void;
}

export function LetterForm({ commission }: { readonly commission: Commission }) {
  const { context, port } = commission;
  const writing = useLetter(commission);
  const { letter, change, addFiles } = writing;
  const watch = useStanding(commission, letter);
  const readiness = readinessOf(letter, watch.standing);
  const sending = useSending(commission, letter);
  const text = useRef<HTMLTextAreaElement>(null);
  useFarewell(writing.dirty, sending, port);
  useEffect(() => {
    if (context.to.length > 0) text.current?.focus();
    text.current?.setSelectionRange(0, 0);
  }, []);
  const send = (): void => {
    if (readiness.obstacle === null) sending.send();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const take = (event: Event, files: FileList | undefined): void => {
    if (files === undefined || files.length === 0) return;
    event.preventDefault();
    addFiles(files);
  };
  const parts = { commission, writing, readiness };
  return (
    <>
      <main
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
        <HeadLines letter={letter} onLetter={change} identities={context.identities} standing={watch.standing} />
        <Notes {...parts} watch={watch} />
        <textarea
          ref={text}
          aria-label="Message"
          value={letter.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
        <AttachmentRow
          attachments={letter.attachments}
          onRemove={(gone) => change({ attachments: letter.attachments.filter((attachment) => attachment !== gone) })}
        />
        <Footer {...parts} sending={sending} onSend={send} />
      </main>
      <SendPanel sending={sending} />
    </>
  );
}
