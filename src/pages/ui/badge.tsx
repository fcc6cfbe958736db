/**
 * The one line beside a sender, and in the viewer and popup. Drawn by the content script in a closed shadow root, so it
 * must stay light and must never hold anything that was encrypted.
 */
import type { MessageReport } from "../../smime/verdict/vocabulary.ts";
import { say } from "../../words/say.ts";
import { phrase } from "./phrase.tsx";
import { type Shape, StateIcon } from "./state-icon.tsx";
import { encryptionWords, type VerdictWords, verdictWords, wholeVerdict } from "./verdict-words.ts";

function encryptionShape(report: MessageReport): Shape {
  return report.encryption.kind === "locked" ? "key" : "encrypted";
}

/** Each language has its own marks between a state and its reason. */
function joined({ lead, joint, rest }: VerdictWords) {
  const places = { state: <b>{lead}</b>, reason: <bdi>{rest}</bdi> };
  switch (joint) {
    case " · ":
      return phrase("{state} · {reason}", places);
    case ": ":
      return phrase("{state}: {reason}", places);
    case ", ":
      return phrase("{state}, {reason}", places);
    case "":
      return places.state;
  }
}

/** The state in shapes and words, without the button around it. Nothing for mail neither signed nor encrypted. */
export function VerdictLine({ report }: { readonly report: MessageReport }) {
  const words = verdictWords(report);
  const encryption = encryptionWords(report.encryption);
  return (
    <>
      {words.tone !== null && (
        <span class="verdict" data-tone={words.tone}>
          <StateIcon shape={words.tone} />
          <span class="words">{joined(words)}</span>
        </span>
      )}
      {encryption !== null && (
        <span class="encryption">
          <StateIcon shape={encryptionShape(report)} />
          {encryption}
        </span>
      )}
    </>
  );
}

export interface BadgeProps {
  readonly report: MessageReport;
  /** Whether the details it opens are open. */
  readonly open: boolean;
  readonly onToggle: () => void;
}

/** A button whose name says the whole verdict; the short line is only seen. */
export function Badge({ report, open, onToggle }: BadgeProps) {
  return (
    <button type="button" class="badge" aria-expanded={open} title={verdictWords(report).sentence} onClick={onToggle}>
      <span class="spoken">{say("Waxwing: {verdict}", { verdict: wholeVerdict(report) })}</span>
      <span class="seen" aria-hidden="true">
        <VerdictLine report={report} />
      </span>
    </button>
  );
}

/** While the original is fetched and checked. */
export function CheckingBadge() {
  return (
    <span class="badge" role="status">
      <span class="encryption">{say("Waxwing is checking this message…")}</span>
    </span>
  );
}
