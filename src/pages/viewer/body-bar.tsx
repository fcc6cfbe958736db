/** What can be done with the text of a message: shown without formatting, copied, printed, searched. */
import type { Ref } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/clipboard.ts";
import { BODY } from "../ui/sentences-viewer.ts";

export interface BodyBarProps {
  readonly text: string;
  /** Null for a message that has no formatting. */
  readonly formatted: boolean | null;
  readonly finding: boolean;
  /** Gets the focus back when the search is over. */
  readonly findButton: Ref<HTMLButtonElement>;
  readonly onFormat: () => void;
  readonly onFind: () => void;
  readonly onPrint: () => void;
}

export function BodyBar({ text, formatted, finding, findButton, onFormat, onFind, onPrint }: BodyBarProps) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = (): void => {
    void copyText(text).then(setCopied);
  };
  return (
    <div class="body-bar">
      {formatted !== null && (
        <Button kind="quiet" onClick={onFormat}>
          {formatted ? BODY.plain : BODY.formatted}
        </Button>
      )}
      <Button kind="quiet" onClick={copy}>
        {BODY.copy}
      </Button>
      <Button kind="quiet" onClick={onPrint}>
        {BODY.print}
      </Button>
      <Button kind="quiet" expanded={finding} buttonRef={findButton} onClick={onFind}>
        {BODY.find}
      </Button>
      <span class="muted" role="status">
        {copied === null ? "" : copied ? BODY.copied : BODY.notCopied}
      </span>
    </div>
  );
}
