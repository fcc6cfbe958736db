/** The formatted letter while it is written: the text, and the toolbar below it. */
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Confirm } from "../../ui/dialog.tsx";
import { EDITOR_WORDS, PLAIN_WORDS } from "../../ui/sentences-editor.ts";
import type { RichText } from "../../../smime/verdict/display.ts";
import { say } from "../../../words/say.ts";
import { useEditorState } from "./editor-state.ts";
import { editorTools } from "./editor-tools.ts";
import { InlineImages } from "./inline-images.ts";
import { LinkDialog } from "./link-dialog.tsx";
import { pastedFiles } from "./pasted-files.ts";
import { RichEditor, type WrittenText } from "./rich-editor.ts";
import { isFormatted } from "./rich-tree.ts";
import { Toolbar } from "./toolbar.tsx";

/** What the form around asks of the text. */
export interface BodyHandle {
  focus(): void;
  /** Hands over what was typed last. */
  settle(): void;
}

export interface RichBodyProps {
  /** What it begins with; later changes come from here. */
  readonly rich: RichText;
  readonly handle: RefObject<BodyHandle | null>;
  readonly onWritten: (written: WrittenText) => void;
  /** Goes on in plain text. */
  readonly onPlain: () => void;
  /** Files that cannot stand in the text. */
  readonly onFiles: (files: readonly File[]) => void;
}

interface Desk {
  readonly editor: RichEditor;
  readonly images: InlineImages;
}

function useDesk(root: RefObject<HTMLDivElement | null>, props: RichBodyProps): Desk | null {
  const [desk, setDesk] = useState<Desk | null>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (root.current === null) return undefined;
    const { rich, handle } = props;
    const images = new InlineImages(rich.images);
    const onWritten = (written: WrittenText): void => latest.current.onWritten(written);
    const editor = new RichEditor(root.current, { html: rich.html, images, onWritten });
    setDesk({ editor, images });
    handle.current = { focus: () => editor.squire.focus(), settle: () => editor.settle() };
    return () => {
      handle.current = null;
      editor.destroy();
      images.release();
    };
  }, []);
  return desk;
}

/** Pictures into the text, as far as they may stand there; the others are handed on. */
async function place({ editor, images }: Desk, files: readonly File[], onFiles: RichBodyProps["onFiles"]) {
  const others: File[] = [];
  for (const file of files) {
    const address = images.add(new Uint8Array(await file.arrayBuffer()), file.name);
    if (address === null) others.push(file);
    else editor.insertImage(address, file.name);
  }
  if (others.length > 0) onFiles(others);
}

type Question = "link" | "plain" | null;

interface PicturePickerProps {
  readonly picker: RefObject<HTMLInputElement | null>;
  readonly onPicked: (files: readonly File[]) => void;
}

function PicturePicker({ picker, onPicked }: PicturePickerProps) {
  return (
    <input
      ref={picker}
      type="file"
      multiple
      hidden
      accept="image/png,image/jpeg,image/gif,image/webp"
      aria-label={EDITOR_WORDS.pictureFiles}
      onChange={(event) => {
        onPicked([...(event.currentTarget.files ?? [])]);
        event.currentTarget.value = "";
      }}
    />
  );
}

function PlainQuestion({ onPlain, onClose }: { readonly onPlain: () => void; readonly onClose: () => void }) {
  return (
    <Confirm
      title={PLAIN_WORDS.title}
      action={PLAIN_WORDS.action}
      keep={PLAIN_WORDS.keep}
      onConfirm={onPlain}
      onClose={onClose}
    >
      <p>{PLAIN_WORDS.lost}</p>
    </Confirm>
  );
}

export function RichBody(props: RichBodyProps) {
  const { onFiles, onPlain } = props;
  const root = useRef<HTMLDivElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const desk = useDesk(root, props);
  const state = useEditorState(desk?.editor ?? null);
  const [question, setQuestion] = useState<Question>(null);
  const take = (files: readonly File[]): void => {
    if (desk !== null && files.length > 0) void place(desk, files, onFiles);
  };
  const paste = (event: ClipboardEvent): void => {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    take(files);
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    setQuestion("link");
  };
  const tools =
    desk === null
      ? []
      : editorTools(desk.editor, state, {
          onLink: () => setQuestion("link"),
          onPicture: () => picker.current?.click(),
          onPlain: () => (isFormatted(desk.editor.read()) ? setQuestion("plain") : onPlain()),
        });
  return (
    <>
      <div
        ref={root}
        class="rich-text"
        role="textbox"
        aria-multiline="true"
        aria-label={say("Message")}
        spellcheck
        onPasteCapture={paste}
        onKeyDown={key}
      />
      <Toolbar label={EDITOR_WORDS.toolbar} tools={tools} onLeave={() => desk?.editor.squire.focus()} />
      <PicturePicker picker={picker} onPicked={take} />
      {question === "link" && desk !== null && <LinkDialog editor={desk.editor} onClose={() => setQuestion(null)} />}
      {question === "plain" && <PlainQuestion onPlain={onPlain} onClose={() => setQuestion(null)} />}
    </>
  );
}
