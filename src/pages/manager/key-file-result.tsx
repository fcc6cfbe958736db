/** A key file: what it holds once its password is given, and the import that the popup has. */
import { useEffect } from "preact/hooks";
import { ImportCard } from "../surface/import-card.tsx";
import { useImport } from "../surface/import-work.ts";
import { useVault } from "../surface/replies.ts";
import { FailureNotice } from "../ui/notice.tsx";
import type { GivenFile } from "./examination.ts";
import { say } from "../../words/say.ts";

export interface KeyFileResultProps {
  readonly file: GivenFile;
  readonly onClose: () => void;
}

export function KeyFileResult({ file, onClose }: KeyFileResultProps) {
  const vault = useVault();
  const flow = useImport();
  useEffect(() => flow.choose(new File([file.octets], file.name)), [file]);
  const { state } = flow;
  const failure = state.step === "waiting" ? state.failure : vault.failure;
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (state.step === "waiting" || state.step === "reading" || vault.value === null)
    return <p role="status">{say("Opening…")}</p>;
  return <ImportCard flow={{ ...flow, close: onClose }} vault={vault.value.kind} onChanged={vault.reload} />;
}
