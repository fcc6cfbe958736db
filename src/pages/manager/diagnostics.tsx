/** How Waxwing stands on this device, in numbers and versions, and a way to hand that to somebody who helps. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import { useReply, useWork } from "../surface/replies.ts";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/clipboard.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { type DiagnosticLine, diagnosticLines, diagnosticsText } from "./diagnostics-text.ts";
import { say } from "../../words/say.ts";

/** For maintainers, and so in English whatever the reader's language is. */
function Lines({ lines }: { readonly lines: readonly DiagnosticLine[] }) {
  return (
    <dl class="diagnostics" lang="en" dir="ltr">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Diagnostics() {
  const diagnostics = useReply("diagnostics/read", {});
  const work = useWork();
  const [copied, setCopied] = useState<boolean | null>(null);
  const lines = diagnostics.value === null ? [] : diagnosticLines(diagnostics.value, navigator.userAgent);
  const check = (): void =>
    work.run(async () => {
      await request("diagnostics/check", {});
      setCopied(null);
      diagnostics.reload();
    });
  return (
    <>
      <p class="muted">
        {say(
          "For whoever helps you. There is no address, name, subject, site or key in it, so you can send it to anybody.",
        )}
      </p>
      {diagnostics.failure !== null && <FailureNotice failure={diagnostics.failure} />}
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      {lines.length > 0 && <Lines lines={lines} />}
      <div class="actions start">
        <Button busy={work.busy} onClick={check}>
          {say("Check now")}
        </Button>
        <Button
          kind="primary"
          disabled={lines.length === 0}
          onClick={() => void copyText(diagnosticsText(lines)).then(setCopied)}
        >
          {say("Copy diagnostics")}
        </Button>
        <span role="status">
          {copied === null ? "" : copied ? say("Copied.") : say("The browser did not let Waxwing copy.")}
        </span>
      </div>
    </>
  );
}
