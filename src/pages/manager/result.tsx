/** What came of a file, by what it is. */
import { Button } from "../ui/button.tsx";
import { phrase } from "../ui/phrase.tsx";
import { StepHeading } from "../surface/step-heading.tsx";
import { CertificatesResult, LoneSignature } from "./certificates-result.tsx";
import type { Examination, Examined } from "./examine-work.ts";
import { KeyFileResult } from "./key-file-result.tsx";
import { MessageResult } from "./message-result.tsx";
import { SignedFileResult } from "./signed-file-result.tsx";
import { say } from "../../words/say.ts";

export interface ResultProps {
  readonly examined: Examined;
  readonly examination: Examination;
}

function headingOf({ kind, file }: Examined) {
  const name = <bdi>{file.name}</bdi>;
  switch (kind) {
    case "message":
      return phrase("{name}: a message", { name });
    case "file":
      return phrase("{name}: a signed file", { name });
    case "signature":
      return phrase("{name}: a signature on its own", { name });
    case "certificates":
      return phrase("{name}: certificates", { name });
    case "key-file":
      return phrase("{name}: a key file", { name });
  }
}

function Found({ examined, examination }: ResultProps) {
  switch (examined.kind) {
    case "message":
      return <MessageResult message={examined} again={examination.again} />;
    case "file":
      return <SignedFileResult report={examined.report} />;
    case "signature":
      return <LoneSignature certificates={examined.certificates} />;
    case "certificates":
      return <CertificatesResult {...examined} />;
    case "key-file":
      return <KeyFileResult file={examined.file} onClose={examination.close} />;
  }
}

export function Result({ examined, examination }: ResultProps) {
  return (
    <div class="result" key={examined.file.name}>
      <header>
        <StepHeading>{headingOf(examined)}</StepHeading>
        <Button kind="quiet" onClick={examination.close}>
          {say("Close")}
        </Button>
      </header>
      <Found examined={examined} examination={examination} />
    </div>
  );
}
