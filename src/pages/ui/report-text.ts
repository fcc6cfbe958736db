/** A whole report as text, to be pasted into a mail to a help desk: what the panel says, line for line, then the facts. */
import type { Check, MessageReport } from "../../smime/verdict/vocabulary.ts";
import { checkSentence, remarkSentence } from "./check-words.ts";
import { expertFacts } from "./expert-facts.ts";
import { encryptionWords, verdictWords } from "./verdict-words.ts";
import { say } from "../../words/say.ts";

export const ANSWERS: Readonly<Record<Check["answer"], { readonly sign: string; readonly spoken: string }>> = {
  yes: { sign: "✓", spoken: say("Yes") },
  no: { sign: "✗", spoken: say("No") },
  unknown: { sign: "?", spoken: say("Not known") },
  "not-applicable": { sign: "–", spoken: say("Not checked") },
};

export function reportText(report: MessageReport): string {
  const { lead, sentence, next } = verdictWords(report);
  const blocks = [
    [`Waxwing: ${lead}. ${sentence}`, next, `${encryptionWords(report.encryption) ?? say("Not encrypted")}.`],
    report.checks.map((check) => `[${ANSWERS[check.answer].spoken}] ${checkSentence(check, report)}`),
    report.remarks.map((remark) => `Remark: ${remarkSentence(remark)}`),
    expertFacts(report).map(([name, value]) => `${name}: ${value}`),
  ];
  return blocks
    .map((lines) => lines.filter((line) => line !== "").join("\n"))
    .filter((block) => block !== "")
    .join("\n\n");
}
