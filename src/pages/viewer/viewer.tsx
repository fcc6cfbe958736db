/** The viewer from top to bottom: mark and verdict, protected headers, remarks, content, attachments. */
import { type ComponentChildren, Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { DisplayContent } from "../../smime/verdict/display.ts";
import type { Remark } from "../../smime/verdict/vocabulary.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { remarkSentence } from "../ui/check-words.ts";
import { MarkView } from "../ui/mark-view.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { ReportDetails } from "../ui/report-details.tsx";
import { AnswerBar } from "./answer-bar.tsx";
import { AttachedBar } from "./attached-bar.tsx";
import { Attachments } from "./attachments.tsx";
import { Closed } from "./closed.tsx";
import { type Front, type Walk, useFront } from "./front.ts";
import { HeaderDifferences } from "./header-differences.tsx";
import { MessageBody } from "./message-body.tsx";
import { ProtectedHeaders } from "./protected-headers.tsx";
import { type Redeemed, tellHost, useRedemption } from "./redemption.ts";
import { say } from "../../words/say.ts";

/** Remarks a reader must see before believing the content; the others are in the details. */
const UP_FRONT: readonly Remark[] = ["encryption/nested-not-opened"];

/** Pixels. The height is seen by the page: in steps it tells less of what was decrypted. */
const HEIGHT_STEP = 32;

/** Tells the page around this frame how tall it wants to be. Nothing else ever goes out. */
function useHeight(port: MessagePort | null): void {
  useEffect(() => {
    if (port === null) return undefined;
    const tellHeight = (): void => {
      const steps = Math.ceil(document.body.getBoundingClientRect().height / HEIGHT_STEP);
      tellHost(port, { kind: "height", pixels: steps * HEIGHT_STEP });
    };
    const observer = new ResizeObserver(tellHeight);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [port]);
}

function TopBar({ message }: { readonly message: Front }) {
  const [open, setOpen] = useState(false);
  const { report, mark, content, inside, port } = message;
  const silent = report.signature.kind === "unsigned" && report.encryption.kind === "none";
  return (
    <div class="top-bar">
      <div>
        <MarkView {...mark} />
        {!silent && <Badge report={report} open={open} onToggle={() => setOpen(!open)} />}
      </div>
      {content !== null && inside.length === 0 && <AnswerBar port={port} />}
      {open && <ReportDetails report={report} />}
    </div>
  );
}

function Content({ content, walk }: { readonly content: DisplayContent; readonly walk: Walk }) {
  const { report, alone } = walk.front;
  const { headers, differences } = content;
  const own = alone || report.encryption.kind === "decrypted" || differences.length > 0;
  return (
    <>
      {own && <ProtectedHeaders headers={headers} />}
      <HeaderDifferences differences={differences} report={report} />
      {report.remarks
        .filter((remark) => UP_FRONT.includes(remark))
        .map((remark) => (
          <Notice key={remark} kind="note">
            {remarkSentence(remark)}
          </Notice>
        ))}
      <MessageBody content={content} front={walk.front} />
      <Attachments walk={walk} />
    </>
  );
}

interface OpenedProps {
  readonly message: Redeemed;
  /** Why it could not be redeemed once more. */
  readonly notice: ComponentChildren;
}

function Opened({ message, notice }: OpenedProps) {
  const walk = useFront(message);
  const { front } = walk;
  // Each message starts with its details closed, its formatting on, and nothing of the one before it.
  return (
    <Fragment key={front.inside.join("/")}>
      <TopBar message={front} />
      {notice}
      {front.inside.length > 0 && <AttachedBar walk={walk} />}
      {front.content === null ? <Closed message={front} /> : <Content content={front.content} walk={walk} />}
    </Fragment>
  );
}

export function Viewer() {
  const { message, failure, again } = useRedemption();
  useHeight(message?.port ?? null);
  const notice = failure !== null && (
    <FailureNotice failure={failure}>
      {message !== null && (
        <p>
          <Button onClick={again}>{say("Try again")}</Button>
        </p>
      )}
    </FailureNotice>
  );
  return (
    <main class="viewer" aria-busy={message === null && failure === null}>
      <h1 class="spoken">{say("Message shown by Waxwing")}</h1>
      {message === null && failure === null && <p role="status">{say("Opening the message…")}</p>}
      {message !== null && <Opened message={message} notice={notice} />}
      {message === null && notice}
    </main>
  );
}
