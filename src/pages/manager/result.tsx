/** What came of a file, by what it is. */
import { Button } from "../ui/button.tsx";
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

const KINDS: Readonly<Record<Examined["kind"], string>> = {
  message: say("a message"),
  file: say("a signed file"),
  signature: say("a signature on its own"),
  certificates: "certificates",
  "key-file": say("a key file"),
};

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
  const { name, pasted } = examined.file;
  return (
    <div class="result" key={name}>
      <header>
        <StepHeading>
          {pasted ? say("The pasted text") : name}: {KINDS[examined.kind]}
        </StepHeading>
        <Button kind="quiet" onClick={examination.close}>
          {say("Close")}
        </Button>
      </header>
      <Found examined={examined} examination={examination} />
    </div>
  );
}
