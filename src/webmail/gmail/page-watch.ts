/**
 * One observer for Gmail's whole page. Its callback only notes that something changed; the page is looked at later,
 * when the browser has nothing else to do, because looking may ask for the layout.
 */

/** Milliseconds between a change and the look at it; more changes meanwhile cost nothing. */
const PATIENCE = 120;
/** The longest a busy page can put a look off. */
const MOST_PATIENCE = 400;

function isOurs(node: Node): boolean {
  return node instanceof HTMLElement && node.localName.startsWith("waxwing-");
}

/**
 * Rows of the list change with every movement of the mouse, and hold neither messages nor forms. What Waxwing itself puts
 * there is nothing new: a long conversation gets a hundred badges.
 */
function matters({ type, target, addedNodes, removedNodes }: MutationRecord): boolean {
  if (type === "attributes") return !(target instanceof HTMLTableRowElement);
  return ![...addedNodes, ...removedNodes].every(isOurs);
}

function whenIdle(page: Window, work: () => void): void {
  if ("requestIdleCallback" in page) page.requestIdleCallback(work, { timeout: MOST_PATIENCE });
  else work();
}

/** Looks as soon as the browser is idle, and after every change until `signal` aborts. */
export type Watch = (look: () => void, signal: AbortSignal) => void;

/** However many look at the page, one observer watches it. */
export function pageWatch(page: Document): Watch {
  const looks = new Set<() => void>();
  let observing: AbortController | null = null;
  const lookAll = (): void => {
    for (const look of looks) look();
  };
  return (look, signal) => {
    const view = page.defaultView;
    if (signal.aborted || view === null) return;
    looks.add(look);
    observing ??= observe(page, lookAll);
    const leave = (): void => {
      looks.delete(look);
      if (looks.size > 0) return;
      observing?.abort();
      observing = null;
    };
    signal.addEventListener("abort", leave, { once: true });
    // This script starts while the page is being laid out: a look now would wait for that in the script's own task.
    whenIdle(view, () => void (looks.has(look) && look()));
  };
}

function observe(page: Document, look: () => void): AbortController {
  const end = new AbortController();
  const view = page.defaultView;
  if (view === null) return end;
  let waiting = false;
  const lookWhenIdle = (): void => {
    waiting = false;
    if (!end.signal.aborted) look();
  };
  const lookLater = (): void => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => whenIdle(view, lookWhenIdle), PATIENCE);
  };
  const observer = new MutationObserver((records) => {
    if (!waiting && records.some(matters)) lookLater();
  });
  const attributeFilter = ["class", "data-legacy-message-id", "data-message-id"];
  observer.observe(page.body, { childList: true, subtree: true, attributes: true, attributeFilter });
  view.addEventListener("hashchange", lookLater, { signal: end.signal });
  end.signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  return end;
}
