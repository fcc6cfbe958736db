/**
 * Draws what a signature covers where it does not cover everything: a frame around the signed part, and a label on the
 * rest. Which part that is, the worker says; this page guesses nothing.
 */
import type { ComponentChildren } from "preact";
import type { DisplayContent } from "../../smime/verdict/display.ts";
import type { MessageReport } from "../../smime/verdict/vocabulary.ts";
import { COVERAGE, signedPartWords } from "../ui/sentences-viewer.ts";

/** `mixed`: some of what is shown is signed, some is not. `whole`: all of it is, and yet the verdict is partial. */
export type Coverage = "plain" | "mixed" | "whole";

export function coverageOf({ stretches, attachments }: DisplayContent, { signature }: MessageReport): Coverage {
  if (signature.kind === "unsigned") return "plain";
  const pieces = [...stretches, ...attachments].map(({ signed }) => signed);
  const some = pieces.includes(true);
  if (some && pieces.includes(false)) return "mixed";
  if (signature.kind !== "partial") return "plain";
  return some ? "whole" : "mixed";
}

export interface CoveredProps {
  readonly signed: boolean;
  readonly coverage: Coverage;
  readonly report: MessageReport;
  readonly children: ComponentChildren;
}

/** What a label says of a part of a message. */
export function coverageWords(signed: boolean, coverage: Coverage, report: MessageReport): string {
  const label = signed ? signedPartWords(report) : COVERAGE.unsigned;
  return coverage === "whole" ? `${label} ${COVERAGE.whole}` : label;
}

/** Nothing is drawn where the badge speaks for all there is. */
export function Covered({ signed, coverage, report, children }: CoveredProps) {
  if (coverage === "plain") return <>{children}</>;
  const label = signed ? signedPartWords(report) : COVERAGE.unsigned;
  return (
    <div class="covered" data-signed={signed} role="group" aria-label={label}>
      <p class="coverage">{coverageWords(signed, coverage, report)}</p>
      {children}
    </div>
  );
}
