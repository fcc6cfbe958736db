/** Where a key file comes in: large while there is none, small beside those that are there. */
import { FailureNotice } from "../ui/notice.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import type { Import } from "./import-work.ts";
import { say } from "../../words/say.ts";

export interface KeyDropProps {
  readonly flow: Import;
  readonly large: boolean;
  readonly chooseElsewhere: (() => void) | null;
}

export function KeyDrop({ flow, large, chooseElsewhere }: KeyDropProps) {
  const { state, choose } = flow;
  const failure = state.step === "waiting" ? state.failure : null;
  return (
    <>
      {state.step === "reading" && <p role="status">{say("Opening {file}…", { file: state.fileName })}</p>}
      {state.step === "waiting" && failure !== null && (
        <FailureNotice failure={failure}>
          <p class="muted">{say("File: {file}", { file: state.fileName })}</p>
        </FailureNotice>
      )}
      <FileDrop
        large={large}
        invitation={large ? say("Drop your .p12 file here") : say("Drop another .p12 file here")}
        hint={say(
          "Your key file from your company or certificate authority. Its name ends in .p12 or .pfx. It stays on this device.",
        )}
        accept=".p12,.pfx,application/x-pkcs12"
        onFile={choose}
        chooseElsewhere={chooseElsewhere}
      />
    </>
  );
}
