/**
 * The small window that opens where a composer in a web page was given a certificate that no known authority vouches
 * for: the decision is made here, where no page can cover the question.
 */
import { useEffect, useState } from "preact/hooks";
import { CertificateFile } from "../surface/certificate-file.tsx";
import { useReply } from "../surface/replies.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { OwnWindow } from "./own-window.tsx";
import { say } from "../../words/say.ts";

function useAskedFile(id: string) {
  const asked = useReply("certificate/doubted", { id });
  const [file, setFile] = useState<File | null>(null);
  useEffect(() => {
    if (asked.value !== null) setFile(new File([asked.value.file], say("Whose certificate is this?")));
  }, [asked.value]);
  return { file, failure: asked.failure };
}

export function CertificateWindow({ id }: { readonly id: string }) {
  const { file, failure } = useAskedFile(id);
  return (
    <OwnWindow title={say("Waxwing: a certificate")} heading={say("A certificate that nobody you trust vouches for")}>
      {failure !== null && <FailureNotice failure={failure} />}
      {file !== null && <CertificateFile file={file} onChanged={() => {}} onClose={() => window.close()} />}
    </OwnWindow>
  );
}
