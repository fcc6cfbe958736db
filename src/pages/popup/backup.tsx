/** Saves every key of the person as one file, under a password chosen for it. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { download } from "../ui/download.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { SecretTwice, type SecretWords, usePassphraseChoice } from "../surface/passphrase-fields.tsx";
import { useWork } from "../surface/replies.ts";
import { say } from "../../words/say.ts";

const PASSWORD: SecretWords = {
  once: say("Password"),
  again: say("Password again"),
  differs: say("The two passwords are not the same."),
};

interface OlderProgramsProps {
  readonly checked: boolean;
  readonly onChecked: (value: boolean) => void;
}

function OlderPrograms({ checked, onChecked }: OlderProgramsProps) {
  return (
    <div class="field">
      <label>
        <input
          type="checkbox"
          checked={checked}
          aria-describedby="older-programs"
          onChange={(event) => onChecked(event.currentTarget.checked)}
        />{" "}
        {say("For older programs")}
      </label>
      <p class="hint" id="older-programs">
        {say("Weaker: only for a program that cannot open the file otherwise.")}
      </p>
    </div>
  );
}

export function Backup({ onClose }: { readonly onClose: () => void }) {
  const choice = usePassphraseChoice();
  const [older, setOlder] = useState(false);
  const work = useWork();
  const save = (event: Event): void => {
    event.preventDefault();
    const password = choice.attempt();
    if (password === null) return;
    work.run(async () => {
      const { file } = await request("identity/export", { password, form: older ? "compatible" : "modern" });
      download(file, "waxwing-backup.p12");
      onClose();
    });
  };
  return (
    <Dialog title={say("Save a backup")} onClose={onClose} actions={null}>
      <form onSubmit={save}>
        <p>
          {say("With this file and its password you can read your mail on another device, or after this one is lost.")}
        </p>
        <SecretTwice {...choice} words={PASSWORD} />
        <OlderPrograms checked={older} onChecked={setOlder} />
        {work.failure !== null && <FailureNotice failure={work.failure} />}
        <div class="actions">
          <Button onClick={onClose}>{say("Cancel")}</Button>
          <Button type="submit" kind="primary" busy={work.busy}>
            {say("Save backup")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
