import { useRef } from "preact/hooks";
import type { DraftAttachment } from "../../smime/verdict/display.ts";
import { Button } from "../ui/button.tsx";
import { Chip } from "../ui/chip.tsx";
import { sizeInWords } from "../ui/words.ts";

export interface AttachmentRowProps {
  readonly attachments: readonly DraftAttachment[];
  readonly onRemove: (attachment: DraftAttachment) => void;
}

export function AttachmentRow({ attachments, onRemove }: AttachmentRowProps) {
  if (attachments.length === 0) return null;
  const total = attachments.reduce((sum, { content }) => sum + content.length, 0);
  return (
    <div class="attachment-row">
      <ul aria-label="Attachments">
        {attachments.map((attachment) => (
          <Chip
            key={`${attachment.filename} ${attachment.content.length}`}
            text={`${attachment.filename}, ${sizeInWords(attachment.content.length)}`}
            onRemove={() => onRemove(attachment)}
          />
        ))}
      </ul>
      {attachments.length > 1 && <span class="muted">{sizeInWords(total)} together</span>}
    </div>
  );
}

/** The button that opens the browser's file picker. */
export function AttachButton({ onFiles }: { readonly onFiles: (files: FileList) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => picker.current?.click()}>Attach files</Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          const { files } = event.currentTarget;
          if (files !== null) onFiles(files);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
