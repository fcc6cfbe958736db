/** Certificates of a file, each with what it is recognised by, and the ways on. */
import { useMemo, useState } from "preact/hooks";
import type { CertificateSummary } from "../../smime/verdict/vocabulary.ts";
import { CertificateFile } from "../surface/certificate-file.tsx";
import { Button } from "../ui/button.tsx";
import { CertificateFacts } from "../ui/certificate-facts.tsx";
import { Notice } from "../ui/notice.tsx";
import type { GivenFile } from "./examination.ts";
import { say, sayCount } from "../../words/say.ts";

function CertificateList({ certificates }: { readonly certificates: readonly CertificateSummary[] }) {
  return (
    <ul class="previewed">
      {certificates.map((certificate) => (
        <li key={certificate.fingerprint}>
          <CertificateFacts certificate={certificate} />
        </li>
      ))}
    </ul>
  );
}

export interface CertificatesResultProps {
  readonly file: GivenFile;
  readonly certificates: readonly CertificateSummary[];
}

export function CertificatesResult({ file, certificates }: CertificatesResultProps) {
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState(false);
  const whole = useMemo(() => new File([file.octets], file.name), [file]);
  const useful = certificates.some(({ usages, addresses }) => usages.issue || addresses.length > 0);
  return (
    <>
      <p class="muted">
        {sayCount(certificates.length, "{count} certificate.", "{count} certificates.")}{" "}
        {say(
          "A certificate says that a key belongs to somebody: compare its fingerprint with one that you were given another way before you rely on it.",
        )}
      </p>
      <CertificateList certificates={certificates} />
      {added && <Notice kind="good">{say("Added. You find it in the popup, under People or Authorities.")}</Notice>}
      {useful && (
        <div class="actions start">
          <Button onClick={() => setAdding(true)}>{say("Add to Waxwing…")}</Button>
        </div>
      )}
      {adding && <CertificateFile file={whole} onChanged={() => setAdded(true)} onClose={() => setAdding(false)} />}
    </>
  );
}

/** A detached signature whose file is not here: it can be said whose it claims to be, and nothing more. */
export function LoneSignature({ certificates }: { readonly certificates: readonly CertificateSummary[] }) {
  const people = certificates.filter(({ usages }) => !usages.issue);
  return (
    <>
      <Notice kind="note">
        <p>
          <strong>{say("This is a signature without the file that was signed.")}</strong>{" "}
          {say("Alone it proves nothing.")}
        </p>
        <p>
          {say(
            "Drop the file it belongs to as well, and Waxwing checks whether they fit. Of a message, take the whole .eml.",
          )}
        </p>
      </Notice>
      {people.length > 0 && (
        <>
          <p>{say("It claims to be from:")}</p>
          <CertificateList certificates={people} />
        </>
      )}
    </>
  );
}
