/** Looks into a certificate file and asks, for people and for authorities apart, what to do with what is in it. */
import { useEffect, useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { Reply } from "../../protocol/protocol.ts";
import { Button } from "../ui/button.tsx";
import { CertificateFacts } from "../ui/certificate-facts.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { FailureNotice, Notice } from "../ui/notice.tsx";
import { AuthorityQuestion } from "./authority-question.tsx";
import { useWork } from "./replies.ts";
import { say, sayCount } from "../../words/say.ts";

type Inspected = Reply<"person/inspect">;

interface Read {
  readonly octets: Uint8Array<ArrayBuffer>;
  readonly found: Inspected;
}

interface PeopleFoundProps {
  readonly read: Read;
  readonly onAdded: () => void;
  readonly onSkip: () => void;
}

function PeopleFound({ read, onAdded, onSkip }: PeopleFoundProps) {
  const work = useWork();
  const { people } = read.found;
  const add = (): void =>
    work.run(async () => {
      await request("person/import", { file: read.octets });
      onAdded();
    });
  return (
    <>
      <p>
        {sayCount(
          people.length,
          "Waxwing will use this certificate to encrypt for:",
          "Waxwing will use these certificates to encrypt for:",
        )}
      </p>
      {people.map((certificate) => (
        <CertificateFacts key={certificate.fingerprint} certificate={certificate} />
      ))}
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      <div class="actions">
        <Button onClick={onSkip}>{say("Not now")}</Button>
        <Button kind="primary" busy={work.busy} onClick={add}>
          {sayCount(people.length, "Add {count} person", "Add {count} people")}
        </Button>
      </div>
    </>
  );
}

/** The next question the file raises: first its people, then one authority after the other. */
function Questions({ read, onChanged, onClose }: { readonly read: Read } & Omit<CertificateFileProps, "file">) {
  const [peopleLeft, setPeopleLeft] = useState(read.found.people.length > 0);
  const [authorities, setAuthorities] = useState(read.found.authorities);
  const [authority] = authorities;
  const settle = (people: boolean, left: typeof authorities): void => {
    setPeopleLeft(people);
    setAuthorities(left);
    if (!people && left.length === 0) onClose();
  };
  if (peopleLeft)
    return (
      <PeopleFound
        read={read}
        onAdded={() => {
          onChanged();
          settle(false, authorities);
        }}
        onSkip={() => settle(false, authorities)}
      />
    );
  if (authority === undefined) return <Notice kind="note">{say("There is nothing to add in this file.")}</Notice>;
  return (
    <AuthorityQuestion
      key={authority.fingerprint}
      authority={authority}
      file={read.octets}
      onTrusted={() => {
        onChanged();
        settle(false, authorities.slice(1));
      }}
      onLater={() => settle(false, authorities.slice(1))}
    />
  );
}

export interface CertificateFileProps {
  readonly file: File;
  /** People or authorities were added. */
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

export function CertificateFile({ file, onChanged, onClose }: CertificateFileProps) {
  const [read, setRead] = useState<Read | null>(null);
  const work = useWork();
  useEffect(() => {
    work.run(async () => {
      const octets = new Uint8Array(await file.arrayBuffer());
      setRead({ octets, found: await request("person/inspect", { file: octets }) });
    });
  }, [file]);
  const asks = read !== null && read.found.people.length + read.found.authorities.length > 0;
  return (
    <Dialog
      title={file.name}
      onClose={onClose}
      actions={asks ? null : <Button onClick={onClose}>{say("Close")}</Button>}
    >
      {work.failure !== null && <FailureNotice failure={work.failure} />}
      {read === null ? (
        work.busy && <p role="status">{say("Opening…")}</p>
      ) : (
        <Questions read={read} onChanged={onChanged} onClose={onClose} />
      )}
    </Dialog>
  );
}
