/** One certificate in a list: whose it is, until when; its facts and its removal when opened. */
import type { ComponentChildren } from "preact";
import type { CertificateSummary } from "../../smime/verdict/vocabulary.ts";
import { Button } from "../ui/button.tsx";
import { CertificateFacts } from "../ui/certificate-facts.tsx";
import { dayInWords } from "../ui/words.ts";
import { say } from "../../words/say.ts";

export interface CertificateRowProps {
  readonly title: string;
  readonly certificate: CertificateSummary;
  /** One line under the title. */
  readonly note: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly onRemove: () => void;
}

export function CertificateRow({ title, certificate, note, children, onRemove }: CertificateRowProps) {
  const date = dayInWords(certificate.notAfter);
  const expired = Date.parse(certificate.notAfter) < Date.now();
  return (
    <li class="row">
      <details>
        <summary>
          <span class="row-title">
            <bdi>{title}</bdi>
          </span>
          <span class="row-note">
            {note} ·{" "}
            <span class={expired ? "expired" : ""}>
              {expired ? say("ran out on {date}", { date }) : say("valid until {date}", { date })}
            </span>
          </span>
        </summary>
        <CertificateFacts certificate={certificate} />
        {children}
        <div class="actions">
          <Button kind="danger" label={say("Remove {name}", { name: title })} onClick={onRemove}>
            {say("Remove")}
          </Button>
        </div>
      </details>
    </li>
  );
}
