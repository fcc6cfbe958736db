/** The person's own keys: what each can do, until when; adding, removing, and keeping a copy. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { Identity } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Backup } from "./backup.tsx";
import { CertificateRow } from "./certificate-row.tsx";
import type { Import } from "../surface/import-work.ts";
import { KeyDrop } from "../surface/key-drop.tsx";
import { Removal } from "./removal.tsx";
import { say } from "../../words/say.ts";

export interface MineProps {
  readonly identities: readonly Identity[];
  readonly flow: Import;
  readonly chooseElsewhere: (() => void) | null;
  readonly onChanged: () => void;
}

function titleOf({ certificate }: Identity): string {
  return certificate.addresses[0] ?? certificate.name;
}

function noteOf({ canSign, canDecrypt }: Identity): string {
  if (canSign) return canDecrypt ? say("signs and decrypts") : say("signs");
  return canDecrypt ? say("decrypts") : say("cannot be used");
}

export function Mine({ identities, flow, chooseElsewhere, onChanged }: MineProps) {
  const [leaving, setLeaving] = useState<Identity | null>(null);
  const [keeping, setKeeping] = useState(false);
  return (
    <Card title={say("Mine")}>
      <ul class="rows">
        {identities.map((identity) => (
          <CertificateRow
            key={identity.id}
            title={titleOf(identity)}
            certificate={identity.certificate}
            note={noteOf(identity)}
            onRemove={() => setLeaving(identity)}
          />
        ))}
      </ul>
      <div class="actions">
        <Button onClick={() => setKeeping(true)}>{say("Save a backup")}</Button>
      </div>
      <KeyDrop flow={flow} large={false} chooseElsewhere={chooseElsewhere} />
      {keeping && <Backup onClose={() => setKeeping(false)} />}
      {leaving !== null && (
        <Removal
          title={say("Remove the key for {address}?", { address: titleOf(leaving) })}
          action={say("Remove")}
          remove={() => request("identity/remove", { id: leaving.id })}
          onChanged={onChanged}
          onClose={() => setLeaving(null)}
        >
          {say(
            "Mail that was encrypted for this key can then no longer be read here. Keep the key file, so that you can import it again.",
          )}
        </Removal>
      )}
    </Card>
  );
}
