/** The verdict on the message open in the active tab, where no page can paint over it. */
import type { TabReport } from "../../protocol/protocol.ts";
import { VerdictLine } from "../ui/badge.tsx";
import { ReportDetails } from "../ui/report-details.tsx";
import { useReply } from "../surface/replies.ts";
import { say } from "../../words/say.ts";

function OpenMessage({ message }: { readonly message: TabReport }) {
  const { report, subject, from } = message;
  const silent = report.signature.kind === "unsigned" && report.encryption.kind === "none";
  return (
    <section class="card" aria-label={say("The open message")}>
      <p class="open-message">
        <span class="row-title">{subject === "" ? say("(no subject)") : <bdi>{subject}</bdi>}</span>
        <span class="row-note">{say("From {sender}", { sender: from })}</span>
      </p>
      {silent ? (
        <p class="muted">{say("This message is neither signed nor encrypted.")}</p>
      ) : (
        <details>
          <summary class="verdict-summary">
            <VerdictLine report={report} />
          </summary>
          <ReportDetails report={report} />
        </details>
      )}
    </section>
  );
}

export function TabVerdict({ tabId }: { readonly tabId: number }) {
  const { value } = useReply("tab/report", { tabId });
  return value === null || value.message === null ? null : <OpenMessage message={value.message} />;
}
