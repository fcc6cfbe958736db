/** The viewer from top to bottom: mark and verdict, protected headers, remarks, content, attachments. */
import { useEffect, useState } from "preact/hooks";
import type { DisplayContent } from "../../smime/verdict/display.ts";
import type { Remark } from "../../smime/verdict/vocabulary.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { remarkSentence } from "../ui/check-words.ts";
import { MarkView } from "../ui/mark-view.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { ReportDetails } from "../ui/report-details.tsx";
import { Attachments } from "./attachments.tsx";
import { Closed } from "./closed.tsx";
import { HeaderDifferences } from "./header-differences.tsx";
import { MessageBody } from "./message-body.tsx";
import { ProtectedHeaders } from "./protected-headers.tsx";
import { type Redeemed, say, useRedemption } from "./redemption.ts";

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
      say(port, { kind: "height", pixels: steps * HEIGHT_STEP });
    };
    const observer = new ResizeObserver(tellHeight);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [port]);
}

function TopBar({ message }: { readonly message: Redeemed }) {
  const [open, setOpen] = useState(false);
  const { report, mark } = message;
  const silent = report.signature.kind === "unsigned" && report.encryption.kind === "none";
  return (
    <div class="top-bar">
      <div>
        <MarkView {...mark} />
        {!silent && <Badge report={report} open={open} onToggle={() => setOpen(!open)} />}
      </div>
      {open && <ReportDetails report={report} />}
    </div>
  );
}

function Content({ content, message }: { readonly content: DisplayContent; readonly message: Redeemed }) {
  const { report, ticket, alone } = message;
  const { headers, differences, attachments } = content;
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
      <MessageBody content={content} report={report} />
      <Attachments attachments={attachments} ticket={ticket} signedMessage={report.signature.kind !== "unsigned"} />
    </>
  );
}

export function Viewer() {
  const { message, failure, again } = useRedemption();
  useHeight(message?.port ?? null);
  return (
    <main class="viewer" aria-busy={message === null && failure === null}>
      <h1 class="spoken">Message shown by Waxwing</h1>
      {message !== null && <TopBar message={message} />}
      {failure !== null && (
        <FailureNotice failure={failure}>
          {message !== null && (
            <p>
              <Button onClick={again}>Try again</Button>
            </p>
          )}
        </FailureNotice>
      )}
      {message === null && failure === null && <p role="status">Opening the message…</p>}
      {message !== null &&
        (message.content === null ? (
          <Closed message={message} />
        ) : (
          <Content content={message.content} message={message} />
        ))}
    </main>
  );
}
