/** The tool: a file or a message's source comes in, and an explanation comes out. */
import { FileDrop } from "../ui/file-drop.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { type Examination, useExamination } from "./examine-work.ts";
import { PasteSource } from "./paste-source.tsx";
import { Result } from "./result.tsx";
import { say } from "../../words/say.ts";

const KINDS = ".eml,.p7m,.p7s,.p7b,.p7c,.p7z,.cer,.crt,.der,.pem,.vcf,.p12,.pfx,message/rfc822";

function invitationFor({ examined }: Examination): string {
  if (examined === null) return say("Drop a file here");
  return examined.kind === "signature" ? say("Drop the signed file here") : say("Drop another file here");
}

const HINT = say(
  "Its name ends in .eml, .p7m, .p7s, .p7b, .cer, .pem, .vcf or .p12. Drop a .p7s together with the file it belongs to.",
);
const HINT_WAITING = say("The very file that the signature was made for, whatever kind it is.");

export function Tool() {
  const examination = useExamination();
  const { busy, failure, examined, take } = examination;
  const waiting = examined?.kind === "signature";
  return (
    <div onDrop={(event) => take([...(event.dataTransfer?.files ?? [])])}>
      <p class="muted">
        {say(
          "A message, a signature, a certificate or a key file: Waxwing shows what it is and whether it is genuine. It stays on this device, and nothing is changed by looking.",
        )}
      </p>
      {examined !== null && <Result examined={examined} examination={examination} />}
      <FileDrop
        large={examined === null || waiting}
        multiple
        invitation={invitationFor(examination)}
        hint={waiting ? HINT_WAITING : HINT}
        accept={waiting ? "" : KINDS}
        onFile={(file, others) => take([file, ...others])}
      />
      {busy && <p role="status">{say("Reading…")}</p>}
      {failure !== null && <FailureNotice failure={failure} />}
      <PasteSource busy={busy} onSource={examination.paste} />
    </div>
  );
}
