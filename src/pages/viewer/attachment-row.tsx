/** One attachment: what it is, and what can be done with it. No other program opens it from here. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { DisplayAttachment } from "../../smime/verdict/display.ts";
import { Button } from "../ui/button.tsx";
import { download } from "../ui/download.ts";
import { FailureNotice } from "../ui/notice.tsx";
import { failureOf, type Told } from "../ui/sentences.ts";
import { ATTACHED, ATTACHMENT, typeWords } from "../ui/sentences-attachment.ts";
import { COVERAGE } from "../ui/sentences-viewer.ts";
import { sizeInWords } from "../ui/words.ts";
import { say } from "../../words/say.ts";
import { AttachmentPreview } from "./attachment-preview.tsx";
import { type Preview, previewKindOf, previewOf } from "./previews.ts";

export interface AttachmentRowProps {
  readonly attachment: DisplayAttachment;
  /** The message is signed, so that an attachment outside the signature must say so. */
  readonly signedMessage: boolean;
  readonly fetch: () => Promise<Uint8Array<ArrayBuffer>>;
  /** Opens an attached message; null where that is too deep inside others. */
  readonly open: (() => void) | null;
  readonly opening: boolean;
  /** The person has just come back from it. */
  readonly returned: boolean;
}

function OpenMessage({ attachment: { filename }, open, opening, returned }: AttachmentRowProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (returned) button.current?.focus();
  }, [returned]);
  if (open === null) return null;
  return (
    <Button buttonRef={button} label={say("Open {file}", { file: filename })} busy={opening} onClick={open}>
      {ATTACHMENT.open}
    </Button>
  );
}

export function AttachmentRow(props: AttachmentRowProps) {
  const [busy, setBusy] = useState<"saving" | "showing" | null>(null);
  const [failure, setFailure] = useState<Told | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const { attachment, signedMessage, fetch, open } = props;
  const { filename, contentType, size, signed, isMessage } = attachment;
  const kind = previewKindOf(attachment);
  const handle = (work: "saving" | "showing", use: (content: Uint8Array<ArrayBuffer>) => void): void => {
    setBusy(work);
    setFailure(null);
    fetch()
      .then(use)
      .catch((error: unknown) => setFailure(failureOf(error)))
      .finally(() => setBusy(null));
  };
  const toggle = (): void => {
    if (preview !== null) setPreview(null);
    else if (kind !== null) handle("showing", (content) => setPreview(previewOf(kind, content)));
  };
  return (
    <li>
      <span class="attachment-name">
        <bdi>{filename}</bdi>
      </span>
      <span class="muted" title={contentType}>
        {typeWords(contentType, isMessage)} · {sizeInWords(size)}
        {signedMessage && !signed && ` · ${COVERAGE.file}`}
      </span>
      <span class="attachment-actions">
        {isMessage && <OpenMessage {...props} />}
        {kind !== null && (
          <Button
            label={
              preview === null
                ? say("Preview {file}", { file: filename })
                : say("Close preview {file}", { file: filename })
            }
            busy={busy === "showing"}
            expanded={preview !== null}
            onClick={toggle}
          >
            {preview === null ? ATTACHMENT.show : ATTACHMENT.hide}
          </Button>
        )}
        <Button
          label={say("Save {file}", { file: filename })}
          busy={busy === "saving"}
          onClick={() => handle("saving", (content) => download(content, filename))}
        >
          {ATTACHMENT.save}
        </Button>
      </span>
      {isMessage && open === null && <p class="muted">{ATTACHED.tooDeep}</p>}
      {preview !== null && <AttachmentPreview preview={preview} filename={filename} />}
      {failure !== null && <FailureNotice failure={failure} />}
    </li>
  );
}
