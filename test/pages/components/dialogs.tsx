import { Button } from "../../../src/pages/ui/button.tsx";
import { Confirm, Dialog } from "../../../src/pages/ui/dialog.tsx";
import { doNothing } from "./nothing.ts";

/** A dialog lies over the rest, so each stands at an address of its own: `#dialog`, `#confirm`. */
export function Dialogs({ wanted }: { readonly wanted: string }) {
  if (wanted === "dialog")
    return (
      <Dialog title="A dialog" onClose={doNothing} actions={<Button onClick={doNothing}>Close</Button>}>
        <p>Something to read, and one way out.</p>
      </Dialog>
    );
  if (wanted !== "confirm") return null;
  return (
    <Confirm title="Remove this?" action="Remove" busy={false} onConfirm={doNothing} onClose={doNothing}>
      <p>What is lost by it. The harmless answer comes first.</p>
    </Confirm>
  );
}
