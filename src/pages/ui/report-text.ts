/** A whole report as text, to be pasted into a mail to a help desk: what the panel says, line for line, then the facts. */
import type { Check, MessageReport } from "../../smime/verdict/vocabulary.ts";
import { once } from "../../words/once.ts";
import { say } from "../../words/say.ts";
import { checkSentence, remarkSentence } from "./check-words.ts";
import { expertFacts } from "./expert-facts.ts";
import { encryptionSentence, statedVerdict, verdictWords } from "./verdict-words.ts";

interface AnswerWords {
  readonly sign: string;
  readonly spoken: string;
}

export const answerWords = once(
  (): Readonly<Record<Check["answer"], AnswerWords>> => ({
    yes: { sign: "✓", spoken: say("Yes") },
    no: { sign: "✗", spoken: say("No") },
    unknown: { sign: "?", spoken: say("Not known") },
    "not-applicable": { sign: "–", spoken: say("Not checked") },
  }),
);

export function reportText(report: MessageReport): string {
  const { next } = verdictWords(report);
  const blocks = [
    [say("Waxwing: {verdict}", { verdict: statedVerdict(report) }), next, encryptionSentence(report.encryption)],
    report.checks.map((check) => `[${answerWords()[check.answer].spoken}] ${checkSentence(check, report)}`),
    report.remarks.map((remark) => say("Remark: {remark}", { remark: remarkSentence(remark) })),
    expertFacts(report).map(([name, value]) => say("{name}: {value}", { name, value })),
  ];
  return blocks
    .map((lines) => lines.filter((line) => line !== "").join("\n"))
    .filter((block) => block !== "")
    .join("\n\n");
}
