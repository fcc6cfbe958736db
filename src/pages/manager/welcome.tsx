/** What opens when Waxwing is installed: from a key file to a first signed message, one step after the other. */
import { useEffect, useState } from "preact/hooks";
import { ImportCard } from "../surface/import-card.tsx";
import { type Import, useImport } from "../surface/import-work.ts";
import { KeyDrop } from "../surface/key-drop.tsx";
import { useReply, useVault } from "../surface/replies.ts";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { StepHeading } from "../surface/step-heading.tsx";
import { FirstLetter } from "./first-letter.tsx";
import { NoKeyYet } from "./no-key-yet.tsx";
import { say } from "../../words/say.ts";

/** Nothing is left to be asked about the keys that were saved. */
function isSettled({ state }: Import): boolean {
  return state.step === "saved" && state.offers.length === 0;
}

function isUnderWay({ state }: Import): boolean {
  return state.step !== "waiting" && state.step !== "reading";
}

function AddKey({ flow }: { readonly flow: Import }) {
  return (
    <>
      <p>
        {say(
          "Waxwing signs your mail, so that others see it is from you, and opens what is encrypted for you. For that it needs your key: a file that you got from your company or from a certificate authority.",
        )}
      </p>
      <KeyDrop flow={flow} large chooseElsewhere={null} />
      <NoKeyYet />
    </>
  );
}

function InYourWebmail() {
  return (
    <p class="muted">
      {say(
        "In your webmail: open it, click the Waxwing button in the browser's toolbar, and let Waxwing work there. In Gmail it works already. When you write, choose “Sign”, “Encrypt” or both.",
      )}
    </p>
  );
}

export function Welcome() {
  const vault = useVault();
  const identities = useReply("identity/list", {});
  const flow = useImport();
  const [added, setAdded] = useState(false);
  const settled = isSettled(flow);
  useEffect(() => {
    if (settled) setAdded(true);
  }, [settled]);
  const failure = identities.failure ?? vault.failure;
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (identities.value === null || vault.value === null) return null;
  if (!added && !settled && isUnderWay(flow))
    return <ImportCard flow={flow} vault={vault.value.kind} onChanged={vault.reload} />;
  const ready = added || settled || identities.value.identities.length > 0;
  if (!ready) return <AddKey flow={flow} />;
  return (
    <div class="first-letter">
      {(added || settled) && <StepHeading>{say("Your key is saved. Now sign with it.")}</StepHeading>}
      {!added && !settled && (
        <Notice kind="good">{say("Your key is here. You can sign, and read what is encrypted for you.")}</Notice>
      )}
      <FirstLetter atOnce={added || settled} />
      <InYourWebmail />
    </div>
  );
}
