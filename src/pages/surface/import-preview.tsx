/** What is in the key file, before anything is saved; and the passphrase, where one must be chosen or given. */
import { useState } from "preact/hooks";
import type { KeyFilePreview, VaultState } from "../../protocol/protocol.ts";
import type { Told } from "../ui/sentences.ts";
import { Button } from "../ui/button.tsx";
import { CertificateFacts } from "../ui/certificate-facts.tsx";
import { Field } from "../ui/field.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { dayInWords } from "../ui/words.ts";
import { PassphraseFields, usePassphraseChoice } from "./passphrase-fields.tsx";
import { StepHeading } from "./step-heading.tsx";
import { say, sayCount } from "../../words/say.ts";

type Previewed = KeyFilePreview["identities"][number];

function abilityWords({ canSign, canDecrypt }: Previewed): string {
  if (canSign) return canDecrypt ? say("With it you can sign and read encrypted mail.") : say("With it you can sign.");
  return canDecrypt ? say("With it you can read encrypted mail.") : say("It can neither sign nor decrypt.");
}

/** From the nearest authority to the farthest; there is at least one. */
function chainInWords(chain: Previewed["chain"]): string {
  return chain
    .map(({ name }) => name)
    .reduce((nearer, farther) => say("{nearer}, then {farther}", { nearer, farther }));
}

function Abilities({ identity }: { readonly identity: Previewed }) {
  const { certificate, chain, known } = identity;
  const expired = Date.parse(certificate.notAfter) < Date.now();
  return (
    <>
      <p>{abilityWords(identity)}</p>
      {expired && (
        <Notice kind="note">
          {say("It ran out on {date}. It still opens old mail, but you need a newer one to sign.", {
            date: dayInWords(certificate.notAfter),
          })}
        </Notice>
      )}
      {known && <Notice kind="note">{say("You have this one already.")}</Notice>}
      {chain.length > 0 && (
        <p class="muted">{say("Vouched for by {authorities}.", { authorities: chainInWords(chain) })}</p>
      )}
    </>
  );
}

function PreviewedIdentities({ preview }: { readonly preview: KeyFilePreview }) {
  return (
    <ul class="previewed">
      {preview.identities.map((identity) => (
        <li key={identity.certificate.fingerprint}>
          <CertificateFacts certificate={identity.certificate} />
          <Abilities identity={identity} />
        </li>
      ))}
    </ul>
  );
}

export interface ImportPreviewProps {
  readonly preview: KeyFilePreview;
  readonly vault: VaultState["kind"];
  readonly busy: boolean;
  readonly failure: Told | null;
  readonly onSave: (passphrase: string) => void;
  readonly onCancel: () => void;
}

export function ImportPreview({ preview, vault, busy, failure, onSave, onCancel }: ImportPreviewProps) {
  const choice = usePassphraseChoice();
  const [present, setPresent] = useState("");
  const save = (event: Event): void => {
    event.preventDefault();
    const passphrase = vault === "empty" ? choice.attempt() : present;
    if (passphrase !== null) onSave(passphrase);
  };
  return (
    <form class="card" onSubmit={save}>
      <StepHeading>
        {sayCount(preview.identities.length, "This file holds your key", "This file holds {count} keys")}
      </StepHeading>
      <PreviewedIdentities preview={preview} />
      {preview.legacy && (
        <Notice kind="note">
          {say(
            "This file is protected by an old, weak method. Waxwing keeps your key safely, but keep the file itself where nobody else can get it.",
          )}
        </Notice>
      )}
      {vault === "empty" && <PassphraseFields {...choice} />}
      {vault === "locked" && (
        <Field
          type="password"
          label={say("Your passphrase")}
          autocomplete="current-password"
          value={present}
          onValue={setPresent}
          hint={say("The one you chose for Waxwing. It unlocks your keys, so that this one can be added.")}
        />
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      <div class="actions">
        <Button onClick={onCancel}>{say("Cancel")}</Button>
        <Button type="submit" kind="primary" busy={busy}>
          {say("Save")}
        </Button>
      </div>
    </form>
  );
}
