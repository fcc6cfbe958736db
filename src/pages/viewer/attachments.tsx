/** The attachments of a message, each with a button to save it. They are never opened here. */
import { useState } from "preact/hooks";
import { request } from "../../protocol/client.ts";
import type { ViewerTicket } from "../../protocol/protocol.ts";
import type { DisplayAttachment } from "../../smime/verdict/display.ts";
import { Button } from "../ui/button.tsx";
import { download } from "../ui/download.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { failureOf, type Told } from "../ui/sentences.ts";
import { COVERAGE } from "../ui/sentences-viewer.ts";
import { counted, sizeInWords } from "../ui/words.ts";

interface AttachmentProps {
  readonly attachment: DisplayAttachment;
  readonly index: number;
  readonly ticket: ViewerTicket;
  /** The message is signed, so that an attachment outside the signature must say so. */
  readonly signedMessage: boolean;
}

function Attachment({ attachment, index, ticket, signedMessage }: AttachmentProps) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Told | null>(null);
  const { filename, contentType, size, signed } = attachment;
  const save = (): void => {
    setBusy(true);
    setFailure(null);
    request("viewer/attachment", { ticket, index })
      .then(({ content }) => download(content, filename))
      .catch((error: unknown) => setFailure(failureOf(error)))
      .finally(() => setBusy(false));
  };
  return (
    <li>
      <span class="attachment-name">{filename}</span>
      <span class="muted">
        {contentType} · {sizeInWords(size)}
        {signedMessage && !signed && ` · ${COVERAGE.file}`}
      </span>
      <Button label={`Save ${filename}`} busy={busy} onClick={save}>
        Save
      </Button>
      {failure !== null && <FailureNotice failure={failure} />}
    </li>
  );
}

export interface AttachmentsProps {
  readonly attachments: readonly DisplayAttachment[];
  readonly ticket: ViewerTicket;
  readonly signedMessage: boolean;
}

export function Attachments({ attachments, ticket, signedMessage }: AttachmentsProps) {
  if (attachments.length === 0) return null;
  return (
    <section class="attachments" aria-labelledby="attachments">
      <h2 id="attachments">{counted(attachments.length, "attachment", "attachments")}</h2>
      <ul>
        {attachments.map((attachment, index) => (
          <Attachment key={index} attachment={attachment} index={index} ticket={ticket} signedMessage={signedMessage} />
        ))}
      </ul>
    </section>
  );
}
