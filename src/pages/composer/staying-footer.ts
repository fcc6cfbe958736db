/**
 * The footer stays in sight while the letter is scrolled, so that Send is there from the start, unless it would cover
 * too much of a low window: at 400 % zoom, or with a long notice, it stands below the letter.
 */
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/** Of the window's height. How tall the footer is depends on width, language and zoom: only measuring tells. */
const SHARE = 0.4;

/** Its height where it stays; not set where it does not. */
const HEIGHT = "--staying";

export function useStayingFooter(footer: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = footer.current;
    if (element === null) return undefined;
    const root = document.documentElement;
    const look = (): void => {
      const height = element.offsetHeight;
      const stays = height <= innerHeight * SHARE;
      element.classList.toggle("staying", stays);
      // For what stays above it, and so that what gets the focus is scrolled out from under it.
      if (stays) root.style.setProperty(HEIGHT, `${height}px`);
      else root.style.removeProperty(HEIGHT);
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    // As tall as the window.
    observer.observe(root);
    look();
    return () => {
      observer.disconnect();
      root.style.removeProperty(HEIGHT);
    };
  }, []);
}
