import { Badge, CheckingBadge, VerdictLine } from "../../../src/pages/ui/badge.tsx";
import { CheckLines, ReportDetails } from "../../../src/pages/ui/report-details.tsx";
import { reports } from "../stage/actors.ts";
import { doNothing } from "./nothing.ts";

export function Verdicts() {
  return (
    <>
      <h2>Badges and what they open</h2>
      <p class="row-of">
        <CheckingBadge />
        <VerdictLine report={reports.verified} />
        <Badge report={reports.verified} open onToggle={doNothing} />
      </p>
      <ul class="verdict-states">
        {Object.entries(reports).map(([name, report]) => (
          <li key={name}>
            <Badge report={report} open={false} onToggle={doNothing} />
            <ReportDetails report={report} />
          </li>
        ))}
        <li>
          <CheckLines checks={reports.mismatched.checks} report={reports.mismatched} />
        </li>
      </ul>
    </>
  );
}
