/** The editor's tools, in the order of the toolbar. */
import { EDITOR_WORDS } from "../../ui/sentences-editor.ts";
import type { EditorState } from "./editor-state.ts";
import type { RichEditor } from "./rich-editor.ts";
import type { Tool } from "./toolbar.tsx";

const ICONS = {
  undo: "M6 3 2.5 6.5 6 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7",
  redo: "M10 3l3.5 3.500L10 10M13 6.500H6.500a3.5 3.5 0 0 0 0 7H9",
  bold: "M4.5 2.500h4a2.75 2.75 0 0 1 0 5.500h-4zM4.5 8h4.75a2.75 2.75 0 0 1 0 5.500H4.500z",
  italic: "M6.5 2.500h5M4.5 13.500h5M9.5 2.500l-3 11",
  underline: "M4.5 2.500v5a3.5 3.5 0 0 0 7 0v-5M3.5 14h9",
  bullets: "M6 3.500h8M6 8h8M6 12.500h8M2.5 3.500h.01M2.5 8h.01M2.5 12.500h.01",
  numbers: "M7 3.500h7M7 8h7M7 12.500h7M2 2.500l1-.5v3.500M2 10.500q1-1 1.8-.2t-.3 1.700L2 13.700h2.2",
  quote: "M2.5 2.500v11M6 4h8M6 8h8M6 12h5",
  unquote: "M6 2.500v11M9 4h5M9 8h5M9 12h3M3.5 6l-2 2 2 2",
  link: "M6.5 9.500l3-3M7 4.500l1.5-1.500a3.2 3.2 0 0 1 4.5 4.500L11.5 9M9 11.500L7.5 13A3.2 3.2 0 0 1 3 8.500L4.5 7",
  picture: "M2 3h12v10H2zM2 11l3.5-3.500L8 10l2.5-3L14 10.500M5.5 5.800h.01",
  clear: "M4 2.500h9M8.5 2.500L7 9M2.5 13.500l4-4M2.5 9.500l4 4M9 13.500h5",
} as const;

export interface ToolWishes {
  readonly onLink: () => void;
  readonly onPicture: () => void;
  readonly onPlain: () => void;
}

function formats({ squire }: RichEditor, state: EditorState): readonly Tool[] {
  return [
    {
      label: EDITOR_WORDS.bold,
      icon: ICONS.bold,
      pressed: state.bold,
      keys: "Control+B",
      onUse: () => (state.bold ? squire.removeBold() : squire.bold()),
    },
    {
      label: EDITOR_WORDS.italic,
      icon: ICONS.italic,
      pressed: state.italic,
      keys: "Control+I",
      onUse: () => (state.italic ? squire.removeItalic() : squire.italic()),
    },
    {
      label: EDITOR_WORDS.underline,
      icon: ICONS.underline,
      pressed: state.underline,
      keys: "Control+U",
      onUse: () => (state.underline ? squire.removeUnderline() : squire.underline()),
    },
  ];
}

function blocks({ squire }: RichEditor, state: EditorState): readonly Tool[] {
  return [
    {
      label: EDITOR_WORDS.bullets,
      icon: ICONS.bullets,
      directed: true,
      pressed: state.bullets,
      keys: "Control+Shift+8",
      onUse: () => (state.bullets ? squire.removeList() : squire.makeUnorderedList()),
    },
    {
      label: EDITOR_WORDS.numbers,
      icon: ICONS.numbers,
      pressed: state.numbers,
      keys: "Control+Shift+9",
      onUse: () => (state.numbers ? squire.removeList() : squire.makeOrderedList()),
    },
    {
      label: EDITOR_WORDS.quote,
      icon: ICONS.quote,
      directed: true,
      pressed: null,
      keys: "Control+]",
      onUse: () => squire.increaseQuoteLevel(),
    },
    {
      label: EDITOR_WORDS.unquote,
      icon: ICONS.unquote,
      directed: true,
      pressed: null,
      disabled: !state.quoted,
      keys: "Control+[",
      onUse: () => squire.decreaseQuoteLevel(),
    },
  ];
}

function insertions(state: EditorState, { onLink, onPicture }: ToolWishes): readonly Tool[] {
  return [
    { label: EDITOR_WORDS.link, icon: ICONS.link, pressed: state.linked, keys: "Control+K", onUse: onLink },
    { label: EDITOR_WORDS.picture, icon: ICONS.picture, pressed: null, onUse: onPicture },
  ];
}

export function editorTools(editor: RichEditor, state: EditorState, wishes: ToolWishes): readonly (readonly Tool[])[] {
  const { squire } = editor;
  const { canUndo, canRedo } = state;
  const steps: readonly Tool[] = [
    {
      label: EDITOR_WORDS.undo,
      icon: ICONS.undo,
      directed: true,
      pressed: null,
      disabled: !canUndo,
      keys: "Control+Z",
      onUse: () => squire.undo(),
    },
    {
      label: EDITOR_WORDS.redo,
      icon: ICONS.redo,
      directed: true,
      pressed: null,
      disabled: !canRedo,
      keys: "Control+Y",
      onUse: () => squire.redo(),
    },
  ];
  const rest: readonly Tool[] = [
    { label: EDITOR_WORDS.clear, icon: ICONS.clear, pressed: null, onUse: () => squire.removeAllFormatting() },
    { label: EDITOR_WORDS.toPlain, icon: "", pressed: null, onUse: wishes.onPlain },
  ];
  return [steps, formats(editor, state), blocks(editor, state), insertions(state, wishes), rest];
}
