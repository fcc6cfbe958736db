/** The text of the letter, formatted or plain, and the way from one to the other. */
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../../words/say.ts";
import { Notice } from "../../ui/notice.tsx";
import { EDITOR_WORDS, PICTURE_ATTACHED } from "../../ui/sentences-editor.ts";
import type { Letter } from "../letter.ts";
import { type BodyHandle, RichBody } from "./rich-body.tsx";
import { treeFromText } from "./text-tree.ts";
import { Toolbar } from "./toolbar.tsx";
import { htmlOf } from "./tree-html.ts";

export type { BodyHandle } from "./rich-body.tsx";

export interface LetterBodyProps {
  readonly letter: Letter;
  readonly onLetter: (change: Partial<Letter>) => void;
  readonly onFiles: (files: readonly File[]) => void;
  readonly handle: RefObject<BodyHandle | null>;
}

function PlainBody({ letter, onLetter, handle }: LetterBodyProps) {
  const text = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    handle.current = { focus: () => text.current?.focus(), settle: () => {} };
    text.current?.setSelectionRange(0, 0);
    return () => {
      handle.current = null;
    };
  }, []);
  const toRich = (): void => onLetter({ rich: { html: htmlOf(treeFromText(letter.text)), images: [] } });
  const tools = [[{ label: EDITOR_WORDS.toRich, icon: "", pressed: null, onUse: toRich }]];
  return (
    <>
      <textarea
        ref={text}
        aria-label={say("Message")}
        dir="auto"
        value={letter.text}
        onInput={(event) => onLetter({ text: event.currentTarget.value })}
      />
      <Toolbar label={EDITOR_WORDS.toolbar} tools={tools} onLeave={() => text.current?.focus()} />
    </>
  );
}

export function LetterBody(props: LetterBodyProps) {
  const { letter, onLetter, onFiles, handle } = props;
  const [attached, setAttached] = useState(false);
  const switched = useRef(false);
  const isRich = letter.rich !== null;
  useEffect(() => {
    if (switched.current) handle.current?.focus();
    switched.current = true;
  }, [isRich]);
  if (letter.rich === null) return <PlainBody {...props} />;
  const toPlain = (): void => {
    handle.current?.settle();
    onLetter({ rich: null });
  };
  return (
    <>
      <RichBody
        rich={letter.rich}
        handle={handle}
        onWritten={onLetter}
        onPlain={toPlain}
        onFiles={(files) => {
          setAttached(true);
          onFiles(files);
        }}
      />
      {attached && <Notice kind="note">{PICTURE_ATTACHED}</Notice>}
    </>
  );
}
