import type { Check, MessageReport } from "../../smime/verdict/vocabulary.ts";
import { remarkSentence } from "../ui/check-words.ts";
import { Notice } from "../ui/notice.tsx";
import { CheckLines } from "../ui/report-details.tsx";
import { signedFileWords } from "./signed-file-words.ts";
import { say } from "../../words/say.ts";

/** The questions that can be asked where there is a signer and no message. */
const ABOUT_SIGNER: readonly Check["question"][] = ["signer", "authority", "validity", "revocation"];

/** A file held against the signature that came with it. */
export function SignedFileResult({ report }: { readonly report: MessageReport }) {
  const { kind, sentence, next } = signedFileWords(report);
  return (
    <>
      <Notice kind={kind}>
        <p>
          <strong>{sentence}</strong>
        </p>
        {next !== "" && <p>{next}</p>}
      </Notice>
      <section class="report" aria-label={say("What Waxwing found")}>
        <CheckLines checks={report.checks.filter(({ question }) => ABOUT_SIGNER.includes(question))} report={report} />
        {report.remarks.map((remark) => (
          <p key={remark} class="muted">
            {remarkSentence(remark)}
          </p>
        ))}
      </section>
    </>
  );
}
