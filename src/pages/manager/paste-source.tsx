import { useId, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { say } from "../../words/say.ts";

export interface PasteSourceProps {
  readonly busy: boolean;
  readonly onSource: (text: string) => void;
}

/** For webmail that shows a message's source and saves no file. */
export function PasteSource({ busy, onSource }: PasteSourceProps) {
  const id = useId();
  const [source, setSource] = useState("");
  return (
    <details class="paste">
      <summary>{say("No file? Paste the source of a message")}</summary>
      <form
        class="field"
        onSubmit={(event) => {
          event.preventDefault();
          if (source.trim() !== "") onSource(source);
        }}
      >
        <label for={id}>{say("Source of the message")}</label>
        <textarea
          id={id}
          rows={8}
          dir="ltr"
          value={source}
          spellcheck={false}
          autocomplete="off"
          aria-describedby={`${id}-hint`}
          onInput={(event) => setSource(event.currentTarget.value)}
        />
        <p class="hint" id={`${id}-hint`}>
          {say("Your webmail calls it “Show original” or “Show source”. Copy all of it, from the first line.")}
        </p>
        <div class="actions start">
          <Button type="submit" disabled={source.trim() === ""} busy={busy}>
            {say("Explain this message")}
          </Button>
        </div>
      </form>
    </details>
  );
}
