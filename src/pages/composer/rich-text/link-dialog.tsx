/** Asks where a link leads. */
import { useRef, useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { LINK_WORDS } from "../../ui/sentences-editor.ts";
import { linkAddress } from "./link-address.ts";
import type { RichEditor } from "./rich-editor.ts";

/** The link around the cursor; null where there is none. */
function linkAt({ squire }: RichEditor): HTMLAnchorElement | null {
  const { startContainer } = squire.getSelection();
  const element = startContainer instanceof Element ? startContainer : startContainer.parentElement;
  const link = element?.closest("a") ?? null;
  return link !== null && squire.getRoot().contains(link) ? link : null;
}

function selectWhole({ squire }: RichEditor, link: HTMLAnchorElement): void {
  const range = squire.getSelection();
  range.selectNodeContents(link);
  squire.setSelection(range);
}

/** What is written or put in next stands behind the link. */
function goBehind(editor: RichEditor): void {
  const { squire } = editor;
  const range = squire.getSelection();
  range.collapse(false);
  squire.setSelection(range);
  const link = linkAt(editor);
  if (link === null) return;
  range.setStartAfter(link);
  range.collapse(true);
  squire.setSelection(range);
}

export interface LinkDialogProps {
  readonly editor: RichEditor;
  readonly onClose: () => void;
}

export function LinkDialog({ editor, onClose }: LinkDialogProps) {
  const [link] = useState(() => linkAt(editor));
  const [address, setAddress] = useState(link?.getAttribute("href") ?? "");
  const [wrong, setWrong] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { squire } = editor;
  const end = (change: () => void): void => {
    // Nothing behind a modal dialog takes the focus: it goes first, in this very moment.
    form.current?.closest("dialog")?.close();
    squire.focus();
    if (link !== null && squire.getSelection().collapsed) selectWhole(editor, link);
    change();
    goBehind(editor);
    onClose();
  };
  const apply = (event: Event): void => {
    event.preventDefault();
    const complete = linkAddress(address);
    if (complete === null) setWrong(true);
    else end(() => squire.makeLink(complete));
  };
  return (
    <Dialog title={LINK_WORDS.title} onClose={onClose} actions={null}>
      <form ref={form} onSubmit={apply}>
        <Field
          label={LINK_WORDS.address}
          value={address}
          focus
          error={wrong ? LINK_WORDS.wrong : ""}
          onValue={(value) => {
            setAddress(value);
            setWrong(false);
          }}
        />
        <div class="actions">
          <Button onClick={onClose}>{LINK_WORDS.cancel}</Button>
          {link !== null && (
            <Button kind="danger" onClick={() => end(() => squire.removeLink())}>
              {LINK_WORDS.remove}
            </Button>
          )}
          <Button kind="primary" type="submit">
            {LINK_WORDS.apply}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
