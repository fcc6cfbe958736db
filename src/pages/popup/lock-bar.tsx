/** The top of the popup: whether the keys are locked, and the button that changes it. */
import { request } from "../../protocol/client.ts";
import type { VaultState } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { StateIcon } from "../ui/state-icon.tsx";
import { type Loaded, useWork } from "../surface/replies.ts";
import { Wordmark } from "../ui/wordmark.tsx";
import { formats } from "../../words/language.ts";
import { once } from "../../words/once.ts";
import { say } from "../../words/say.ts";

const time = once(() => new Intl.DateTimeFormat(formats(), { timeStyle: "short" }));

function lockWords(state: VaultState): string {
  switch (state.kind) {
    case "empty":
      return "";
    case "locked":
      return say("Locked");
    case "unlocked":
      return say("Unlocked until {time}", { time: time().format(state.until) });
  }
}

export function LockBar({ vault }: { readonly vault: Loaded<VaultState> }) {
  const work = useWork();
  const state = vault.value;
  const lock = (): void => work.run(async () => vault.put(await request("vault/lock", {})));
  return (
    <header class="lock-bar">
      <div>
        <h1>
          <Wordmark />
        </h1>
        <p class="lock-state" role="status">
          {state !== null && state.kind !== "empty" && (
            <StateIcon shape={state.kind === "locked" ? "key" : "unlocked"} />
          )}
          {state === null ? "" : lockWords(state)}
        </p>
        {state?.kind === "unlocked" && (
          <Button busy={work.busy} onClick={lock}>
            {say("Lock")}
          </Button>
        )}
      </div>
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      {vault.failure !== null && <FailureNotice failure={vault.failure} />}
    </header>
  );
}
