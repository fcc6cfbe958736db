/**
 * Looks for words in this message alone. The browser's own search reaches into the frames too, but it looks through the
 * whole webmail page, and some webmail takes its keys.
 */
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { FIND, foundWords } from "../ui/sentences-viewer.ts";
import { clearMarks, markAll, markCurrent } from "./find-marks.ts";
import { findText } from "./find-text.ts";

/** The parts of the message's body, in the order of display. */
function rootsIn(area: HTMLElement | null): readonly Node[] {
  const parts = area?.querySelectorAll<HTMLElement>(".text-body, iframe.html-body") ?? [];
  return [...parts].flatMap((part) => {
    if (!(part instanceof HTMLIFrameElement)) return [part];
    return part.contentDocument === null ? [] : [part.contentDocument.body];
  });
}

export interface FindBarProps {
  /** What is looked through. */
  readonly area: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

export function FindBar({ area, onClose }: FindBarProps) {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState("");
  const [found, setFound] = useState<readonly Range[]>([]);
  const [at, setAt] = useState(0);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    markAll(found);
    return () => clearMarks(rootsIn(area.current));
  }, [found]);
  useEffect(() => {
    const current = found[at];
    if (current !== undefined) markCurrent(current);
  }, [found, at]);
  const look = (next: string): void => {
    setWords(next);
    setFound(rootsIn(area.current).flatMap((root) => findText(root, next)));
    setAt(0);
  };
  const step = (by: number): void => setAt((at + by + found.length) % Math.max(1, found.length));
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && event.target === field.current) step(event.shiftKey ? -1 : 1);
  };
  return (
    <div class="find-bar" role="search" aria-label={FIND.label} onKeyDown={press}>
      <input
        ref={field}
        type="search"
        aria-label={FIND.label}
        value={words}
        onInput={(event) => look(event.currentTarget.value)}
      />
      <Button label={FIND.previous} disabled={found.length === 0} onClick={() => step(-1)}>
        ↑
      </Button>
      <Button label={FIND.next} disabled={found.length === 0} onClick={() => step(1)}>
        ↓
      </Button>
      <Button onClick={onClose}>{FIND.close}</Button>
      <span class="muted" role="status">
        {words.trim() === "" ? "" : foundWords(at, found.length)}
      </span>
    </div>
  );
}
