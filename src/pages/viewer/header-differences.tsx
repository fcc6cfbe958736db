/** Header fields that read otherwise outside and inside, side by side: which of the two is shown above, and why. */
import type { ShownDifference } from "../../smime/verdict/display.ts";
import type { MessageReport } from "../../smime/verdict/vocabulary.ts";
import { absentWords, differenceReason, differencesLead, fieldWords, sideWords } from "../ui/sentences-viewer.ts";
import { say } from "../../words/say.ts";

/** What honest mail systems replace is no reason to warn. */
function isSuspicious({ kind, name }: ShownDifference): boolean {
  return kind !== "hidden" && kind !== "removed" && name !== "message-id";
}

interface SideProps {
  readonly difference: ShownDifference;
  readonly side: "inner" | "outer";
}

function Side({ difference, side }: SideProps) {
  const value = difference[side];
  const believed = difference.believed === side;
  return (
    <td data-believed={believed} data-side={sideWords(side)}>
      {value === null || value === "" ? <span class="muted">{absentWords(side)}</span> : <bdi>{value}</bdi>}
      {believed && <span class="shown-here">{say("Shown here")}</span>}
    </td>
  );
}

function Row({ difference }: { readonly difference: ShownDifference }) {
  return (
    <>
      <tr>
        <th scope="row">{fieldWords(difference.name)}</th>
        <Side difference={difference} side="outer" />
        <Side difference={difference} side="inner" />
      </tr>
      <tr class="reason">
        <td colSpan={3}>{differenceReason(difference)}</td>
      </tr>
    </>
  );
}

export interface HeaderDifferencesProps {
  readonly differences: readonly ShownDifference[];
  readonly report: MessageReport;
}

/** Open where something was done to the message on the way; a line to open where the sender wanted it so. */
export function HeaderDifferences({ differences, report }: HeaderDifferencesProps) {
  if (differences.length === 0) return null;
  const suspicious = differences.some(isSuspicious);
  return (
    <details class="differences" data-suspicious={suspicious} open={suspicious}>
      <summary>
        {suspicious ? say("The outside of this message was changed") : say("What the outside of this message says")}
      </summary>
      <p>{differencesLead(suspicious, report)}</p>
      <div class="side-by-side">
        <table>
          <thead>
            <tr>
              <th scope="col">{say("Field")}</th>
              <th scope="col">{sideWords("outer")}</th>
              <th scope="col">{sideWords("inner")}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((difference) => (
              <Row key={difference.name} difference={difference} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
