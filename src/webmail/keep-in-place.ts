/** Keeps an element of ours where it belongs while a webmail draws its page anew. */

/** A page that fights for longer than this wins: nothing of ours is worth a frozen tab. */
const MOST_RETURNS = 20;

/** One observer for all of them: a long conversation has a hundred badges. */
const watched = new Set<() => void>();
let shared: MutationObserver | null = null;

function watch(look: () => void): () => void {
  watched.add(look);
  if (shared === null) {
    shared = new MutationObserver(() => {
      for (const one of watched) one();
    });
    shared.observe(document.documentElement, { childList: true, subtree: true });
  }
  return () => {
    watched.delete(look);
    if (watched.size > 0) return;
    shared?.disconnect();
    shared = null;
  };
}

/** Places the element now and whenever it was removed; takes it away when `lifetime` ends. */
export function keepInPlace(
  element: HTMLElement,
  place: (element: HTMLElement) => HTMLElement | null,
  lifetime: AbortSignal,
): void {
  let returns = 0;
  place(element);
  const stop = watch(() => {
    if (element.isConnected) return;
    if (++returns > MOST_RETURNS) stop();
    else place(element);
  });
  const end = (): void => {
    stop();
    element.remove();
  };
  lifetime.addEventListener("abort", end, { once: true });
}

/** Hides elements, and hides them again whenever the page shows them; as they were when `lifetime` ends. */
export function keepHidden(elements: readonly HTMLElement[], lifetime: AbortSignal): void {
  for (const element of elements) {
    if (isHidden(element)) continue;
    const { display } = element.style;
    const priority = element.style.getPropertyPriority("display");
    const hide = (): void => {
      if (!isHidden(element)) element.style.setProperty("display", "none", "important");
    };
    hide();
    const observer = new MutationObserver(hide);
    observer.observe(element, { attributes: true, attributeFilter: ["style"] });
    const end = (): void => {
      observer.disconnect();
      element.style.setProperty("display", display, priority);
    };
    lifetime.addEventListener("abort", end, { once: true });
  }
}

function isHidden({ style }: HTMLElement): boolean {
  return style.display === "none" && style.getPropertyPriority("display") === "important";
}
