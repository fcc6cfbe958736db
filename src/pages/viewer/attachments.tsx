/** The attachments of the message in front: looked at, opened or saved one by one, or saved all at once. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import { Button } from "../ui/button.tsx";
import { download } from "../ui/download.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { failureOf, type Told } from "../ui/sentences.ts";
import { ATTACHMENT, attachmentsHeading } from "../ui/sentences-attachment.ts";
import { AttachmentRow } from "./attachment-row.tsx";
import type { Walk } from "./front.ts";
import { distinctNames, zipArchive } from "./zip-archive.ts";

type Fetch = (index: number) => Promise<Uint8Array<ArrayBuffer>>;

interface SaveAllProps {
  readonly names: readonly string[];
  readonly fetch: Fetch;
}

function SaveAll({ names, fetch }: SaveAllProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Told | null>(null);
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const files = [];
      // One after the other: all at once would have the worker hold each of them twice.
      for (const [index, name] of distinctNames(names).entries()) files.push({ name, content: await fetch(index) });
      download(await zipArchive(files), ATTACHMENT.archive);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button busy={busy} onClick={() => void save()}>
        {ATTACHMENT.saveAll}
      </Button>
      {failure !== null && <FailureNotice failure={failure} />}
    </>
  );
}

export function Attachments({ walk }: { readonly walk: Walk }) {
  const { front, opening, failure, left, canGoDeeper } = walk;
  const attachments = front.content?.attachments ?? [];
  if (attachments.length === 0) return null;
  const fetch: Fetch = async (index) => {
    const { content } = await request("viewer/attachment", { ticket: front.ticket, inside: front.inside, index });
    return content;
  };
  return (
    <section class="attachments" aria-labelledby="attachments">
      <header>
        <h2 id="attachments">{attachmentsHeading(attachments.length)}</h2>
        {attachments.length > 1 && <SaveAll names={attachments.map(({ filename }) => filename)} fetch={fetch} />}
      </header>
      {failure !== null && <FailureNotice failure={failure} />}
      <ul>
        {attachments.map((attachment, index) => (
          <AttachmentRow
            key={index}
            attachment={attachment}
            signedMessage={front.report.signature.kind !== "unsigned"}
            fetch={() => fetch(index)}
            open={canGoDeeper ? () => walk.open(index) : null}
            opening={opening === index}
            returned={left === index}
          />
        ))}
      </ul>
    </section>
  );
}
