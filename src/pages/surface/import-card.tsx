/** The import flow as the person sees it: one step at a time, in the place of the drop zone. */
import { useEffect } from "preact/hooks";
import type { VaultState } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { listed } from "../ui/words.ts";
import { AuthorityQuestion } from "./authority-question.tsx";
import type { ImportState } from "./import-flow.ts";
import { ImportPassword } from "./import-password.tsx";
import { ImportPreview } from "./import-preview.tsx";
import type { Import } from "./import-work.ts";
import { StepHeading } from "./step-heading.tsx";
import { say, sayCount } from "../../words/say.ts";

export interface ImportCardProps {
  readonly flow: Import;
  readonly vault: VaultState["kind"];
  /** Something was saved or trusted: lists that show it are out of date. */
  readonly onChanged: () => void;
}

type Saved = Extract<ImportState, { step: "saved" }>;

function savedWords(keys: number, addresses: readonly string[]): string {
  if (addresses.length === 0)
    return sayCount(
      keys,
      "{count} key saved for you. You can now sign, and read what is encrypted for you.",
      "{count} keys saved for you. You can now sign, and read what is encrypted for you.",
    );
  return sayCount(
    keys,
    "{count} key saved for {addresses}. You can now sign, and read what is encrypted for you.",
    "{count} keys saved for {addresses}. You can now sign, and read what is encrypted for you.",
    { addresses: listed(addresses) },
  );
}

function SavedCard({ state, flow, onChanged }: { readonly state: Saved } & Omit<ImportCardProps, "vault">) {
  const addresses = [...new Set(state.identities.flatMap(({ certificate }) => certificate.addresses))];
  const [offer] = state.offers;
  useEffect(onChanged, []);
  return (
    <section class="card">
      <StepHeading>{say("Saved")}</StepHeading>
      <Notice kind="good">{savedWords(state.identities.length, addresses)}</Notice>
      {offer === undefined ? (
        <div class="actions">
          <Button kind="primary" onClick={flow.close}>
            {say("Done")}
          </Button>
        </div>
      ) : (
        <AuthorityQuestion
          key={offer.fingerprint}
          authority={offer}
          file={null}
          onTrusted={() => {
            flow.answered(offer.fingerprint);
            onChanged();
          }}
          onLater={() => flow.answered(offer.fingerprint)}
        />
      )}
    </section>
  );
}

/** Null while there is nothing under way. */
export function ImportCard({ flow, vault, onChanged }: ImportCardProps) {
  const { state } = flow;
  switch (state.step) {
    case "waiting":
    case "reading":
      return null;
    case "password":
      return (
        <ImportPassword
          fileName={state.file.name}
          busy={state.busy}
          failure={state.failure}
          onPassword={flow.tryPassword}
          onCancel={flow.close}
        />
      );
    case "preview":
      return (
        <ImportPreview
          preview={state.preview}
          vault={vault}
          busy={state.busy}
          failure={state.failure}
          onSave={(passphrase) => flow.save(vault, passphrase)}
          onCancel={flow.close}
        />
      );
    case "saved":
      return <SavedCard state={state} flow={flow} onChanged={onChanged} />;
  }
}
