/** What stands in the content's place while it cannot be shown: the keys are locked, missing, or it did not open. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { failureOf, type Told, tell } from "../ui/sentences.ts";
import { tellUnopened } from "../ui/unopened-words.ts";
import type { Telling } from "../ui/telling.ts";
import { StateIcon } from "../ui/state-icon.tsx";
import type { Redeemed } from "./redemption.ts";
import { say } from "../../words/say.ts";

/** Unlocking happens in a window of the browser's own, which no page can cover. */
function Locked() {
  const [failure, setFailure] = useState<Told | null>(null);
  const ask = (): void => {
    setFailure(null);
    request("vault/ask", {}).catch((error: unknown) => setFailure(failureOf(error)));
  };
  return (
    <div class="closed">
      <p>
        <StateIcon shape="encrypted" /> {say("This message is encrypted. Your keys are locked.")}
      </p>
      <Button kind="primary" onClick={ask}>
        {say("Unlock to read")}
      </Button>
      {failure !== null && <FailureNotice failure={failure} />}
    </div>
  );
}

function TellingNotice({ telling: { what, safe, next } }: { readonly telling: Telling }) {
  return (
    <Notice kind="note">
      <p>
        <strong>{what}</strong> {safe}
      </p>
      <p>{next}</p>
    </Notice>
  );
}

export function Closed({ message }: { readonly message: Redeemed }) {
  const { encryption } = message.report;
  if (message.vault.kind === "empty" && encryption.kind !== "none")
    return <TellingNotice telling={tell({ code: "vault/not-created", detail: {} })} />;
  if (encryption.kind === "failed") return <TellingNotice telling={tellUnopened(encryption.code)} />;
  if (encryption.kind === "locked") return <Locked />;
  return <Notice kind="note">{say("There is nothing to show in this message.")}</Notice>;
}
