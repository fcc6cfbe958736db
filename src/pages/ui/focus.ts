import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Moves the focus to an element that has just been drawn, if `wanted`. */
export function useFocusWhenDrawn(element: RefObject<HTMLElement | null>, wanted: boolean): void {
  useEffect(() => {
    if (wanted) element.current?.focus();
  }, []);
}
