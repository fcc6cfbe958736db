/** Asks before something is taken off a list, and stays, with what went wrong, if that fails. */
import type { ComponentChildren } from "preact";
import { Confirm } from "../ui/dialog.tsx";
import { FailureNotice } from "../ui/notice.tsx";
import { useWork } from "../surface/replies.ts";

export interface RemovalProps {
  readonly title: string;
  readonly action: string;
  readonly remove: () => Promise<unknown>;
  readonly onChanged: () => void;
  readonly onClose: () => void;
  /** What the person loses by it. */
  readonly children: ComponentChildren;
}

export function Removal({ title, action, remove, onChanged, onClose, children }: RemovalProps) {
  const work = useWork();
  const confirm = (): void =>
    work.run(async () => {
      await remove();
      onClose();
      onChanged();
    });
  return (
    <Confirm title={title} action={action} busy={work.busy} onConfirm={confirm} onClose={onClose}>
      <p>{children}</p>
      {work.failure !== null && <FailureNotice failure={work.failure} />}
    </Confirm>
  );
}
