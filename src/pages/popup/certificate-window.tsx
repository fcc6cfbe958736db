/**
 * The small window that opens where a composer in a web page was given a certificate that no known authority vouches
 * for: the decision is made here, where no page can cover the question.
 */
import { useEffect, useState } from "preact/hooks";
import { CertificateFile } from "../surface/certificate-file.tsx";
import { useReply } from "../surface/replies.ts";
import { MarkView } from "../ui/mark-view.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { Wordmark } from "../ui/wordmark.tsx";
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
  const settings = useReply("settings/read", {});
  useEffect(() => {
    document.title = say("Waxwing: a certificate");
  }, []);
  return (
    <main class="unlock-window">
      <Wordmark />
      <h1>{say("A certificate that nobody you trust vouches for")}</h1>
      {settings.value !== null && (
        <p class="own-mark">
          <MarkView {...settings.value.mark} /> {say("A window without your mark is not Waxwing's.")}
        </p>
      )}
      {failure !== null && <FailureNotice failure={failure} />}
      {file !== null && <CertificateFile file={file} onChanged={() => {}} onClose={() => window.close()} />}
    </main>
  );
}
