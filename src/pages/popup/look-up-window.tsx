/**
 * The small window that opens where a composer in a web page would look a certificate up and may not yet: says what that
 * reveals, and lets the person turn it on where no page can cover the question.
 */
import { LookUpChoice } from "./look-up-choice.tsx";
import { useLookUpStatus } from "./look-up-work.ts";
import { OwnWindow } from "./own-window.tsx";
import { say } from "../../words/say.ts";

export function LookUpWindow() {
  const status = useLookUpStatus();
  return (
    <OwnWindow title={say("Waxwing: looking certificates up")} heading={say("Looking certificates up")}>
      <LookUpChoice status={status} onOn={() => window.close()} />
    </OwnWindow>
  );
}
