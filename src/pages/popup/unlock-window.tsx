/**
 * The small window that opens where a frame in a web page asks for the keys: it unlocks, and closes itself. A page can
 * open a window that looks like it; only this one can show the person's mark.
 */
import { useEffect } from "preact/hooks";
import { MarkView } from "../ui/mark-view.tsx";
import { StateIcon } from "../ui/state-icon.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Wordmark } from "../ui/wordmark.tsx";
import { useReply, useVault } from "../surface/replies.ts";
import { UnlockForm } from "./unlock-form.tsx";
import { say } from "../../words/say.ts";

export function UnlockWindow() {
  const vault = useVault();
  const settings = useReply("settings/read", {});
  const kind = vault.value?.kind;
  useEffect(() => {
    if (kind === "unlocked") window.close();
  }, [kind]);
  return (
    <main class="unlock-window">
      <Wordmark />
      <h1>{say("Unlock your keys")}</h1>
      {vault.failure !== null && <FailureNotice failure={vault.failure} />}
      {kind === "empty" && (
        <p>
          {say(
            "You have no keys in Waxwing yet. Click the Waxwing button in the browser's toolbar and add your key file.",
          )}
        </p>
      )}
      {kind === "locked" && (
        <>
          <p class="muted">
            <StateIcon shape="key" />{" "}
            {say("A message is waiting for your key. Type the passphrase you chose for Waxwing.")}
          </p>
          {settings.value !== null && (
            <p class="own-mark">
              <MarkView {...settings.value.mark} />{" "}
              {say("A window without your mark is not Waxwing's: type nothing there.")}
            </p>
          )}
          <UnlockForm onUnlocked={vault.put} />
        </>
      )}
      {kind === "unlocked" && <p role="status">{say("Unlocked. You can close this window.")}</p>}
    </main>
  );
}
