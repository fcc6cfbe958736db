import { describe, expect, it } from "vitest";
import { checkSentence, remarkSentence } from "../../../src/pages/ui/check-words.ts";
import type { Check, Remark } from "../../../src/smime/verdict/vocabulary.ts";
import { reports } from "../stage/actors.ts";

const QUESTIONS: Record<Check["question"], true> = {
  "content-intact": true,
  signer: true,
  address: true,
  authority: true,
  validity: true,
  revocation: true,
  encryption: true,
};
const ANSWERS: Record<Check["answer"], true> = { yes: true, no: true, unknown: true, "not-applicable": true };
const REMARKS: Record<Remark, true> = {
  "legacy/3des": true,
  "legacy/rc2": true,
  "legacy/sha-1": true,
  "legacy/md5": true,
  "legacy/dsa": true,
  "legacy/short-key": true,
  "certificate/expired-since": true,
  "certificate/address-only-in-subject": true,
  "signing-time/differs-from-date": true,
  "signing-time/missing": true,
  "encryption/unauthenticated": true,
  "encryption/nested-not-opened": true,
  "headers/outer-differ": true,
  "signature/several-signers": true,
  "signature/line-ends-restored": true,
};

function keys<K extends string>(record: Record<K, true>): readonly K[] {
  return Object.keys(record).filter((key): key is K => key in record);
}

const cases = keys(QUESTIONS).flatMap((question) => keys(ANSWERS).map((answer) => [question, answer] as const));

describe("the lines of the details", () => {
  it.each(cases)("%s, %s: a whole sentence with and without facts", (question, answer) => {
    for (const report of [reports.verifiedAndEncrypted, reports.locked, reports.mismatched]) {
      const sentence = checkSentence({ question, answer, facts: {} }, report);
      expect(sentence).toMatch(/^[A-Z“].*\.$/);
      expect(sentence).not.toMatch(/undefined|“”| {2}| \./);
    }
  });

  it("gives another sentence to every answer", () => {
    for (const question of keys(QUESTIONS)) {
      const said = keys(ANSWERS).map((answer) => checkSentence({ question, answer, facts: {} }, reports.verified));
      expect(new Set(said).size).toBe(4);
    }
  });

  it("names the address the message is from", () => {
    const check = { question: "address", answer: "no", facts: { from: "mallory@example.org" } } as const;
    expect(checkSentence(check, reports.mismatched)).toContain("mallory@example.org");
  });

  it.each(keys(REMARKS))("%s: a sentence", (remark) => {
    expect(remarkSentence(remark)).toMatch(/^[A-Z].*\.$/);
  });
});
