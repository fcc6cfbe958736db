import { useId, useRef, useState } from "preact/hooks";
import { say } from "../../words/say.ts";
import { Button } from "./button.tsx";

export interface FileDropProps {
  /** Over the button: "Drop your .p12 file here". */
  readonly invitation: string;
  readonly hint?: string;
  /** As in the `accept` attribute: ".p12,.pfx". */
  readonly accept: string;
  readonly button?: string;
  readonly large?: boolean;
  readonly multiple?: boolean;
  /** `others` is empty unless several are welcome. */
  readonly onFile: (file: File, others: readonly File[]) => void;
  /**
   * Where choosing a file would close the page (the popup of Firefox), what the button does instead. Dropping works
   * all the same.
   */
  readonly chooseElsewhere?: (() => void) | null;
}

/** Takes a file, or several where they are welcome, by dropping or by choosing. The button alone is enough for the keyboard. */
export function FileDrop(props: FileDropProps) {
  const { onFile, chooseElsewhere = null } = props;
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined): void => {
    const [file, ...others] = files ?? [];
    if (file !== undefined) onFile(file, props.multiple === true ? others : []);
  };
  return (
    <div
      class={`drop${props.large === true ? " large" : ""}${over ? " over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <p class="invitation">{props.invitation}</p>
      <Button
        kind={props.large === true ? "primary" : "plain"}
        describedBy={hint}
        onClick={() => (chooseElsewhere === null ? input.current?.click() : chooseElsewhere())}
      >
        {chooseElsewhere === null ? (props.button ?? say("Choose a file")) : say("Open in a tab to choose a file")}
      </Button>
      <p class="hint" id={hint}>
        {props.hint}
      </p>
      <input
        ref={input}
        type="file"
        hidden
        multiple={props.multiple ?? false}
        accept={props.accept}
        aria-label={props.invitation}
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
}
