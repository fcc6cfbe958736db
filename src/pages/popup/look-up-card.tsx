import { FoldedCard } from "../ui/card.tsx";
import { LookUpChoice } from "./look-up-choice.tsx";
import { useLookUpStatus } from "./look-up-work.ts";
import { say } from "../../words/say.ts";

/** The chapter of the settings that lists look-ups. */
export function LookUpCard() {
  const status = useLookUpStatus();
  const { value } = status;
  return (
    <FoldedCard
      title={say("Look-ups")}
      aside={value !== null && <span class="muted">{value.state === "on" ? say("on") : say("off")}</span>}
    >
      <LookUpChoice status={status} onOn={() => {}} />
    </FoldedCard>
  );
}
