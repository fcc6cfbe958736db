import { expect, it } from "vitest";
import { checkSentence, remarkSentence } from "../../../src/pages/ui/check-words.ts";
import { expertFacts } from "../../../src/pages/ui/expert-facts.ts";
import { reportText } from "../../../src/pages/ui/report-text.ts";
import { verdictWords } from "../../../src/pages/ui/verdict-words.ts";
import { reports } from "../stage/actors.ts";

it.each(Object.entries(reports))("holds all that the panel says: %s", (_, report) => {
  const lines = reportText(report).split("\n");
  const text = lines.join("\n");
  for (const check of report.checks) expect(text).toContain(checkSentence(check, report));
  for (const remark of report.remarks) expect(lines).toContain(`Remark: ${remarkSentence(remark)}`);
  for (const [name, value] of expertFacts(report)) expect(lines).toContain(`${name}: ${value}`);
  expect(lines[0]).toContain(verdictWords(report).sentence);
  expect(text).not.toMatch(/undefined|\[object|\n\n\n/);
});

it("tells of every certificate on the path whose it is, its times, key and fingerprint", () => {
  const facts = new Map(expertFacts(reports.verified));
  const names = ["Certificate 1 (signer)", "Certificate 2 (authority)"];
  for (const [place, { subject, serial, notBefore, notAfter }] of reports.verified.path.entries())
    for (const piece of [subject, serial, notBefore, notAfter, "RSA, 2048 bits"])
      expect(facts.get(names[place] ?? "")).toContain(piece);
  expect(facts.get("Certificate 1 (signer)")).toContain("7777 7777");
  expect(facts.get("Revocation")).toBe("not-checked");
});
