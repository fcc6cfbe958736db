import { useRef, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { VaultState } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { useWork } from "../surface/replies.ts";
import { say } from "../../words/say.ts";

/** Asks for the passphrase. A wrong one stays in the field, selected, to be typed again. */
export function UnlockForm({ onUnlocked }: { readonly onUnlocked: (state: VaultState) => void }) {
  const [passphrase, setPassphrase] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const work = useWork();
  const unlock = (event: Event): void => {
    event.preventDefault();
    work.run(async () => {
      try {
        onUnlocked(await request("vault/unlock", { passphrase }));
      } catch (error) {
        input.current?.select();
        throw error;
      }
    });
  };
  return (
    <form class="unlock" onSubmit={unlock}>
      <Field
        type="password"
        label={say("Passphrase")}
        autocomplete="current-password"
        inputRef={input}
        value={passphrase}
        onValue={setPassphrase}
        focus
      />
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      <div class="actions">
        <Button type="submit" kind="primary" busy={work.busy}>
          {say("Unlock")}
        </Button>
      </div>
    </form>
  );
}
