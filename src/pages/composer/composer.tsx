import { say } from "../../words/say.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { LetterForm } from "./letter-form.tsx";
import { useCommission } from "./redemption.ts";

export function Composer() {
  const { commission, failure, replace } = useCommission();
  if (commission !== null) return <LetterForm key={commission.ticket} commission={commission} onContinue={replace} />;
  return (
    <main class="composer" aria-busy={failure === null}>
      {failure === null ? <p role="status">{say("Opening…")}</p> : <FailureNotice failure={failure} />}
    </main>
  );
}
