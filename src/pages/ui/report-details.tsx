/** Everything that was checked about a message, a line each, in plain words; the technical facts only under "More". */
import { useState } from "preact/hooks";
import type { Check, MessageReport } from "../../smime/verdict/vocabulary.ts";
import { say } from "../../words/say.ts";
import { checkSentence, remarkSentence } from "./check-words.ts";
import { copyText } from "./clipboard.ts";
import { expertFacts } from "./expert-facts.ts";
import { answerWords, reportText } from "./report-text.ts";
import { StateIcon } from "./state-icon.tsx";
import { encryptionSentence, verdictWords } from "./verdict-words.ts";
import { tellUnopened } from "./unopened-words.ts";

function CheckLine({ check, report }: { readonly check: Check; readonly report: MessageReport }) {
  const { sign, spoken } = answerWords()[check.answer];
  return (
    <li data-answer={check.answer}>
      <span class="sign" role="img" aria-label={spoken}>
        {sign}
      </span>
      <span>{checkSentence(check, report)}</span>
    </li>
  );
}

export interface CheckLinesProps {
  readonly checks: readonly Check[];
  readonly report: MessageReport;
}

/** Nothing where nothing was checked. */
export function CheckLines({ checks, report }: CheckLinesProps) {
  if (checks.length === 0) return null;
  return (
    <ul class="checks">
      {checks.map((check) => (
        <CheckLine key={check.question} check={check} report={report} />
      ))}
    </ul>
  );
}

function Unopened({ report }: { readonly report: MessageReport }) {
  const { encryption } = report;
  if (encryption.kind !== "failed") return null;
  const { what, safe, next } = tellUnopened(encryption.code);
  return (
    <p>
      {what} {safe} {next}
    </p>
  );
}

/** The facts an expert asks for; the whole report can be copied in one go. */
function ExpertFacts({ report }: { readonly report: MessageReport }) {
  const [copied, setCopied] = useState(false);
  const facts = expertFacts(report);
  const copy = (): void => {
    void copyText(reportText(report)).then(setCopied);
  };
  return (
    <details class="expert">
      <summary>{say("More")}</summary>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" class="copy" onClick={copy}>
        {say("Copy report")}
      </button>
      <span role="status">{copied ? say("Copied.") : ""}</span>
    </details>
  );
}

export function ReportDetails({ report }: { readonly report: MessageReport }) {
  const words = verdictWords(report);
  const signed = words.tone !== null;
  return (
    <section class="report" aria-label={say("What Waxwing found")}>
      <p class="finding" data-tone={words.tone ?? "unknown"}>
        <StateIcon shape={words.tone ?? "encrypted"} />
        <strong>{signed ? words.sentence : `${encryptionSentence(report.encryption)} ${words.sentence}`}</strong>
      </p>
      {words.next !== "" && <p>{words.next}</p>}
      <Unopened report={report} />
      <CheckLines checks={report.checks} report={report} />
      {report.remarks.length > 0 && (
        <ul class="remarks" aria-label={say("Remarks")}>
          {report.remarks.map((remark) => (
            <li key={remark}>{remarkSentence(remark)}</li>
          ))}
        </ul>
      )}
      <ExpertFacts report={report} />
    </section>
  );
}
