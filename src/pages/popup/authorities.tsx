/** The authorities this person chose to trust, and how many come with Waxwing. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { Authority, PublicAuthorityList } from "../../protocol/protocol.ts";
import { FoldedCard } from "../ui/card.tsx";
import { FileDrop } from "../ui/file-drop.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { dayInWords } from "../ui/words.ts";
import { CERTIFICATE_FILES } from "../ui/certificate-files.ts";
import { CertificateFile } from "../surface/certificate-file.tsx";
import { CertificateRow } from "./certificate-row.tsx";
import type { Loaded } from "../surface/replies.ts";
import { Removal } from "./removal.tsx";
import { say, sayCount } from "../../words/say.ts";

function trustInWords({ count, version, published }: PublicAuthorityList): string {
  return sayCount(
    count,
    "Waxwing trusts the {count} public authority for mail on Mozilla's list of {published} (version {version}), and those that you add here.",
    "Waxwing trusts the {count} public authorities for mail on Mozilla's list of {published} (version {version}), and those that you add here.",
    { published: dayInWords(published), version },
  );
}

export interface AuthoritiesProps {
  readonly authorities: Loaded<{
    readonly authorities: readonly Authority[];
    readonly publicAuthorities: PublicAuthorityList;
  }>;
  readonly chooseElsewhere: (() => void) | null;
  readonly onChanged: () => void;
}

export function Authorities({ authorities, chooseElsewhere, onChanged }: AuthoritiesProps) {
  const [file, setFile] = useState<File | null>(null);
  const [leaving, setLeaving] = useState<Authority | null>(null);
  const list = authorities.value?.authorities ?? [];
  const publicList = authorities.value?.publicAuthorities ?? null;
  return (
    <FoldedCard title={say("Authorities")} aside={<span class="muted">{list.length}</span>}>
      {authorities.failure !== null && <FailureNotice failure={authorities.failure} />}
      <p class="muted">
        {say("An authority vouches that a mail address belongs to a person.")}
        {publicList !== null && ` ${trustInWords(publicList)}`}
      </p>
      <ul class="rows">
        {list.map((authority) => (
          <CertificateRow
            key={authority.certificate.fingerprint}
            title={authority.certificate.name}
            certificate={authority.certificate}
            note={say("added {date}", { date: dayInWords(authority.since) })}
            onRemove={() => setLeaving(authority)}
          />
        ))}
      </ul>
      <FileDrop
        invitation={say("Drop an authority's certificate here")}
        hint={say("A .cer or .pem file, for example from your company.")}
        button={say("Choose an authority's file")}
        accept={CERTIFICATE_FILES}
        onFile={setFile}
        chooseElsewhere={chooseElsewhere}
      />
      {file !== null && <CertificateFile file={file} onChanged={onChanged} onClose={() => setFile(null)} />}
      {leaving !== null && (
        <Removal
          title={say("Stop trusting {authority}?", { authority: leaving.certificate.name })}
          action={say("Stop trusting")}
          remove={() => request("authority/remove", { fingerprint: leaving.certificate.fingerprint })}
          onChanged={onChanged}
          onClose={() => setLeaving(null)}
        >
          {say(
            "Mail signed under this authority will then be shown as signed, with its sender's identity not confirmed.",
          )}
        </Removal>
      )}
    </FoldedCard>
  );
}
