/** What the toolbar shows of the place where the cursor stands. */
import { useEffect, useState } from "preact/hooks";
import type { RichEditor } from "./rich-editor.ts";

export interface EditorState {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly bullets: boolean;
  readonly numbers: boolean;
  readonly quoted: boolean;
  readonly linked: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const NOTHING: EditorState = {
  bold: false,
  italic: false,
  underline: false,
  bullets: false,
  numbers: false,
  quoted: false,
  linked: false,
  canUndo: false,
  canRedo: false,
};

function formatsAt({ squire }: RichEditor): Omit<EditorState, "canUndo" | "canRedo"> {
  const path = squire.getPath().split(">");
  const within = (name: string): boolean => path.some((step) => step === name || step.startsWith(`${name}[`));
  return {
    bold: squire.hasFormat("B"),
    italic: squire.hasFormat("I"),
    underline: squire.hasFormat("U"),
    bullets: within("UL"),
    numbers: within("OL"),
    quoted: within("BLOCKQUOTE"),
    linked: squire.hasFormat("A"),
  };
}

function flag(event: Event, name: string): boolean {
  if (!(event instanceof CustomEvent)) return false;
  const detail: unknown = event.detail;
  return (
    typeof detail === "object" &&
    detail !== null &&
    Object.entries(detail).some(([key, on]) => key === name && on === true)
  );
}

export function useEditorState(editor: RichEditor | null): EditorState {
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    if (editor === null) return undefined;
    const look = (): void => setState((before) => ({ ...before, ...formatsAt(editor) }));
    const undo = (event: Event): void =>
      setState((before) => ({ ...before, canUndo: flag(event, "canUndo"), canRedo: flag(event, "canRedo") }));
    const { squire } = editor;
    for (const type of ["pathChange", "select", "cursor"]) squire.addEventListener(type, look);
    squire.addEventListener("undoStateChange", undo);
    return () => {
      for (const type of ["pathChange", "select", "cursor"]) squire.removeEventListener(type, look);
      squire.removeEventListener("undoStateChange", undo);
    };
  }, [editor]);
  return state;
}
