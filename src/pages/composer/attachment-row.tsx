import { useRef } from "preact/hooks";
import type { DraftAttachment } from "../../smime/verdict/display.ts";
import { say } from "../../words/say.ts";
import { Button } from "../ui/button.tsx";
import { Chip } from "../ui/chip.tsx";
import { sealedSizeWords } from "../ui/sentences-editor.ts";
import { sizeInWords } from "../ui/words.ts";
import type { SealedMeasure } from "./sealed-limit.ts";

export interface AttachmentRowProps {
  readonly attachments: readonly DraftAttachment[];
  readonly measure: SealedMeasure;
  readonly onRemove: (attachment: DraftAttachment) => void;
}

export function AttachmentRow({ attachments, measure, onRemove }: AttachmentRowProps) {
  if (attachments.length === 0) return null;
  return (
    <div class="attachment-row">
      <ul aria-label={say("Attachments")}>
        {attachments.map((attachment) => (
          <Chip
            key={`${attachment.filename} ${attachment.content.length}`}
            text={say("{file}, {size}", { file: attachment.filename, size: sizeInWords(attachment.content.length) })}
            onRemove={() => onRemove(attachment)}
          />
        ))}
      </ul>
      <span class="muted">{sealedSizeWords(measure.size, measure.limit)}</span>
    </div>
  );
}

/** The button that opens the browser's file picker. */
export function AttachButton({ onFiles }: { readonly onFiles: (files: FileList) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => picker.current?.click()}>{say("Attach files")}</Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={say("Files to attach")}
        onChange={(event) => {
          const { files } = event.currentTarget;
          if (files !== null) onFiles(files);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
